# SPDX-License-Identifier: MIT

# muong_embed(<target> <set> <file>...)
#
# Compiles text files into <target>, so that a program needs no file at run time. Sources of <target> see them through
# #include <embedded/<set>.hpp>: one `extern const std::string_view <file name without ending>` for each file, in
# namespace muong::detail::embedded::<set>. A file must be UTF-8 and end with a line break. CMake alone writes the
# source, as raw string literals of less than 64 KB each; it is written again when a file changes.

if(CMAKE_SCRIPT_MODE_FILE)  # at build time: cmake -DSET=... -DFILES=<file>,<file>... -DOUT=... -P muong_embed.cmake
    set(limit 60000)
    set(declarations "")
    set(definitions "")
    string(REPLACE "," ";" files "${FILES}")  # commas, since a semicolon would end an argument on its way here
    foreach(file IN LISTS files)
        get_filename_component(name ${file} NAME_WE)
        file(READ ${file} text)
        string(LENGTH "${text}" size)  # bytes
        file(SIZE ${file} size_on_disk)
        if(NOT size EQUAL size_on_disk)
            message(FATAL_ERROR "${file}: cannot be embedded, it holds a zero byte or is not read as it stands")
        endif()
        if(NOT text MATCHES "\n$")
            message(FATAL_ERROR "${file}: cannot be embedded, it does not end with a line break")
        endif()
        string(FIND "${text}" ")muong\"" at)
        if(NOT at EQUAL -1)
            message(FATAL_ERROR "${file}: cannot be embedded, it holds the text )muong\"")
        endif()
        string(APPEND declarations "extern const std::string_view ${name};  // ${size} bytes\n")
        string(APPEND definitions "static constexpr char ${name}_text[] =\n")
        while(size GREATER 0)
            set(length ${size})
            if(size GREATER limit)  # cut behind the last line break before the limit, so that no character is cut
                string(SUBSTRING "${text}" 0 ${limit} piece)
                string(FIND "${piece}" "\n" length REVERSE)
                if(length EQUAL -1)
                    message(FATAL_ERROR "${file}: cannot be embedded, it has a line of more than ${limit} bytes")
                endif()
                math(EXPR length "${length} + 1")
            endif()
            string(SUBSTRING "${text}" 0 ${length} piece)
            string(SUBSTRING "${text}" ${length} -1 text)
            math(EXPR size "${size} - ${length}")
            string(APPEND definitions "R\"muong(${piece})muong\"\n")
        endwhile()
        string(APPEND definitions
            ";\nconstexpr std::string_view ${name}{${name}_text, sizeof ${name}_text - 1};\n\n")
    endforeach()
    set(open "namespace muong::inline v0::detail::embedded::${SET} {\n\n")
    set(close "}  // namespace muong::v0::detail::embedded::${SET}\n")
    file(WRITE ${OUT}/${SET}.hpp "#pragma once\n\n#include <string_view>\n\n${open}${declarations}\n${close}")
    file(WRITE ${OUT}/${SET}.cpp "#include <embedded/${SET}.hpp>\n\n"
        "// A literal of more than 64 KB is more than a compiler must take; GCC and Clang take it.\n"
        "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n${open}${definitions}${close}")
    return()
endif()

set(MUONG_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(muong_embed target set)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    set(files ${ARGN})
    list(TRANSFORM files PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
    list(JOIN files "," list)
    add_custom_command(
        OUTPUT ${out}/${set}.cpp ${out}/${set}.hpp
        COMMAND ${CMAKE_COMMAND} -DSET=${set} "-DFILES=${list}" -DOUT=${out} -P ${MUONG_EMBED_SCRIPT}
        DEPENDS ${files} ${MUONG_EMBED_SCRIPT}
        COMMENT "Embedding the tables of ${set}"
        VERBATIM)
    target_sources(${target} PRIVATE ${out}/${set}.cpp ${out}/${set}.hpp)
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
