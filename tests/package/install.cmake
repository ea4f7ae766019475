# SPDX-License-Identifier: MIT
#
# cmake -DBUILD=<build tree> -DCONFIG=<configuration> -DPREFIX=<folder> -P install.cmake
#
# Installs into another folder first and moves that: the package must not remember where it was.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${PREFIX} ${PREFIX}-before)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --config ${CONFIG} --prefix ${PREFIX}-before
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${PREFIX}-before ${PREFIX})

file(GLOB_RECURSE files ${PREFIX}/*.cmake ${PREFIX}/*.pc)
foreach(file IN LISTS files)
    file(READ ${file} text)
    foreach(path IN ITEMS ${PREFIX}-before ${BUILD})
        string(FIND "${text}" "${path}" at)
        if(NOT at EQUAL -1)
            message(FATAL_ERROR "${file} names ${path}")
        endif()
    endforeach()
endforeach()
