# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# Read by the scripts `run`: need <Debian package>... installs what is missing with apt where that is allowed, and says
# exactly what to install where it is not.

# have <Debian package>: is what the package brings there, wherever it came from?
have() {
    case $1 in
    cmake | clang | clang-tidy | ccache | gcovr) command -v "$1" >/dev/null 2>&1 ;;
    g++) command -v g++ >/dev/null 2>&1 || command -v c++ >/dev/null 2>&1 ;;
    clang-format) command -v clang-format-14 >/dev/null 2>&1 || command -v clang-format >/dev/null 2>&1 ;;
    libclang-rt-14-dev) ls "$(clang -print-resource-dir 2>/dev/null)"/lib/*/libclang_rt.asan* >/dev/null 2>&1 ;;
    ninja-build) command -v ninja >/dev/null 2>&1 ;;
    pkg-config) command -v pkg-config >/dev/null 2>&1 || command -v pkgconf >/dev/null 2>&1 ;;
    libboost1.81-dev) has_header boost/version.hpp ;;
    librange-v3-dev) has_header range/v3/version.hpp ;;
    doctest-dev) has_header doctest/doctest.h ;;
    libbenchmark-dev) has_header benchmark/benchmark.h ;;
    libcsv-dev) has_header csv.h ;;
    python3) command -v python3 >/dev/null 2>&1 ;;
    python3-*) "$(command -v /usr/bin/python3 || command -v python3)" -c "import ${1#python3-}" 2>/dev/null ;;
    *) return 1 ;;
    esac
}

# has_header <path>: CMake also looks in CMAKE_PREFIX_PATH, so that is where we look too.
has_header() {
    old_ifs=$IFS
    IFS=:
    for prefix in ${CMAKE_PREFIX_PATH-} /usr /usr/local /opt/homebrew; do
        if [ -e "$prefix/include/$1" ]; then
            IFS=$old_ifs
            return 0
        fi
    done
    IFS=$old_ifs
    return 1
}

need() {
    missing=
    for package in "$@"; do
        have "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0

    if command -v apt-get >/dev/null 2>&1; then
        # Releases after Debian 12 have a later Boost under its plain name only.
        case $missing in
        *libboost1.81-dev*)
            if ! apt-cache show libboost1.81-dev >/dev/null 2>&1 && apt-cache show libboost-dev >/dev/null 2>&1; then
                missing=$(printf '%s' "$missing" | sed 's/libboost1\.81-dev/libboost-dev/')
            fi
            ;;
        esac
        if [ "$(id -u)" -eq 0 ]; then
            as_root=
        elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            as_root='sudo -n'
        else
            echo "These packages are missing. Install them, and run this again:" >&2
            echo "    sudo apt-get install$missing" >&2
            return 1
        fi
        echo "Installing$missing" >&2
        # The names are separate words, and so are those of $as_root.
        # shellcheck disable=SC2086
        { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
            --no-install-recommends $missing; } >&2 && return 0
        echo "apt-get could not install$missing" >&2
        return 1
    fi

    echo "These are missing, by the names that Debian gives them:$missing" >&2
    if command -v dnf >/dev/null 2>&1; then
        echo "    sudo dnf install cmake ninja-build gcc-c++ boost-devel range-v3-devel doctest-devel" >&2
    elif command -v pacman >/dev/null 2>&1; then
        echo "    sudo pacman -S cmake ninja gcc boost range-v3 doctest" >&2
    elif command -v brew >/dev/null 2>&1; then
        echo "    brew install cmake ninja gcc boost range-v3 doctest" >&2
    else
        echo "Install CMake 3.25, Ninja, GCC 12 or Clang 14, Boost 1.81, range-v3 0.12 and doctest 2.4.9 or later." >&2
    fi
    return 1
}

# Compile again only what has changed; without the folder of the build in the key.
if [ -z "${CMAKE_CXX_COMPILER_LAUNCHER-}" ] && command -v ccache >/dev/null 2>&1; then
    CMAKE_CXX_COMPILER_LAUNCHER=ccache
    CCACHE_NOHASHDIR=1
    export CMAKE_CXX_COMPILER_LAUNCHER CCACHE_NOHASHDIR
fi
