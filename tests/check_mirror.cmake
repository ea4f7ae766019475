# SPDX-License-Identifier: MIT
#
# cmake -DSOURCE=<repository> -P check_mirror.cmake
#
# Each public header has a test of the same path, which includes it first and which the build knows. Not so umbrellas,
# and headers without behaviour of their own. What a public header declares and src/ compiles stands in the source of
# the same path.
cmake_minimum_required(VERSION 3.25)

set(untested core/export.hpp core/rounding.hpp io/faulty_rows.hpp units/legal_act.hpp units/rows.hpp)

set(faults 0)
macro(fault text)
    math(EXPR faults "${faults} + 1")
    message(NOTICE "${file}: ${text}")
endmacro()

file(GLOB_RECURSE headers RELATIVE ${SOURCE}/include/muong ${SOURCE}/include/muong/*.hpp)
foreach(header IN LISTS headers)
    file(STRINGS ${SOURCE}/include/muong/${header} exported REGEX "MUONG_EXPORT" LIMIT_COUNT 1)
    string(REGEX REPLACE "\\.hpp$" ".cpp" file src/${header})
    if(exported AND NOT header MATCHES "/(detail|impl)/|^core/export" AND NOT EXISTS ${SOURCE}/${file})
        fault("is missing: the source of what include/muong/${header} exports")
    endif()
    if(header MATCHES "/" AND NOT header MATCHES "(^|/)(detail|impl)/" AND NOT header IN_LIST untested)
        string(REGEX REPLACE "\\.hpp$" ".test.cpp" test ${header})
        set(file tests/${test})
        if(NOT EXISTS ${SOURCE}/${file})
            fault("is missing: the test of include/muong/${header}")
        else()
            file(STRINGS ${SOURCE}/${file} includes REGEX "^[ \t]*#[ \t]*include" LIMIT_COUNT 1)
            if(NOT includes MATCHES "[<\"]muong/${header}[>\"]")
                fault("does not include the header under test, <muong/${header}>, first")
            endif()
            get_filename_component(folder ${SOURCE}/${file} DIRECTORY)
            get_filename_component(name ${file} NAME)
            file(STRINGS ${folder}/CMakeLists.txt listed REGEX "(^|[ \t(])${name}([ \t)]|$)")
            if(NOT listed)
                fault("is not named in the CMakeLists.txt of its folder")
            endif()
        endif()
    endif()
endforeach()

list(LENGTH headers checked)
if(faults GREATER 0 OR checked EQUAL 0)
    message(FATAL_ERROR "${faults} faults in the tests of ${checked} headers")
endif()
