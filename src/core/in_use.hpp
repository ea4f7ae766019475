// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace muong::inline v0::detail {

/// What a builder holds. \throws std::logic_error if it holds nothing: it has built, or was moved from.
template <class Pointer>
[[nodiscard]] auto& in_use(const Pointer& held, const char* builder) {
    if (held == nullptr) throw std::logic_error{std::string{builder} + ": it has built already, or was moved from"};
    return *held;
}

/// The same, taken out of the builder, which is used up by that.
template <class Pointer>
[[nodiscard]] Pointer taken_out(Pointer& held, const char* builder) {
    static_cast<void>(in_use(held, builder));
    return std::exchange(held, nullptr);
}

}  // namespace muong::v0::detail
