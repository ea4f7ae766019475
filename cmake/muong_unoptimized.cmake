# SPDX-License-Identifier: MIT

option(MUONG_UNOPTIMIZED_PROGRAMS "Compile tests, examples and benchmarks without optimisation, which is quicker" OFF)

# muong_unoptimized(<file.cpp>...): sources of programs that the library's own builds may leave as they are written.
function(muong_unoptimized)
    if(MUONG_UNOPTIMIZED_PROGRAMS)
        set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -O0)
    endif()
endfunction()
