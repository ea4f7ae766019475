# SPDX-License-Identifier: MIT
find_package(benchmark REQUIRED)
include(muong_unoptimized)

# muong_benchmark(<name> <file.bench.cpp> [LIBS <target>...]): the program <name>, linked with Google Benchmark.
function(muong_benchmark name file)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LIBS")
    add_executable(${name} ${file})
    muong_unoptimized(${file})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${name} PRIVATE benchmark::benchmark ${arg_LIBS})
    set_target_properties(${name} PROPERTIES CXX_EXTENSIONS OFF RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/benchmarks)
endfunction()
