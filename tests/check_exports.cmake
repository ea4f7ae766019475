# SPDX-License-Identifier: MIT
#
# cmake -DLIBRARIES=<libx.so,...> -P check_exports.cmake
#
# Lists the symbols that shared libraries show. Each must be a name of muong, its typeinfo or vtable, or a static in one
# of its inline functions; none may have a type of Boost.JSON or doctest in it, not even as an argument. And each library must
# find what it needs in the libraries that it names itself.
cmake_minimum_required(VERSION 3.25)

find_program(nm nm)
find_program(cxxfilt c++filt)
find_program(ldd ldd)
if(NOT nm OR NOT cxxfilt OR NOT ldd)
    message(STATUS "skipped: nm, c++filt or ldd is not installed")
    return()
endif()

set(faults 0)
string(REPLACE "," ";" libraries "${LIBRARIES}")
foreach(library IN LISTS libraries)
    get_filename_component(name ${library} NAME)
    execute_process(COMMAND ${nm} -D --defined-only --format=just-symbols ${library}
        OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[^\n]+" symbols "${symbols}")
    foreach(symbol IN LISTS symbols)
        if(NOT symbol MATCHES "^_Z(T[ISVT]|Z|GV|GVZ)?N(K?[RO]?)5muong2v0" OR symbol MATCHES "5boost4json|7doctest")
            execute_process(COMMAND ${cxxfilt} ${symbol} OUTPUT_VARIABLE readable OUTPUT_STRIP_TRAILING_WHITESPACE)
            message(NOTICE "${name} shows ${readable}")
            math(EXPR faults "${faults} + 1")
        endif()
    endforeach()
    list(LENGTH symbols count)
    if(count EQUAL 0)
        message(NOTICE "${name} shows nothing")
        math(EXPR faults "${faults} + 1")
    endif()
    message(STATUS "${name} shows ${count} symbols")

    execute_process(COMMAND ${ldd} -r ${library} OUTPUT_VARIABLE needs ERROR_VARIABLE needs)
    string(REGEX MATCHALL "(undefined symbol: [^\n]+|[^\n]+ => not found)" missing "${needs}")
    foreach(one IN LISTS missing)
        message(NOTICE "${name} lacks ${one}")
        math(EXPR faults "${faults} + 1")
    endforeach()
endforeach()

if(faults GREATER 0)
    message(FATAL_ERROR "${faults} faults")
endif()
