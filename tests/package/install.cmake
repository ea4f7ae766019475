# SPDX-License-Identifier: MIT
#
# cmake -DBUILD=<build tree> -DCONFIG=<configuration> -DPREFIX=<folder> -P install.cmake
#
# Installs into another folder first and moves that: the package must not remember where it was. Then installs each
# component alone: each file must be in one of them, and each component must hold only its own kind.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${PREFIX} ${PREFIX}-before)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --config ${CONFIG} --prefix ${PREFIX}-before
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${PREFIX}-before ${PREFIX})

file(GLOB_RECURSE files ${PREFIX}/*.cmake ${PREFIX}/*.pc)
foreach(file IN LISTS files)
    file(READ ${file} text)
    foreach(path IN ITEMS ${PREFIX}-before ${BUILD})
        string(FIND "${text}" "${path}" at)
        if(NOT at EQUAL -1)
            message(FATAL_ERROR "${file} names ${path}")
        endif()
    endforeach()
endforeach()

set(development "^(include|lib[^/]*/([^/]+/)?(cmake|pkgconfig)|share/doc)/|^lib.*/libmuong_[a-z]+\\.(a|so)$")
set(runtime "^lib.*/libmuong_[a-z]+\\.so\\.")
set(data "^share/muong/data/.*\\.csv$")
set(programs "^bin/")
file(GLOB_RECURSE whole RELATIVE ${PREFIX} ${PREFIX}/*)
foreach(component IN ITEMS development runtime data programs)
    set(folder ${PREFIX}-${component})
    file(REMOVE_RECURSE ${folder})
    execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --config ${CONFIG} --prefix ${folder}
        --component ${component} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
    file(GLOB_RECURSE files RELATIVE ${folder} ${folder}/*)
    foreach(file IN LISTS files)
        if(NOT file MATCHES "${${component}}" OR NOT file IN_LIST whole)
            message(FATAL_ERROR "the component ${component} installs ${file}")
        endif()
        list(REMOVE_ITEM whole ${file})
    endforeach()
    list(LENGTH files count)
    if(count EQUAL 0 AND component MATCHES "development|data")
        message(FATAL_ERROR "the component ${component} installs nothing")
    endif()
    message(STATUS "${component}: ${count} files")
    file(REMOVE_RECURSE ${folder})
endforeach()
if(whole)
    message(FATAL_ERROR "in no component: ${whole}")
endif()
