# SPDX-License-Identifier: MIT
#
# cmake -DCOMPILER=<c++> -DINCLUDES=<folders> -DFILE=<compile_fail/x.cpp> -P check_compile_fail.cmake
#
# The file must compile as it is, and must not compile with -DMUONG_WITH_MISTAKE, and then the compiler must print the
# words of each comment `// expect: words`.
cmake_minimum_required(VERSION 3.25)

list(TRANSFORM INCLUDES PREPEND -I)
set(command ${COMPILER} -std=c++20 -fsyntax-only ${INCLUDES})

execute_process(COMMAND ${command} ${FILE} RESULT_VARIABLE failed ERROR_VARIABLE printed)
if(failed)
    message(FATAL_ERROR "${FILE} does not compile without the mistake:\n${printed}")
endif()

execute_process(COMMAND ${command} -DMUONG_WITH_MISTAKE ${FILE} RESULT_VARIABLE failed ERROR_VARIABLE printed)
if(NOT failed)
    message(FATAL_ERROR "${FILE} compiles with the mistake")
endif()

file(STRINGS ${FILE} expected REGEX "// expect: ")
if(NOT expected)
    message(FATAL_ERROR "${FILE} does not say what the compiler should print: // expect: words")
endif()
foreach(line IN LISTS expected)
    string(REGEX REPLACE "^.*// expect: " "" words "${line}")
    string(FIND "${printed}" "${words}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "${FILE}: the compiler should print \"${words}\", and prints\n${printed}")
    endif()
endforeach()
