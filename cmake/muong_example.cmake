# SPDX-License-Identifier: MIT

include(muong_unoptimized)

set(MUONG_EXAMPLES "" CACHE STRING "Names of the examples to build; none: all of them")

# muong_example(<name> <file.cpp> [SOURCES <file.cpp>...] [LIBS <target>...]): the program examples/<name> of the build
# tree. examples/run finds the name behind the opening bracket, on the same line.
function(muong_example name file)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "SOURCES;LIBS")
    if(MUONG_EXAMPLES AND NOT name IN_LIST MUONG_EXAMPLES)
        return()
    endif()
    add_executable(muong_example_${name} ${file} ${arg_SOURCES})
    muong_unoptimized(${file} ${arg_SOURCES})
    target_link_libraries(muong_example_${name} PRIVATE ${arg_LIBS})
    set_target_properties(muong_example_${name} PROPERTIES
        OUTPUT_NAME ${name}
        CXX_EXTENSIONS OFF
        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/examples)
endfunction()
