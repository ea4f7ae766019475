# SPDX-License-Identifier: MIT
#
# cmake -DPAGE=<README.md> -DFILE=<examples/x.cpp> [-DPROGRAM=<x>] -P check_sample.cmake
#
# The page shows the file, without the comment at its head. Where the program is built, the first block of text on the
# page is what the program prints, or how that begins.
cmake_minimum_required(VERSION 3.25)

file(READ ${PAGE} page)
file(READ ${FILE} sample)
string(REGEX REPLACE "^(//[^\n]*\n)+\n*" "" sample "${sample}")
string(FIND "${page}" "\n```cpp\n${sample}```\n" at)
if(at EQUAL -1)
    message(FATAL_ERROR "${PAGE} does not show ${FILE} as it stands:\n${sample}")
endif()

if(PROGRAM)
    execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCH "\n```text\n([^`]+)```\n" block "${page}")
    string(FIND "${printed}" "${CMAKE_MATCH_1}" at)
    if(NOT block OR NOT at EQUAL 0)
        message(FATAL_ERROR "${PAGE} does not show what ${PROGRAM} prints:\n${printed}")
    endif()
endif()
