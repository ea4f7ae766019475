# SPDX-License-Identifier: MIT
#
# Debian packages, out of what is built: `cpack --config build/<preset>/CPackConfig.cmake -B <folder>` writes
#   libmuong-dev   development files and tables: for who compiles against muong
#   libmuongX.Y    the shared libraries, in a build with BUILD_SHARED_LIBS
#   muong-tools    rebase_csv, where the examples are built
# They install under /usr. Configure with -DCMAKE_INSTALL_PREFIX=/usr to have libraries in Debian's folder of the machine's kind.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME muong)
set(CPACK_PACKAGE_VENDOR "The muong authors")
set(CPACK_PACKAGE_CONTACT "The muong authors <muong@localhost>")  # who hands packages out sets their own address
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_STRIP_FILES OFF)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENTS_ALL development data)

set(CPACK_COMPONENT_DEVELOPMENT_GROUP development)
set(CPACK_COMPONENT_DATA_GROUP development)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libmuong-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "Development files and tables
 A C++20 library: units found by code and day, every change on record with its
 act, figures carried over exactly from the units of one day to those of another.")
# The headers include both, and the CMake package looks for both.
set(development_needs "libboost1.81-dev | libboost-dev (>= 1.81), librange-v3-dev (>= 0.12)")

set(system_libraries "libc6, libgcc-s1, libstdc++6 (>= 12)")

set(shared_package libmuong${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
if(BUILD_SHARED_LIBS)
    list(APPEND CPACK_COMPONENTS_ALL runtime)
    set(CPACK_COMPONENT_RUNTIME_GROUP runtime)
    set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME ${shared_package})
    set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
    set(CPACK_DEBIAN_RUNTIME_DESCRIPTION "Shared libraries")
    string(APPEND development_needs ", ${shared_package} (= ${PROJECT_VERSION})")
    set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS "${system_libraries}")
    string(APPEND system_libraries ", ${shared_package} (= ${PROJECT_VERSION})")
endif()
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${development_needs}")

if(TARGET muong_example_rebase_csv)
    list(APPEND CPACK_COMPONENTS_ALL programs)
    set(CPACK_COMPONENT_PROGRAMS_GROUP programs)
    set(CPACK_DEBIAN_PROGRAMS_PACKAGE_NAME muong-tools)
    set(CPACK_DEBIAN_PROGRAMS_PACKAGE_DEPENDS "${system_libraries}")
    set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SECTION science)
    set(CPACK_DEBIAN_PROGRAMS_DESCRIPTION "rebase_csv carries tables between the units of two days
 A program for people who write no C++.")
endif()

include(CPack)
