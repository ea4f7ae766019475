// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <muong/core/date.hpp>
#include <muong/core/date_range.hpp>
#include <muong/core/export.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muong::inline v0 {

/// How long the steps of a time series are. A term is any period that is none of the others: 2021-2025, nine months.
enum class frequency : std::uint8_t { day = 1, month, quarter, trimester, half_year, year, term };

/// "quarter"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(frequency f) noexcept;
/// The code of the SDMX list CL_FREQ, 2.1: D, M, Q, S, A; I (irregular) for a term. A trimester is T, as in the text of
/// its periods; the list has A_3 for it.
[[nodiscard]] MUONG_EXPORT char sdmx_code(frequency f) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, frequency f);

/// Forms of text for a period. They differ only in these: | half-year | nine months        | five years
enum class period_text : std::uint8_t {
    iso,          ///< muong's own, with ISO 8601 intervals | 2024-S1   | 2024-01/2024-09    | 2021/2025
    sdmx,         ///< SDMX 3.0 TIME_PERIOD                 | 2024-S1   | 2024-01-01/P9M     | 2021-01-01/P5Y
    datawrapper,  ///< Datawrapper, and labels for terms    | 2024-H1   | 2024-01 - 2024-09  | 2021-2025
};

/// A stretch of time that figures are given for: a day, month, quarter, trimester (four months), half-year, year, or a
/// term of any length such as 2021-2025 or the first nine months of a year. Weeks and shifted reporting years are not
/// supported. What kind it is follows from its days, so the term of 2024-01-01/P3M *is* the first quarter of 2024.
/// From 1400-01-01; the last period ends on 9999-12-30.
///
/// Laws, tested in tests/core/period.test.cpp:
///  - `parse(to_string(p)) == p`, in the forms iso and sdmx; `parse_lenient` reads all three;
///  - order is by first day, then by end;
///  - `(p + 1).first() == p.end()` and `p + n - n == p`, where p has steps; `period::at(f, p.index()) == p`;
///  - 8 bytes, trivially copyable.
class period {
public:
    // These eight throw std::out_of_range if the calendar has no such period.
    [[nodiscard]] static constexpr period year(int year);
    [[nodiscard]] static constexpr period half_year(int year, int number);  ///< number 1 or 2
    [[nodiscard]] static constexpr period trimester(int year, int number);  ///< four months; number 1 to 3
    [[nodiscard]] static constexpr period quarter(int year, int number);    ///< number 1 to 4
    [[nodiscard]] static constexpr period month(int year, int number);      ///< number 1 to 12
    [[nodiscard]] static constexpr period day(date day);
    /// All of both years and those between: `years(2021, 2025)`.
    [[nodiscard]] static constexpr period years(int first, int last);
    /// So many months from a day on, which is at most the 28th: `months("2024-01-01"_date, 9)`.
    [[nodiscard]] static constexpr period months(date first, int count);

    /// The days of the range. \throws std::invalid_argument if it is open
    constexpr explicit period(const date_range& days);
    [[nodiscard]] constexpr date_range range() const { return {first_, end_}; }  ///< its days, the end excluded

    /// Reads SDMX: 2024, 2024-03, 2024-03-01, 2024-A1, 2024-S1, 2024-T1, 2024-Q1, 2024-M03, 2024-D061, 2024-01-01/P9M,
    /// P5Y, P1Y6M or P10D (months only from a day up to the 28th), and the intervals 2021/2025 and 2024-01/2024-09,
    /// last year and month included.
    /// \returns nothing for any other text; blanks are not trimmed
    [[nodiscard]] static constexpr std::optional<period> parse(std::string_view text) noexcept;

    /// Reads also what people write: 2024Q1, 2024 Q1, Q1/2024, 2024M3, 3/2024, 2024-H1, 2021-2025, 2021–2025, "năm
    /// 2024", "quý I/2024", "quý 1 năm 2024", "tháng 3/2024", "6 tháng đầu năm 2024", "3 tháng cuối năm 2024", "giai
    /// đoạn 2021-2025". Case, blanks and Vietnamese marks do not count. Forms that mean two things are refused: T1/2024
    /// (tháng or trimester), 01/07/2025, 2011/12.
    [[nodiscard]] MUONG_EXPORT static std::optional<period> parse_lenient(std::string_view text);

    [[nodiscard]] constexpr date first() const noexcept { return first_; }     ///< the first day
    [[nodiscard]] constexpr date last() const noexcept { return end_.eve(); }  ///< the last day, included
    [[nodiscard]] constexpr date end() const noexcept { return end_; }         ///< the day after the last one
    [[nodiscard]] constexpr std::int32_t days() const noexcept { return end_ - first_; }
    /// How many months it lasts; 0 if these are not whole ones.
    [[nodiscard]] constexpr std::int32_t whole_months() const noexcept;
    [[nodiscard]] constexpr muong::frequency frequency() const noexcept;  ///< follows from its days; see the class
    /// Whether the day, or all days of the other, lie in it; `overlaps`: whether some day lies in both.
    [[nodiscard]] constexpr bool contains(date day) const noexcept { return first_ <= day && day < end_; }
    [[nodiscard]] constexpr bool contains(const period& other) const noexcept {
        return first_ <= other.first_ && other.end_ <= end_;
    }
    [[nodiscard]] constexpr bool overlaps(const period& other) const noexcept {
        return first_ < other.end_ && other.first_ < end_;
    }

    /// The period of the same length that begins where this one ends: of 2024-Q4 that is 2025-Q1, of 2021-2025 it is
    /// 2026-2030.
    /// \throws std::out_of_range if that leaves the calendar; std::invalid_argument for a term that is not of whole
    /// months
    [[nodiscard]] constexpr period next() const { return moved(1); }
    [[nodiscard]] constexpr period previous() const { return moved(-1); }  ///< as `next`
    /// So many steps of its own length later: 2024-Q1 + 5 is 2025-Q2. \throws as `next`
    [[nodiscard]] friend constexpr period operator+(const period& p, std::int32_t steps) { return p.moved(steps); }
    [[nodiscard]] friend constexpr period operator-(const period& p, std::int32_t steps) {
        return p.moved(-std::int64_t{steps});
    }
    /// Steps from `from` to `to`. \throws std::invalid_argument if their frequencies differ, or for terms
    [[nodiscard]] friend constexpr std::int32_t operator-(const period& to, const period& from) {
        if (to.frequency() != from.frequency()) {
            throw std::invalid_argument{"muong::period: no steps between two frequencies"};
        }
        return to.index() - from.index();
    }

    /// Number of the period within its frequency, that of 1400-01-01 being 0: the column of a dense table, less that of
    /// its first.
    /// \throws std::invalid_argument for a term
    [[nodiscard]] constexpr std::int32_t index() const;
    /// \throws std::out_of_range beyond the calendar; std::invalid_argument for terms
    [[nodiscard]] static constexpr period at(muong::frequency f, std::int32_t index);
    /// The year, quarter, month ... that a day lies in. \throws std::out_of_range at the end of the calendar; as `at`
    [[nodiscard]] static constexpr period around(muong::frequency f, date day);

    friend constexpr std::strong_ordering operator<=>(const period&, const period&) noexcept = default;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const period& p);

private:
    constexpr period(date first, date end) noexcept : first_{first}, end_{end} {}
    static constexpr const char* outside = "muong::period: the period leaves 1400-01-01 to 9999-12-30";
    [[nodiscard]] constexpr period moved(std::int64_t steps) const;
    [[nodiscard]] static constexpr std::optional<period> try_months(std::int64_t first, std::int64_t count,
                                                                    int day = 1) noexcept;
    [[nodiscard]] static constexpr period part_of_year(int year, int number, int months);
    [[nodiscard]] static constexpr std::optional<period> parse_duration(date first, std::string_view text) noexcept;
    [[nodiscard]] static constexpr std::optional<period> parse_in_year(int year, std::string_view text) noexcept;

    date first_;
    date end_;
};

[[nodiscard]] MUONG_EXPORT std::string to_string(const period& p, period_text form = period_text::iso);

/// The days in both.
[[nodiscard]] constexpr std::optional<period> overlap(const period& a, const period& b) noexcept {
    if (!a.overlaps(b)) return {};
    return period{{a.first() < b.first() ? b.first() : a.first(), a.end() < b.end() ? a.end() : b.end()}};
}

/// The periods of a frequency that a longer one is made of, in order of time: the quarters of a year.
/// \throws std::invalid_argument for terms, and if it is not made of whole ones
[[nodiscard]] MUONG_EXPORT std::vector<period> split(const period& whole, frequency parts);

inline namespace literals {
/// "2024-Q1"_period: reads as `period::parse`; a text that it refuses does not compile.
consteval period operator""_period(const char* text, std::size_t size);
}  // namespace literals

}  // namespace muong::v0

#include <muong/core/impl/period.hpp>
