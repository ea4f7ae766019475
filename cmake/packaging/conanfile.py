# SPDX-License-Identifier: MIT
"""Conan 2 recipe of muong, for the tree that it stands in: conan create cmake/packaging --build=missing

Not run against a Conan registry here: the test check.packaging compiles it, compares its components with those that
CMake knows, and builds test_package against an installed muong."""

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir

# The rooms, bottom-up, and what each stands on.
ROOMS = {
    "core": ["boost::headers"],
    "units": ["core", "range-v3::range-v3"],
    "indicators": ["units", "range-v3::range-v3"],
    "funding": ["core"],
    "projects": ["funding", "units", "range-v3::range-v3"],
    "io": ["core", "indicators", "projects"],
    "data": ["projects", "units", "indicators", "io"],
}


class MuongConan(ConanFile):
    name = "muong"
    description = "Administrative units that change, and the statistics, projects and money recorded on them"
    license = "MIT"
    topics = ("statistics", "administrative-units", "geography", "csv")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False]}
    default_options = {"shared": False, "fPIC": True}
    implements = ["auto_shared_fpic"]

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        text = load(self, os.path.join(self._root, "include", "muong", "version.hpp"))
        self.version = re.search(r'#define MUONG_VERSION_STRING "([0-9.]+)"', text).group(1)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "include/*", "src/*", "cmake/*"):
            copy(self, pattern, src=self._root, dst=self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        # Public headers include both. Of Boost they use Date_Time; Multiprecision is in compiled code only.
        self.requires("boost/[>=1.81 <2]", transitive_headers=True, options={"header_only": True})
        self.requires("range-v3/[>=0.12 <1]", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["MUONG_INSTALL"] = True
        toolchain.cache_variables["MUONG_BUILD_TESTS"] = False
        toolchain.cache_variables["MUONG_BUILD_EXAMPLES"] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        CMake(self).install()
        rmdir(self, os.path.join(self.package_folder, "lib", "cmake"))  # CMakeDeps writes its own
        rmdir(self, os.path.join(self.package_folder, "lib", "pkgconfig"))
        rmdir(self, os.path.join(self.package_folder, "share", "doc"))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "muong")
        self.cpp_info.set_property("cmake_target_name", "muong::muong")
        self.cpp_info.set_property("pkg_config_name", "muong")
        for room, needs in ROOMS.items():
            component = self.cpp_info.components[room]
            component.set_property("cmake_target_name", f"muong::{room}")
            component.libs = [f"muong_{room}"]
            component.requires = needs
