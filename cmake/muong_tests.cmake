# SPDX-License-Identifier: MIT

include(muong_unoptimized)

# muong_tests(<room> <file.test.cpp>... [LONG <file.test.cpp>...] [LIBS <target>...])
#
# One program muong_tests_<room> out of the files, linked with muong::<room> and LIBS, and one ctest entry
# <room>.<file> for each file. Those behind LONG walk through so many cases that they are optimised in every build.
function(muong_tests room)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LONG;LIBS")
    set(target muong_tests_${room})
    add_executable(${target} ${arg_UNPARSED_ARGUMENTS} ${arg_LONG})
    muong_unoptimized(${arg_UNPARSED_ARGUMENTS})
    if(TARGET muong::${room})
        target_link_libraries(${target} PRIVATE muong::${room})
    endif()
    target_link_libraries(${target} PRIVATE muong_test_support ${arg_LIBS})
    foreach(file IN LISTS arg_UNPARSED_ARGUMENTS arg_LONG)
        string(REGEX REPLACE "\\.test\\.cpp$" "" name ${file})
        add_test(NAME ${room}.${name}
            COMMAND ${target} --source-file=*/tests/${room}/${file}
            WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
        set_tests_properties(${room}.${name} PROPERTIES
            FAIL_REGULAR_EXPRESSION "test cases: *0 [|]"  # a file without test cases proves nothing
            TIMEOUT 300)
    endforeach()
endfunction()
