// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/date.hpp>
#include <muong/core/export.hpp>
#include <muong/core/period.hpp>

namespace muong::inline v0 {

/// What can be said when dates are known only roughly.
enum class answer : std::uint8_t { no, yes, cannot_be_told };
/// "cannot be told"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(answer a) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, answer a);

/// A day as exactly as it was told: "2021-12-30", "2024", "late 2021", "mid-2025", "by 2024-05". It lies between two
/// days, both included, of which the first may be unknown; the wording is kept.
///
/// What the words mean is our choice: early, mid and late are the thirds of a year (January to April, May to August,
/// September to December); beginning and end are its first and last month.
///
/// Laws, tested in tests/projects/qualified_date.test.cpp:
///  - `parse(to_string(d)) == d`; a day, month, quarter or year is the range of its days;
///  - `is_before` says yes or no only if it is so for every day that is meant.
class qualified_date {
public:
    qualified_date(date day);  // NOLINT(google-explicit-constructor): a day is known exactly, so meant
    explicit qualified_date(const period& p);

    /// Reads what `period::parse` reads; before a year also early, mid, late, "beginning of", "end of", "mid-2025", đầu
    /// năm, giữa năm, cuối năm; and before any period `by`: some day up to its last one. Capital letters from A to Z
    /// and Đ do not count. \returns nothing for any other text
    [[nodiscard]] MUONG_EXPORT static std::optional<qualified_date> parse(std::string_view text);

    /// The first day that is meant; nothing if it may be any earlier day.
    [[nodiscard]] std::optional<date> earliest() const noexcept { return earliest_; }
    [[nodiscard]] date latest() const noexcept { return latest_; }  ///< the last day that is meant
    [[nodiscard]] bool is_exact() const noexcept { return earliest_ == latest_; }
    [[nodiscard]] const std::string& wording() const& noexcept { return wording_; }
    const std::string& wording() const&& = delete;

    [[nodiscard]] answer is_before(date day) const noexcept {
        if (latest_ < day) return answer::yes;
        return earliest_ && *earliest_ >= day ? answer::no : answer::cannot_be_told;
    }

    /// The same days, told in the same words.
    friend bool operator==(const qualified_date&, const qualified_date&) = default;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const qualified_date& d);

private:
    qualified_date(std::optional<date> earliest, date latest, std::string wording)
        : earliest_{earliest}, latest_{latest}, wording_{std::move(wording)} {}

    std::optional<date> earliest_;
    date latest_;
    std::string wording_;
};

/// Its wording.
[[nodiscard]] inline std::string to_string(const qualified_date& d) { return d.wording(); }

inline qualified_date::qualified_date(date day) : qualified_date{day, day, muong::to_string(day)} {}
inline qualified_date::qualified_date(const period& p) : qualified_date{p.first(), p.last(), muong::to_string(p)} {}

/// A number of days that is known within bounds; an unknown bound is nothing.
struct day_count {
    std::optional<std::int32_t> least;
    std::optional<std::int32_t> most;
    friend bool operator==(const day_count&, const day_count&) = default;
};
/// "31 days", "62 to 426 days", "at least 31 days", "at most 31 days", "an unknown number of days"
[[nodiscard]] MUONG_EXPORT std::string to_string(const day_count& n);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const day_count& n);

/// Days from one to the other, below zero if it comes before.
[[nodiscard]] MUONG_EXPORT day_count days_between(const qualified_date& from, const qualified_date& to) noexcept;

}  // namespace muong::v0
