# SPDX-License-Identifier: MIT
#
# cmake -DCOMPILER=<c++> [-DLAUNCHER=<ccache>] -DPREFIX=<installed package> -DFILES=<x.cpp,...> -DSCRATCH=<folder> -P pkg_config.cmake
#
# Builds each program with no more than what pkg-config says, and runs it.
cmake_minimum_required(VERSION 3.25)

find_program(pkg_config NAMES pkg-config pkgconf)
if(NOT pkg_config)
    message(STATUS "skipped: pkg-config is not installed")
    return()
endif()

file(GLOB_RECURSE pc ${PREFIX}/*/muong.pc)
get_filename_component(folder ${pc} DIRECTORY)
get_filename_component(libdir ${folder} DIRECTORY)
set(ENV{PKG_CONFIG_PATH} ${folder})
set(ENV{LD_LIBRARY_PATH} ${libdir}:$ENV{LD_LIBRARY_PATH})
foreach(what IN ITEMS cflags libs)
    execute_process(COMMAND ${pkg_config} --${what} muong
        OUTPUT_VARIABLE ${what} OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    separate_arguments(${what} UNIX_COMMAND "${${what}}")
endforeach()

file(MAKE_DIRECTORY ${SCRATCH})
string(REPLACE "," ";" FILES "${FILES}")
foreach(file IN LISTS FILES)
    execute_process(COMMAND ${LAUNCHER} ${COMPILER} -std=c++20 ${cflags} -c ${file} -o ${SCRATCH}/program.o
        COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${COMPILER} ${SCRATCH}/program.o -o ${SCRATCH}/program ${libs} COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${SCRATCH}/program COMMAND_ERROR_IS_FATAL ANY)
endforeach()
