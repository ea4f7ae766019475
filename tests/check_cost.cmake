# SPDX-License-Identifier: MIT
#
# cmake -DCOMPILER=<c++> -DINCLUDES=<folders> -DVALUE=<h,...> -DQUERY=<h,...> -DSCRATCH=<folder> -P check_cost.cmake
#
# What a header costs the file that includes it, counted in lines of code after the preprocessor (without blank lines
# and line markers): exact on every machine, unlike time. Value headers may cost 45,000, any public header 85,000.
cmake_minimum_required(VERSION 3.25)

string(REPLACE "," ";" VALUE "${VALUE}")
string(REPLACE "," ";" QUERY "${QUERY}")
list(TRANSFORM INCLUDES PREPEND -I)
file(MAKE_DIRECTORY ${SCRATCH})
set(faults 0)

macro(check_header header most)
    file(WRITE ${SCRATCH}/one.cpp "#include <muong/${header}>\n")
    execute_process(COMMAND ${COMPILER} -std=c++20 ${INCLUDES} -E -P ${SCRATCH}/one.cpp -o ${SCRATCH}/one.ii
        COMMAND_ERROR_IS_FATAL ANY)
    # Semicolons and brackets would take part in lists of CMake: grep counts.
    execute_process(COMMAND grep -c "[^[:space:]]" ${SCRATCH}/one.ii OUTPUT_VARIABLE cost OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(cost GREATER ${most})
        math(EXPR faults "${faults} + 1")
        message(NOTICE "muong/${header}: ${cost} lines, at most ${most} are allowed")
    else()
        message(STATUS "muong/${header}: ${cost}")
    endif()
endmacro()

foreach(header IN LISTS VALUE)
    if(header MATCHES "^[a-z_]+\\.hpp$")
        check_header(${header} 85000)  # an umbrella
    else()
        check_header(${header} 45000)
    endif()
endforeach()
foreach(header IN LISTS QUERY)
    check_header(${header} 85000)
endforeach()

list(LENGTH VALUE checked)
if(faults GREATER 0 OR checked EQUAL 0)
    message(FATAL_ERROR "${faults} of the headers cost too much")
endif()
