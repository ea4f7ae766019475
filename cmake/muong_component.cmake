# SPDX-License-Identifier: MIT

# muong_component(<room> HEADERS <h>... [QUERY_HEADERS <h>...] [SOURCES <s>...] [DEPENDS <target>...])
#
# The room as target muong_<room>, alias muong::<room>, component <room> of the package. Headers are named from
# include/muong/, sources from the calling folder. A room with sources is a library, static or shared as
# BUILD_SHARED_LIBS says; one without is an INTERFACE target. QUERY_HEADERS are the headers that may cost a user more,
# since they include <ranges>, <functional> or range-v3 (see tests/check_cost.cmake), and umbrellas.
function(muong_component room)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;QUERY_HEADERS;SOURCES;DEPENDS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "muong_component(${room}): unexpected ${arg_UNPARSED_ARGUMENTS}")
    endif()
    set(target muong_${room})
    set(headers ${arg_HEADERS} ${arg_QUERY_HEADERS})
    list(TRANSFORM headers PREPEND ${PROJECT_SOURCE_DIR}/include/muong/)

    if(arg_SOURCES)
        add_library(${target} ${arg_SOURCES})
        set(scope PUBLIC)
        target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
        set_target_properties(${target} PROPERTIES
            VERSION ${PROJECT_VERSION}
            SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
            CXX_EXTENSIONS OFF
            CXX_VISIBILITY_PRESET hidden
            VISIBILITY_INLINES_HIDDEN ON)
        if(UNIX AND NOT APPLE)  # a shared room names all that it needs; $ORIGIN keeps an installed tree movable
            set_target_properties(${target} PROPERTIES
                INSTALL_RPATH "$ORIGIN"
                LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/muong.map)
            target_link_options(${target} PRIVATE -Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/muong.map)
            if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")  # Clang leaves the sanitizer's own symbols to the program
                target_link_options(${target} PRIVATE -Wl,--no-undefined)
            endif()
        endif()
    else()
        add_library(${target} INTERFACE)
        set(scope INTERFACE)
    endif()
    add_library(muong::${room} ALIAS ${target})

    target_compile_features(${target} ${scope} cxx_std_20)
    target_link_libraries(${target} ${scope} ${arg_DEPENDS})
    target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${headers})
    set_target_properties(${target} PROPERTIES
        EXPORT_NAME ${room}
        VERIFY_INTERFACE_HEADER_SETS ${MUONG_BUILD_TESTS})

    if(MUONG_INSTALL)
        install(TARGETS ${target} EXPORT muong-${room}-targets
            RUNTIME COMPONENT runtime
            LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
            ARCHIVE COMPONENT development
            FILE_SET HEADERS COMPONENT development)
    endif()

    set_property(GLOBAL APPEND PROPERTY MUONG_COMPONENTS ${room})
    set_property(GLOBAL PROPERTY MUONG_${room}_DEPENDS "${arg_DEPENDS}")
    set_property(GLOBAL APPEND PROPERTY MUONG_VALUE_HEADERS ${arg_HEADERS})
    set_property(GLOBAL APPEND PROPERTY MUONG_QUERY_HEADERS ${arg_QUERY_HEADERS})
    set_property(GLOBAL PROPERTY MUONG_${room}_COMPILED "${arg_SOURCES}")
endfunction()
