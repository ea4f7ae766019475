// SPDX-License-Identifier: MIT
#include <muong/projects/qualified_date.hpp>

#include <array>
#include <ostream>

#include "core/lower.hpp"

namespace muong::inline v0 {
namespace {

struct word {
    std::string_view text;
    int first_month;  // of the year; 0: all before the end of what follows
    int months;
};
constexpr std::array<word, 10> words{{{"early ", 1, 4},
                                      {"mid ", 5, 4},
                                      {"mid-", 5, 4},
                                      {"late ", 9, 4},
                                      {"beginning of ", 1, 1},
                                      {"end of ", 12, 1},
                                      {"by ", 0, 0},
                                      {"đầu năm ", 1, 4},
                                      {"giữa năm ", 5, 4},
                                      {"cuối năm ", 9, 4}}};

std::string days(std::int32_t n) { return std::to_string(n) + (n == 1 || n == -1 ? " day" : " days"); }

}  // namespace

std::string_view to_string(answer a) noexcept {
    return a == answer::no ? "no" : a == answer::yes ? "yes" : "cannot be told";
}
std::ostream& operator<<(std::ostream& out, answer a) { return out << to_string(a); }

std::optional<qualified_date> qualified_date::parse(std::string_view text) {
    const std::string low = detail::lower(text);
    for (const auto& w : words) {
        if (!low.starts_with(w.text)) continue;
        const auto rest = period::parse(std::string_view{text}.substr(w.text.size()));
        if (!rest) return {};
        if (w.first_month == 0) return qualified_date{std::nullopt, rest->last(), std::string{text}};
        if (rest->frequency() != frequency::year) return {};
        const auto part = period::months(*date::from_ymd(rest->first().year(), w.first_month, 1), w.months);
        return qualified_date{part.first(), part.last(), std::string{text}};
    }
    const auto p = period::parse(text);
    if (!p) return {};
    return qualified_date{p->first(), p->last(), std::string{text}};
}

std::ostream& operator<<(std::ostream& out, const qualified_date& d) { return out << d.wording(); }

std::string to_string(const day_count& n) {
    if (!n.least && !n.most) return "an unknown number of days";
    if (!n.most) return "at least " + days(*n.least);
    if (!n.least) return "at most " + days(*n.most);
    if (n.least == n.most) return days(*n.least);
    return std::to_string(*n.least) + " to " + days(*n.most);
}

std::ostream& operator<<(std::ostream& out, const day_count& n) { return out << to_string(n); }

day_count days_between(const qualified_date& from, const qualified_date& to) noexcept {
    day_count n;
    if (to.earliest()) n.least = *to.earliest() - from.latest();
    if (from.earliest()) n.most = to.latest() - *from.earliest();
    return n;
}

}  // namespace muong::v0
