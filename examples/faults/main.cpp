// SPDX-License-Identifier: MIT
//
// Each kind of fault in data, by a sample that has it.
//
//     examples/run faults                  every kind with its number: ends with 1 unless each has a sample that has it
//     examples/run faults parent_cycle     what is wrong with the samples of one kind
//
// Shows: how faults are told, all at once and with their places, by every reader of the library. cmake/docs/errors.md
// shows the samples and says how to mend them. Comes after your_country.

#include "readers.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iostream>

namespace {

using muong::errc;

/// All that is wrong with the sample; nothing if there is none.
std::vector<faults::fault> faults_of(const faults::sample& s) {
    try {
        for (const auto& r : faults::readers()) {
            if (s.has(r.table)) return r.read(s);
        }
        return {};
    } catch (const muong::data_error& error) {
        return faults::told(error.all());
    }
}

bool has(const std::vector<faults::fault>& found, std::string_view kind) {
    return std::any_of(found.begin(), found.end(), [&](const auto& f) { return to_string(f.kind) == kind; });
}

constexpr unsigned most_kinds = 255;
constexpr std::string_view no_kind = "unknown";

std::string_view kind_of(unsigned number) { return to_string(static_cast<errc>(number)); }

bool is_kind(std::string_view name) {
    for (unsigned number = 1; number <= most_kinds; ++number)
        if (name != no_kind && kind_of(number) == name) return true;
    return false;
}

}  // namespace

int main(int argc, char** argv) try {
    const std::string folder = "examples/faults";
    if (!std::filesystem::is_directory(folder)) {
        std::cerr << "there is no " << folder << " here: run this from the top folder of muong\n";
        return 2;
    }
    if (argc > 1) {
        if (!is_kind(argv[1])) {
            std::cerr << "there is no kind of fault '" << argv[1] << "'; run this without a name to see all\n";
            return 2;
        }
        const auto found = faults_of({folder, argv[1]});
        for (const auto& f : found) std::cout << f.line << '\n';
        return has(found, argv[1]) ? 0 : 1;
    }
    int kinds = 0, lacking = 0;
    for (unsigned number = 1; number <= most_kinds; ++number) {
        const std::string kind{kind_of(number)};
        if (kind == no_kind) continue;
        ++kinds;
        std::cout << kind << " (" << number << ")\n";
        if (has(faults_of({folder, kind}), kind)) continue;
        std::cout << "    no sample has this fault\n";
        ++lacking;
    }
    std::cout << kinds << " kinds, " << lacking << " without a sample\n";
    return lacking == 0 ? 0 : 1;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
