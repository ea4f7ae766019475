// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/qualified.hpp>

namespace muong::inline v0 {

template <class T>
std::optional<qualified<T>> qualified<T>::parse(std::string_view text) {
    if (const auto to = text.find(" to "); to != std::string_view::npos) {
        const auto least = T::parse(text.substr(0, to)), greatest = T::parse(text.substr(to + 4));
        if (!least || !greatest || *greatest < *least) return {};
        return between(*least, *greatest);
    }
    auto word = qualifier::exact;
    constexpr std::pair<std::string_view, qualifier> words[] = {{"over ", qualifier::over},
                                                                {"nearly ", qualifier::nearly},
                                                                {"about ", qualifier::about},
                                                                {"at least ", qualifier::at_least},
                                                                {"at most ", qualifier::at_most}};
    for (const auto& [name, meaning] : words) {
        if (text.starts_with(name)) {
            word = meaning;
            text.remove_prefix(name.size());
            break;
        }
    }
    const auto number = T::parse(text);
    if (!number) return {};
    return with(word, *number);
}

template <class T>
interval<T> qualified<T>::bounds(const reading& how) const {
    using end = typename interval<T>::end;
    const end here = bound<T>{value_, true};
    const end beyond = bound<T>{value_, false};
    // The number moved by the share of its magnitude that the reading names.
    const auto moved = [&](int sign) -> end {
        if (!how.share() || value_ == T{}) return {};  // no share of zero
        const T size = value_ < T{} ? -value_ : value_;
        const T part = size * (how.share()->number() * decimal{1, 2});
        return bound<T>{detail::plus(value_, sign < 0 ? -part : part), true};
    };
    switch (word_) {
        case qualifier::exact:
            if (!how.numbers_are_rounded()) return value_;
            return interval<T>::closed(detail::plus(value_, -detail::half_step(value_)),
                                       detail::plus(value_, detail::half_step(value_)));
        case qualifier::over:
            return {beyond, moved(+1)};
        case qualifier::nearly:
            return {moved(-1), beyond};
        case qualifier::about:
            return {moved(-1), moved(+1)};
        case qualifier::at_least:
            return {here, {}};
        case qualifier::at_most:
            return {{}, here};
        case qualifier::between:
            return {here, bound<T>{greatest_, true}};
    }
    return interval<T>::all();
}

}  // namespace muong::v0
