# SPDX-License-Identifier: MIT
#
# cmake -DSCRATCH=<folder> -DCOMPILER=<c++> -P check_checks.cmake: the checks find the faults that they are made for.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${SCRATCH})
set(tree ${SCRATCH}/tree)

# expect(<script> <words> <-Dname=value>...): the script must fail and print the words.
function(expect script words)
    execute_process(COMMAND ${CMAKE_COMMAND} ${ARGN} -P ${CMAKE_CURRENT_LIST_DIR}/${script}
        RESULT_VARIABLE failed OUTPUT_VARIABLE printed ERROR_VARIABLE printed)
    string(REGEX REPLACE "[ \n]+" " " printed "${printed}")
    string(FIND "${printed}" "${words}" at)
    if(NOT failed OR at EQUAL -1)
        message(FATAL_ERROR "${script} should fail with \"${words}\", and prints\n${printed}")
    endif()
endfunction()

# expect_layers(<words> <file> <text>), in a tree with this one file
function(expect_layers words file text)
    file(REMOVE_RECURSE ${tree})
    file(WRITE ${tree}/include/muong/core/date.hpp "")
    file(WRITE ${tree}/${file} "${text}\n")
    expect(check_layers.cmake "${words}" -DSOURCE=${tree})
endfunction()
expect_layers("the room core does not stand on units" include/muong/core/x.hpp "#include <muong/units/unit.hpp>")
expect_layers("the room core does not stand on io" include/muong/core.hpp "# include <muong/io.hpp>")
expect_layers("the room indicators does not stand on funding" src/indicators/x.cpp "#include \"funding/ledger.hpp\"")
expect_layers("is not for users" tests/core/x.test.cpp "#include <muong/core/detail/hash.hpp>")
expect_layers("is not for users" examples/x.cpp "#include <muong/core/impl/date.hpp>")
expect_layers("public headers stand in angle brackets" tests/core/x.test.cpp "#include \"muong/core/date.hpp\"")
expect_layers("neighbours in quotes" src/io/x.cpp "#include <io/json.hpp>")
expect_layers("which belongs in src/" include/muong/core/x.hpp "#include <boost/multiprecision/cpp_int.hpp>")
expect_layers("which belongs in src/" include/muong/core/x.hpp "#include <iostream>")

# expect_text(<words> <file> <text>), likewise
function(expect_text words file text)
    file(REMOVE_RECURSE ${tree})
    file(WRITE ${tree}/${file} "${text}")
    expect(check_text.cmake "${file}: ${words}" -DSOURCE=${tree})
endfunction()
expect_text("the first line is not an SPDX" src/core/x.cpp "int x;\n")
expect_text("not plain text" src/core/x.cpp "// SPDX-License-Identifier: MIT\nint x; \n")
expect_text("not plain text" src/core/x.cpp "// SPDX-License-Identifier: MIT\nint x;")
expect_text("has no #pragma once" src/core/x.hpp "// SPDX-License-Identifier: MIT\nint x;\n")
file(WRITE ${tree}/include/muong/core/x.hpp "// SPDX-License-Identifier: MIT\n#pragma once\n")
expect(check_mirror.cmake "tests/core/x.test.cpp: is missing" -DSOURCE=${tree})

# expect_compile(<words> <text>), for a file of compile_fail/
function(expect_compile words text)
    file(WRITE ${SCRATCH}/x.cpp "${text}\n")
    expect(check_compile_fail.cmake "${words}" -DCOMPILER=${COMPILER} -DINCLUDES=${SCRATCH} -DFILE=${SCRATCH}/x.cpp)
endfunction()
expect_compile("does not compile without the mistake" "int x = nothing;")
expect_compile("compiles with the mistake" "int x = 1;")
expect_compile("does not say what the compiler should print" "#ifdef MUONG_WITH_MISTAKE\n#error no\n#endif")
expect_compile("should print \"never\"" "// expect: never\n#ifdef MUONG_WITH_MISTAKE\n#error no\n#endif")

file(WRITE ${tree}/muong/core/big.hpp "#include <regex>\n#include <iostream>\n#include <random>\n#include <filesystem>\n")
expect(check_cost.cmake "at most 45000 are allowed"
    -DCOMPILER=${COMPILER} -DINCLUDES=${tree} -DVALUE=core/big.hpp -DSCRATCH=${SCRATCH}/cost)

# expect_sample(<words> <page>), in a tree with one example, x, that is built and prints "more"
file(WRITE ${tree}/examples/CMakeLists.txt "muong_example(x x.cpp)\n")
file(WRITE ${tree}/examples/x.cpp "// SPDX-License-Identifier: MIT\nint y;\nint z() {\n    return 1;\n}\n")
file(WRITE ${tree}/examples/w.cpp "int w;\n")
file(WRITE ${tree}/programs/x "#!/bin/sh\necho more\n")
file(CHMOD ${tree}/programs/x PERMISSIONS OWNER_READ OWNER_EXECUTE)
function(expect_sample words page)
    file(WRITE ${tree}/page.md "${page}\n")
    expect(check_sample.cmake "${words}" -DSOURCE=${tree} -DPAGES=${tree}/page.md -DPROGRAMS=${tree}/programs)
endfunction()
set(whole "```cpp\nreturn 1;\n```\n")
expect_sample("no file of examples/ has this block" "```cpp\nint x;\n```")
expect_sample("examples/w.cpp is not built" "```cpp\nint w;\n```")
expect_sample("prints: more and not: no more" "${whole}```text\nno more\n```")
expect_sample("prints: more and not: mo" "${whole}```text\nmo\n```")
expect_sample("no block before this one prints" "```text\nmore\n```")
expect_sample("there is no example y" "```sh\nexamples/run y\n```")
expect_sample("there is no tests/run" "```sh\ntests/run\n```")
expect_sample("no table of examples/" "```csv\ncode\n```")
expect_sample("no rule for a block of 'java'" "```java\nint x;\n```")
expect_sample("a block without ```" "It is:\n\n    int x;\n")
expect_sample("0 faults in 0 blocks" "Nothing.")

# expect_exports(<words> <text>), for a shared library of this source
function(expect_exports words text)
    if(NOT UNIX OR APPLE)
        return()
    endif()
    file(WRITE ${SCRATCH}/x.cpp "${text}\n")
    execute_process(COMMAND ${COMPILER} -std=c++20 -shared -fPIC ${SCRATCH}/x.cpp -o ${SCRATCH}/libx.so COMMAND_ERROR_IS_FATAL ANY)
    expect(check_exports.cmake "${words}" -DLIBRARIES=${SCRATCH}/libx.so)
endfunction()
expect_exports("shows boost::json::leak" "namespace boost::json { int leak; }")
expect_exports("shows a_name_of_c" "extern \"C\" int a_name_of_c; int a_name_of_c;")
expect_exports("shows muong::v0::f(doctest::x)"
    "namespace doctest { struct x {}; } namespace muong::inline v0 { void f(doctest::x) {} }")
expect_exports("lacks undefined symbol" "int missing(); namespace muong::inline v0 { int f() { return missing(); } }")
expect_exports("shows nothing" "static int x = 0;")

# check_pictures, with a program that writes the second of two graphs in another way
file(REMOVE_RECURSE ${tree})
file(WRITE ${tree}/README.md "![a](examples/pictures/a.svg)\n")
foreach(picture IN ITEMS a b)
    file(WRITE ${tree}/examples/pictures/${picture}.dot "digraph {\n    \"${picture}\" [label=\"\"];\n}\n")
    file(WRITE ${tree}/examples/pictures/${picture}.svg "<title>a</title>\n")
endforeach()
file(WRITE ${tree}/program "#!/bin/sh\nmkdir -p \"$1\" && cp ${tree}/examples/pictures/a.dot \"$1\" && echo >\"$1/b.dot\"\n")
file(CHMOD ${tree}/program PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
foreach(words IN ITEMS "b.dot: is not what" "b.dot: b.svg does not show b" "README.md: does not show examples/pictures/b.svg")
    expect(check_pictures.cmake "${words}" -DSOURCE=${tree} -DPROGRAM=${tree}/program -DSCRATCH=${SCRATCH}/pictures)
endforeach()
