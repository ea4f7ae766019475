# SPDX-License-Identifier: MIT
#
# The package as its users meet it: installed, moved, and used by projects that know nothing of this tree.
set(prefix ${CMAKE_CURRENT_BINARY_DIR}/package/prefix)

# project_test(<name> <folder> <-Dname=value>...): configures and builds the project in the folder and runs its programs.
function(project_test name folder)
    add_test(NAME package.${name} COMMAND ${CMAKE_CTEST_COMMAND} --build-and-test
        ${folder} ${CMAKE_CURRENT_BINARY_DIR}/package/${name}
        --build-generator ${CMAKE_GENERATOR}
        --build-options -DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
            -DCMAKE_CXX_FLAGS=${CMAKE_CXX_FLAGS}
            -DCMAKE_CXX_FLAGS_RELWITHDEBINFO=${CMAKE_CXX_FLAGS_RELWITHDEBINFO}
            -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}
            -DBUILD_SHARED_LIBS=${BUILD_SHARED_LIBS} ${ARGN}
        --test-command ${CMAKE_CTEST_COMMAND} --output-on-failure)
    set_tests_properties(package.${name} PROPERTIES LABELS package FIXTURES_REQUIRED installed)
endfunction()

# consumer_test(<name> <-Dname=value>...): likewise with package/consumer.
function(consumer_test name)
    project_test(${name} ${CMAKE_CURRENT_SOURCE_DIR}/package/consumer ${ARGN})
endfunction()

muong_check(package.install package/install.cmake -DBUILD=${PROJECT_BINARY_DIR} -DCONFIG=$<CONFIG> -DPREFIX=${prefix})
set_tests_properties(package.install PROPERTIES LABELS package FIXTURES_SETUP installed)

foreach(room IN LISTS rooms)
    muong_closure(${room} closure)
    set(absent ${rooms})
    list(REMOVE_ITEM absent ${closure})
    list(JOIN absent "," absent)
    consumer_test(${room} -DCMAKE_PREFIX_PATH=${prefix} -DMUONG_WANTED=${room} -DMUONG_USED=${room}
        "-DMUONG_ABSENT=${absent}")
endforeach()
list(JOIN rooms "," used)
consumer_test(everything -DCMAKE_PREFIX_PATH=${prefix} "-DMUONG_USED=${used}")
project_test(test_package ${PROJECT_SOURCE_DIR}/cmake/packaging/test_package -DCMAKE_PREFIX_PATH=${prefix})
project_test(use_muong ${PROJECT_SOURCE_DIR}/examples/use_muong -DCMAKE_PREFIX_PATH=${prefix})
consumer_test(subfolder -DMUONG_SOURCE=${PROJECT_SOURCE_DIR} -DMUONG_WANTED=funding -DMUONG_USED=funding)  # and core
consumer_test(unknown_component -DCMAKE_PREFIX_PATH=${prefix} -DMUONG_WANTED=rivers)
set_tests_properties(package.unknown_component PROPERTIES
    PASS_REGULAR_EXPRESSION "muong has no component 'rivers'; it has:[ \n]*core")
consumer_test(unknown_version -DCMAKE_PREFIX_PATH=${prefix} -DMUONG_VERSION=0.0)
set_tests_properties(package.unknown_version PROPERTIES
    PASS_REGULAR_EXPRESSION "muong-config.cmake, version: ${PROJECT_VERSION}")

set(compiler -DCOMPILER=${CMAKE_CXX_COMPILER} -DLAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER})
muong_check(package.pkg_config package/pkg_config.cmake ${compiler} -DPREFIX=${prefix}
    -DFILES=${CMAKE_CURRENT_SOURCE_DIR}/package/consumer/use_data.cpp -DSCRATCH=${CMAKE_CURRENT_BINARY_DIR}/package/pkg_config)
set_tests_properties(package.pkg_config PROPERTIES LABELS package FIXTURES_REQUIRED installed)

muong_check(package.deb package/deb.cmake -DBUILD=${PROJECT_BINARY_DIR} -DCONFIG=$<CONFIG> -DVERSION=${PROJECT_VERSION}
    ${compiler} -DGENERATOR=${CMAKE_GENERATOR} -DSCRATCH=${CMAKE_CURRENT_BINARY_DIR}/package/deb)
set_tests_properties(package.deb PROPERTIES LABELS package)

# The preset that README installs from, without what only tests and benchmarks need.
add_test(NAME package.preset COMMAND ${CMAKE_COMMAND} --preset install -S ${PROJECT_SOURCE_DIR}
    -B ${CMAKE_CURRENT_BINARY_DIR}/package/preset -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
    -DCMAKE_DISABLE_FIND_PACKAGE_benchmark=ON -DCMAKE_DISABLE_FIND_PACKAGE_doctest=ON)
set_tests_properties(package.preset PROPERTIES LABELS package)
