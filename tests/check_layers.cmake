# SPDX-License-Identifier: MIT
#
# cmake -DSOURCE=<repository> -P check_layers.cmake
#
# Fails, naming the file, where
#  - a room includes a room that it does not stand on;
#  - a test or an example includes what is not for users (detail/, impl/);
#  - a public header is included in quotes, or a neighbour in angle brackets;
#  - a neighbour in src/ or tests/ is included without its folder;
#  - a public header includes what costs its users seconds, or what Clang 14 cannot compile.
cmake_minimum_required(VERSION 3.25)

set(rooms core units indicators funding projects io data)
set(core_on core)
set(units_on core units)
set(indicators_on core units indicators)
set(funding_on core funding)
set(projects_on core units indicators funding projects)
set(io_on core units indicators funding projects io)
set(data_on ${rooms})

set(heavy "range/v3/all\\.hpp|boost/date_time/gregorian/gregorian\\.hpp|boost/json[/.]|boost/multiprecision/|iostream>")

set(faults 0)
set(checked 0)
function(fault text)
    math(EXPR faults "${faults} + 1")
    set(faults ${faults} PARENT_SCOPE)
    message(NOTICE "${file}: ${text}")
endfunction()

# The paths that `file` includes, in `includes`.
macro(read_includes)
    file(STRINGS ${SOURCE}/${file} includes REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
    list(TRANSFORM includes REPLACE "^[^<\"]*[<\"]([^>\"]+[>\"]?).*$" "\\1")
endmacro()

foreach(room IN LISTS rooms)
    file(GLOB_RECURSE files RELATIVE ${SOURCE}
        ${SOURCE}/include/muong/${room}/*.hpp ${SOURCE}/include/muong/${room}.hpp
        ${SOURCE}/src/${room}/*.hpp ${SOURCE}/src/${room}/*.cpp)
    foreach(file IN LISTS files)
        read_includes()
        foreach(path IN LISTS includes)
            if(path MATCHES "^(muong/)?(core|units|indicators|funding|projects|io|data)(/|\\.hpp)"
                    AND NOT CMAKE_MATCH_2 IN_LIST ${room}_on)
                fault("the room ${room} does not stand on ${CMAKE_MATCH_2}, and includes ${path}")
            endif()
            if(file MATCHES "^include/" AND path MATCHES "^(${heavy})")
                fault("a public header includes ${path}, which belongs in src/")
            endif()
        endforeach()
    endforeach()
    list(LENGTH files count)
    math(EXPR checked "${checked} + ${count}")
endforeach()

file(GLOB_RECURSE files RELATIVE ${SOURCE} ${SOURCE}/tests/*.[ch]pp ${SOURCE}/examples/*.[ch]pp)
foreach(file IN LISTS files)
    read_includes()
    foreach(path IN LISTS includes)
        if(path MATCHES "^muong/([a-z_]+/)*(detail|impl)/")
            fault("${path} is not for users")
        endif()
    endforeach()
endforeach()

file(GLOB_RECURSE files RELATIVE ${SOURCE} ${SOURCE}/include/*.hpp ${SOURCE}/src/*.[ch]pp ${SOURCE}/tests/*.[ch]pp
    ${SOURCE}/examples/*.[ch]pp ${SOURCE}/cmake/*.[ch]pp)
set(neighbours "core|units|indicators|funding|projects|io|data|support|fuzz|faults")
foreach(file IN LISTS files)
    file(STRINGS ${SOURCE}/${file} lines REGEX "^[ \t]*#[ \t]*include[ \t]*(\"muong[/.]|<(${neighbours})/)")
    foreach(line IN LISTS lines)
        fault("public headers stand in angle brackets, neighbours in quotes: ${line}")
    endforeach()
    if(file MATCHES "^(src|tests)/")
        file(STRINGS ${SOURCE}/${file} lines REGEX "^[ \t]*#[ \t]*include[ \t]*\"(\\.\\./|[^/\"]+\")")
        foreach(line IN LISTS lines)
            fault("neighbours stand with the folders above them, up to src or tests: ${line}")
        endforeach()
    endif()
endforeach()

if(faults GREATER 0 OR checked EQUAL 0)
    message(FATAL_ERROR "${faults} includes in ${checked} files of the rooms are wrong")
endif()
message(STATUS "the includes of ${checked} files of the rooms point downwards")
