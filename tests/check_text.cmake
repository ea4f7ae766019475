# SPDX-License-Identifier: MIT
#
# cmake -DSOURCE=<repository> -P check_text.cmake
#
# Fails where a source file does not begin with its licence, is not LF text that ends with a line break, or is a
# header without `#pragma once`; and where what an exception of the library says does not begin with "muong::NAME: ".
cmake_minimum_required(VERSION 3.25)

set(faults 0)
macro(fault text)
    math(EXPR faults "${faults} + 1")
    message(NOTICE "${file}: ${text}")
endmacro()

file(GLOB_RECURSE files RELATIVE ${SOURCE}
    ${SOURCE}/include/*.hpp ${SOURCE}/src/*.[ch]pp ${SOURCE}/tests/*.[ch]pp ${SOURCE}/examples/*.[ch]pp
    ${SOURCE}/src/CMakeLists.txt ${SOURCE}/tests/CMakeLists.txt ${SOURCE}/examples/CMakeLists.txt
    ${SOURCE}/cmake/* ${SOURCE}/tests/*.cmake)
foreach(file IN LISTS files ITEMS CMakeLists.txt examples/run tests/run .ci/run)
    if(NOT EXISTS ${SOURCE}/${file})
        fault("is missing")
        continue()
    endif()
    file(READ ${SOURCE}/${file} text)
    if(NOT text MATCHES "^(#!/bin/sh\n)?(//|#) SPDX-License-Identifier: MIT\n" AND NOT file MATCHES "\\.(pc\\.in|json|md)$|/usage$")
        fault("the first line is not an SPDX licence identifier")
    endif()
    if(text MATCHES "\r" OR NOT text MATCHES "\n$" OR text MATCHES "[ \t]\n")
        fault("not plain text: a carriage return, blanks at the end of a line, or no line break at the end")
    endif()
    if(file MATCHES "\\.hpp$" AND NOT text MATCHES "\n#pragma once\n")
        fault("has no #pragma once")
    endif()
    if(file MATCHES "^(include|src)/" AND
            text MATCHES "(invalid_argument|out_of_range|[a-z]+_error)[{][ \n]*(std::string[{])?(\"([^m\"]|m[^u]|muong: )[^\"]*\")")
        fault("an exception that does not begin with \"muong::NAME: \": ${CMAKE_MATCH_3}")
    endif()
endforeach()
list(LENGTH files checked)

if(faults GREATER 0 OR checked EQUAL 0)
    message(FATAL_ERROR "${faults} faults in ${checked} files")
endif()
message(STATUS "${checked} files have their licence and form")
