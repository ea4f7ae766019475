// SPDX-License-Identifier: MIT
#include <muong/core/date_range.hpp>

#include <ostream>

namespace muong::inline v0 {

std::string to_string(const date_range& range) {
    return to_string(range.from()) + "/" + (range.is_open() ? std::string{".."} : to_string(*range.to()));
}

std::ostream& operator<<(std::ostream& out, const date_range& range) { return out << to_string(range); }

}  // namespace muong::v0
