# SPDX-License-Identifier: MIT
#
# cmake -DSOURCE=<repository> -P check_format.cmake: all C++ files are as clang-format 14 writes them.
cmake_minimum_required(VERSION 3.25)

find_program(clang_format NAMES clang-format-14 clang-format)
set(version none)
if(clang_format)
    execute_process(COMMAND ${clang_format} --version OUTPUT_VARIABLE version)
endif()
if(NOT version MATCHES "version 14\\.")
    message(STATUS "skipped: clang-format 14 is not installed")  # others break lines elsewhere
    return()
endif()

file(GLOB_RECURSE files ${SOURCE}/include/*.hpp ${SOURCE}/src/*.[ch]pp ${SOURCE}/tests/*.[ch]pp ${SOURCE}/examples/*.[ch]pp)
execute_process(COMMAND ${clang_format} --dry-run -Werror --style=file ${files} RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "run clang-format -i on the files above")
endif()
