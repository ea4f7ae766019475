// SPDX-License-Identifier: MIT
#include <muong/core/money.hpp>

namespace muong::inline v0 {

std::string detail::money_text(std::int64_t minor, currency c) {
    return to_string(decimal{minor, c.minor_digits()}) + ' ' + to_string(c);
}

}  // namespace muong::v0
