// SPDX-License-Identifier: MIT
//
// The faults of injected.cpp for a program that knows nothing of them: a library to be loaded before it (LD_PRELOAD).
// MUONG_FAULT names one fault and its number, as in "allocation 17" or "write 2"; at the end of the program the file
// that MUONG_FAULT_MET names is made if the fault has been met.
#include "faults/injected.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace {

using muong::test::fault_plan;
using muong::test::injected;

fault_plan plan_of(const char* text) noexcept {
    fault_plan plan;
    if (text == nullptr) return plan;
    const std::string_view words{text};
    const auto blank = words.find(' ');
    const auto name = words.substr(0, blank);
    const long number = blank == std::string_view::npos ? 0 : std::strtol(text + blank + 1, nullptr, 10);
    if (name == "allocation") plan.failing_allocation = number;
    if (name == "read") plan.failing_read = number;
    if (name == "write") plan.failing_write = number;
    if (name == "close") plan.failing_close = number;
    if (name == "rename") plan.failing_rename = number;
    if (name == "short") plan.most_bytes = static_cast<std::size_t>(number);
    if (name == "interrupted") plan.interrupted = number;
    plan.failing_mapping = name != "allocation";  // so that files are read, not mapped
    return plan;
}

class for_the_whole_program {
public:
    for_the_whole_program() noexcept : faults_{plan_of(std::getenv("MUONG_FAULT"))} {}
    for_the_whole_program(const for_the_whole_program&) = delete;
    for_the_whole_program& operator=(const for_the_whole_program&) = delete;
    ~for_the_whole_program() {
        const char* const path = std::getenv("MUONG_FAULT_MET");
        if (!injected::met() || path == nullptr) return;
        const int made = ::open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (made >= 0) ::close(made);
    }

private:
    injected faults_;
};

const for_the_whole_program faults;

}  // namespace
