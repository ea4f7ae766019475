# SPDX-License-Identifier: MIT
#
# cmake -DBUILD=<build tree> -DCONFIG=<configuration> -DVERSION=<x.y.z> -DCOMPILER=<c++> [-DLAUNCHER=<ccache>]
#       -DGENERATOR=<generator> -DSCRATCH=<folder> -P deb.cmake
#
# The Debian packages, made of what is built, are installed by dpkg, used by a project of their own through CMake and
# through pkg-config, and removed without a trace. dpkg works on a root folder in SCRATCH which knows no packages but
# those that ours ask for, as they stand on this machine: nothing outside SCRATCH is touched.
cmake_minimum_required(VERSION 3.25)

find_program(dpkg dpkg)
find_program(dpkg_deb dpkg-deb)
find_program(dpkg_query dpkg-query)
execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT dpkg OR NOT dpkg_deb OR NOT dpkg_query OR NOT user EQUAL 0)
    message(STATUS "skipped: only root can install Debian packages, and only where dpkg is")
    return()
endif()

file(REMOVE_RECURSE ${SCRATCH})
get_filename_component(bin ${CMAKE_COMMAND} DIRECTORY)
execute_process(COMMAND ${bin}/cpack --config ${BUILD}/CPackConfig.cmake -C ${CONFIG} -B ${SCRATCH}/packages
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB packages ${SCRATCH}/packages/*.deb)
if(NOT packages MATCHES "/libmuong-dev_${VERSION}_[a-z0-9]+\\.deb")
    message(FATAL_ERROR "cpack makes no libmuong-dev of version ${VERSION}, but ${packages}")
endif()

# What this machine says of the packages that ours depend on.
set(names "")
set(ours "")
foreach(package IN LISTS packages)
    execute_process(COMMAND ${dpkg_deb} --field ${package} Package
        OUTPUT_VARIABLE name OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    list(APPEND ours ${name})
    execute_process(COMMAND ${dpkg_deb} --field ${package} Depends
        OUTPUT_VARIABLE depends OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX REPLACE "\\([^)]*\\)" "" depends "${depends}")
    string(REGEX MATCHALL "[^ ,|]+" depends "${depends}")
    list(APPEND names ${depends})
endforeach()
list(REMOVE_DUPLICATES names)
list(REMOVE_ITEM names ${ours})
execute_process(COMMAND ${dpkg_query} --status ${names} OUTPUT_VARIABLE status ERROR_QUIET)  # not all alternatives are there
set(root ${SCRATCH}/root)
file(WRITE ${root}/var/lib/dpkg/status "${status}")
file(MAKE_DIRECTORY ${root}/var/lib/dpkg/updates ${root}/var/lib/dpkg/info)
if(NOT status MATCHES "Package: libboost" OR NOT status MATCHES "Package: librange-v3-dev")
    message(STATUS "skipped: Boost and range-v3 are on this machine, but not as Debian packages")
    return()
endif()

macro(dpkg)
    execute_process(COMMAND ${dpkg} --root=${root} --log=${SCRATCH}/dpkg.log ${ARGN}
        RESULT_VARIABLE failed OUTPUT_VARIABLE printed ERROR_VARIABLE printed)
    if(failed)
        message(FATAL_ERROR "dpkg ${ARGN}:\n${printed}")
    endif()
endmacro()
dpkg(--install ${packages})

set(ENV{LD_LIBRARY_PATH} ${root}/usr/lib:$ENV{LD_LIBRARY_PATH})
file(COPY ${CMAKE_CURRENT_LIST_DIR}/consumer DESTINATION ${SCRATCH})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SCRATCH}/consumer -B ${SCRATCH}/consumer/build -G ${GENERATOR}
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -DCMAKE_PREFIX_PATH=${root}/usr
    -DMUONG_WANTED=io -DMUONG_USED=io OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${SCRATCH}/consumer/build OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${SCRATCH}/consumer/build/use_io COMMAND_ERROR_IS_FATAL ANY)

set(PREFIX ${root}/usr)
set(FILES ${SCRATCH}/consumer/use_data.cpp)
include(${CMAKE_CURRENT_LIST_DIR}/pkg_config.cmake)

if(EXISTS ${root}/usr/bin/rebase_csv)
    execute_process(COMMAND ${root}/usr/bin/rebase_csv --help OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endif()

dpkg(--purge ${ours})
file(GLOB left ${root}/*)
list(REMOVE_ITEM left ${root}/var)
file(GLOB_RECURSE lists ${root}/var/lib/dpkg/info/*muong*)
if(left OR lists)
    message(FATAL_ERROR "dpkg --purge leaves ${left} ${lists}")
endif()
file(REMOVE_RECURSE ${SCRATCH})
list(JOIN ours " " ours)
message(STATUS "${ours}: installed, used and removed")
