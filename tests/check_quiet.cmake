# SPDX-License-Identifier: MIT
#
# cmake -DCOMPILER=<c++> -DINCLUDES=<folders> -DFILE=<quiet.cpp> -P check_quiet.cmake
#
# The file includes every public header and must compile without a warning of those that careful programs ask for.
cmake_minimum_required(VERSION 3.25)

list(TRANSFORM INCLUDES PREPEND -I)
set(flags -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wno-unused-const-variable -Werror)
execute_process(COMMAND ${COMPILER} --version OUTPUT_VARIABLE version)
if(NOT version MATCHES "clang")
    list(APPEND flags -Wuseless-cast)
endif()
execute_process(COMMAND ${COMPILER} -std=c++20 -fsyntax-only ${flags} ${INCLUDES} ${FILE}
    RESULT_VARIABLE failed ERROR_VARIABLE printed)
if(failed)
    message(FATAL_ERROR "${FILE}:\n${printed}")
endif()
