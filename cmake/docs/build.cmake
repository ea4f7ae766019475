# SPDX-License-Identifier: MIT
#
# cmake -DSOURCE=<repository> -DVERSION=<x.y.z> -DOUT=<folder> [-DREQUIRED=ON] -P build.cmake
#
# The site of the documentation, out of the pages of this folder and of the public headers; fails with what Doxygen warns of.
# Each room has its page.
# Without Doxygen it skips itself, unless it is required.
cmake_minimum_required(VERSION 3.25)

find_program(doxygen doxygen)
if(NOT doxygen)
    if(REQUIRED)
        message(FATAL_ERROR "Doxygen is not installed")
    endif()
    message(STATUS "skipped: Doxygen is not installed")
    return()
endif()

file(STRINGS ${SOURCE}/CMakeLists.txt rooms REGEX "^set\\(MUONG_ROOMS ")
string(REGEX MATCHALL "[a-z]+" rooms "${rooms}")
list(REMOVE_ITEM rooms set)
foreach(room IN LISTS rooms)
    if(NOT EXISTS ${SOURCE}/cmake/docs/rooms/${room}.md)
        message(FATAL_ERROR "the room ${room} has no page, cmake/docs/rooms/${room}.md")
    endif()
endforeach()

file(REMOVE_RECURSE ${OUT})
file(MAKE_DIRECTORY ${OUT})
configure_file(${CMAKE_CURRENT_LIST_DIR}/Doxyfile.in ${OUT}/Doxyfile @ONLY)
execute_process(COMMAND ${doxygen} ${OUT}/Doxyfile RESULT_VARIABLE failed ERROR_VARIABLE warnings)
if(failed OR warnings OR NOT EXISTS ${OUT}/index.html)
    message(FATAL_ERROR "Doxygen warns:\n${warnings}")
endif()
