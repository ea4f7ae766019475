// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date.hpp>
#include <muong/core/detail/hash.hpp>

namespace muong::inline v0 {

/// Days from `from()` up to, and without, `to()`: half-open `[from, to)`. Never empty. `to` may be open: the range then
/// has no known end. Two ranges meet when `a.to() == b.from()`.
///
/// Laws, tested in tests/core/date_range.test.cpp:
///  - `parse(to_string(r)) == r`;
///  - a day lies in the overlap of two ranges just when it lies in both;
///  - order is by first day, then by end, an open end last; 8 bytes, trivially copyable.
class date_range {
public:
    /// From `from` on, without a known end.
    [[nodiscard]] static constexpr date_range since(date from) noexcept {
        return date_range{from, open_end, by_number{}};
    }

    /// `[from, to)`, open without `to`. \throws std::invalid_argument unless from < to
    constexpr date_range(date from, std::optional<date> to) : date_range{from, number_of(to), by_number{}} {
        if (from.number() >= to_) throw std::invalid_argument{"muong::date_range: the end is not after the beginning"};
    }

    /// The same. \returns nothing if it would be empty
    [[nodiscard]] static constexpr std::optional<date_range> make(date from, std::optional<date> to) noexcept {
        if (to && !(from < *to)) return {};
        return date_range{from, number_of(to), by_number{}};
    }

    /// Reads `2025-07-01/2026-01-01`, the end excluded, or `2025-07-01/..` for an open range.
    [[nodiscard]] static constexpr std::optional<date_range> parse(std::string_view text) noexcept;

    [[nodiscard]] constexpr date from() const noexcept { return from_; }
    /// The first day that is no longer in the range; nothing if the range is open.
    [[nodiscard]] constexpr std::optional<date> to() const noexcept {
        if (is_open()) return {};
        return date{to_};
    }
    /// The last day in the range; nothing if the range is open.
    [[nodiscard]] constexpr std::optional<date> last() const noexcept {
        if (is_open()) return {};
        return date{to_ - 1};
    }
    [[nodiscard]] constexpr bool is_open() const noexcept { return to_ == open_end; }
    /// Whether the day, or all days of the other, lie in it; `overlaps`: whether some day lies in both.
    [[nodiscard]] constexpr bool contains(date day) const noexcept { return from_ <= day && day.number() < to_; }
    [[nodiscard]] constexpr bool contains(const date_range& other) const noexcept {
        return from_ <= other.from_ && other.to_ <= to_;
    }
    [[nodiscard]] constexpr bool overlaps(const date_range& other) const noexcept {
        return from_.number() < other.to_ && other.from_.number() < to_;
    }
    /// The days in both.
    [[nodiscard]] friend constexpr std::optional<date_range> overlap(const date_range& a,
                                                                     const date_range& b) noexcept {
        if (!a.overlaps(b)) return {};
        return date_range{a.from_ < b.from_ ? b.from_ : a.from_, a.to_ < b.to_ ? a.to_ : b.to_, by_number{}};
    }

    friend constexpr std::strong_ordering operator<=>(const date_range&, const date_range&) noexcept = default;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const date_range& range);

private:
    static constexpr std::int32_t open_end = INT32_MAX;
    struct by_number {};
    [[nodiscard]] static constexpr std::int32_t number_of(std::optional<date> to) noexcept {
        return to ? to->number() : open_end;
    }
    constexpr date_range(date from, std::int32_t to, by_number) noexcept : from_{from}, to_{to} {}

    date from_;
    std::int32_t to_;  // number of the first day after, INT32_MAX for an open end
};

/// "2025-07-01/2026-01-01", the end excluded; "2025-07-01/.." if it is open.
[[nodiscard]] MUONG_EXPORT std::string to_string(const date_range& range);

constexpr std::optional<date_range> date_range::parse(std::string_view text) noexcept {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return {};
    const auto from = date::parse(text.substr(0, slash));
    if (!from) return {};
    const auto end = text.substr(slash + 1);
    if (end == "..") return since(*from);
    const auto to = date::parse(end);
    if (!to) return {};
    return make(*from, to);
}

}  // namespace muong::inline v0

template <>
struct std::hash<muong::date_range> {
    [[nodiscard]] constexpr std::size_t operator()(const muong::date_range& range) const noexcept {
        const auto to = range.to();
        return muong::detail::hash_of(range.from().number(), to ? to->number() : -1);
    }
};
