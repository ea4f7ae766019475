// SPDX-License-Identifier: MIT
#include <muong/core/published_amount.hpp>

#include <array>
#include <cstddef>
#include <ostream>
#include <utility>

#include "core/lower.hpp"
#include "core/multiplier_words.hpp"

namespace muong::inline v0 {
namespace {

struct marks {
    char thousands;
    char point;
};
constexpr marks marks_of(number_style style) noexcept {
    return style == number_style::english ? marks{',', '.'} : marks{'.', ','};
}

using detail::multiplier_word;
// The first of each multiplier is how it is written.
constexpr std::array<multiplier_word, 7> vietnamese_multipliers{
    {{"nghìn tỷ", 12}, {"nghìn tỉ", 12}, {"ngàn tỷ", 12}, {"nghìn", 3}, {"triệu", 6}, {"tỷ", 9}, {"tỉ", 9}}};

std::optional<currency> read_currency(std::string_view low) {
    if (low == "đồng" || low == "dong") return vnd::value;
    std::string letters;
    for (const char c : low) letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : '?';
    return currency::parse(letters);
}

std::optional<decimal> read_figure(std::string_view text, number_style style) {
    const auto [thousands, point] = marks_of(style);
    std::string plain;
    const auto whole = text.substr(0, text.find(point));
    const bool grouped = whole.find(thousands) != std::string_view::npos;
    const std::size_t sign = whole.starts_with('-') ? 1 : 0;
    if (whole.size() == sign || whole[sign] == thousands) return {};
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const bool at_mark = i >= sign && (whole.size() - i) % 4 == 0;
        if (grouped && (whole[i] == thousands) != at_mark) return {};
        if (whole[i] != thousands) plain += whole[i];
    }
    if (whole.size() != text.size()) (plain += '.') += text.substr(whole.size() + 1);
    return decimal::parse(plain);
}

/// Takes the last word, or two, off `rest`, if they are a multiplier.
template <std::size_t N>
int take_multiplier(const std::array<multiplier_word, N>& words, std::string_view& rest) {
    for (const auto& [word, multiplier] : words) {
        if (rest.size() > word.size() && rest.ends_with(word) && rest[rest.size() - word.size() - 1] == ' ') {
            rest.remove_suffix(word.size() + 1);
            return multiplier;
        }
    }
    return 0;
}

}  // namespace

std::optional<published_amount> published_amount::parse(std::string_view text, number_style style) {
    const std::string low = detail::lower(text);
    std::string_view rest = low;
    std::optional<muong::currency> c;
    if (const auto first = rest.find(' '); first != std::string_view::npos) {
        c = read_currency(rest.substr(0, first));
        if (c) {
            rest.remove_prefix(first + 1);
        } else {
            const auto last = rest.rfind(' ');
            c = read_currency(rest.substr(last + 1));
            rest = rest.substr(0, last);
        }
    }
    if (!c) return {};
    int multiplier = take_multiplier(vietnamese_multipliers, rest);
    if (multiplier == 0) multiplier = take_multiplier(detail::english_multipliers, rest);
    const auto figure = read_figure(rest, style);
    if (!figure) return {};
    return make(*figure, multiplier, *c);
}

std::string to_string(const published_amount& a, number_style style) {
    const auto [thousands, point] = marks_of(style);
    const std::string plain = to_string(a.figure());
    const auto whole = std::string_view{plain}.substr(0, plain.find('.'));
    const std::size_t sign = whole.starts_with('-') ? 1 : 0;
    std::string text;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > sign && (whole.size() - i) % 3 == 0) text += thousands;
        text += whole[i];
    }
    if (whole.size() != plain.size()) (text += point) += plain.substr(whole.size() + 1);

    const auto append_word = [&](const auto& words) {
        for (const auto& [word, multiplier] : words) {
            if (multiplier == a.multiplier()) {
                (text += ' ') += word;
                return;
            }
        }
    };
    if (style == number_style::english) {
        append_word(detail::english_multipliers);
    } else {
        append_word(vietnamese_multipliers);
        if (a.currency() == vnd::value) return text + " đồng";
    }
    return text + ' ' + to_string(a.currency());
}

std::ostream& operator<<(std::ostream& out, const published_amount& a) { return out << to_string(a); }

published_amount published(any_money m, int decimals) {
    const decimal amount = m.amount().trimmed();
    for (int multiplier = 12; multiplier > 0; multiplier -= 3) {
        const auto unit = detail::power_of_ten[multiplier];
        if (detail::magnitude(amount.coefficient()) /
                static_cast<std::uint64_t>(detail::power_of_ten[amount.decimals()]) <
            static_cast<std::uint64_t>(unit)) {
            continue;
        }
        const int places = amount.decimals() + multiplier;
        if (places > decimal::max_decimals) continue;
        const decimal figure = decimal{amount.coefficient(), places}.trimmed();
        if (figure.decimals() <= decimals) return *published_amount::make(figure, multiplier, m.currency());
    }
    return *published_amount::make(amount, 0, m.currency());
}

}  // namespace muong::v0
