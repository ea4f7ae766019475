// SPDX-License-Identifier: MIT
#pragma once

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <muong/core/export.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace muong::inline v0 {

/// A day of the Gregorian calendar, 1400-01-01 to 9999-12-31 (the range of Boost.Date_Time, which is the calendar
/// underneath). Always a real day: there is no null date and no infinity; absence is `std::optional<date>`.
///
/// Laws, tested in tests/core/date.test.cpp:
///  - `parse(to_string(d)) == d` for every day;
///  - order is the order of time; `d + n - d == n`;
///  - 4 bytes, trivially copyable.
class date {
public:
    using calendar = boost::gregorian::gregorian_calendar;

    /// \returns nothing unless year, month and day name a day of the calendar within the range
    [[nodiscard]] static constexpr std::optional<date> from_ymd(int year, int month, int day) noexcept;

    /// Reads ISO 8601 `YYYY-MM-DD`, four digits, two and two; nothing else, blanks are not trimmed.
    [[nodiscard]] static constexpr std::optional<date> parse(std::string_view text) noexcept;

    /// \throws std::invalid_argument for a Boost date that is no day (not_a_date_time, infinities)
    [[nodiscard]] MUONG_EXPORT static date from_boost(const boost::gregorian::date& day);
    [[nodiscard]] MUONG_EXPORT boost::gregorian::date to_boost() const;

    [[nodiscard]] static constexpr date min() noexcept;  ///< 1400-01-01
    [[nodiscard]] static constexpr date max() noexcept;  ///< 9999-12-31

    [[nodiscard]] constexpr int year() const noexcept;
    [[nodiscard]] constexpr int month() const noexcept;  ///< 1 to 12
    [[nodiscard]] constexpr int day() const noexcept;    ///< 1 to 31
    /// Year, month and day at once, at the cost of one of them.
    [[nodiscard]] constexpr calendar::ymd_type ymd() const noexcept;

    /// 1 January of its year.
    [[nodiscard]] constexpr date first_of_year() const noexcept;
    /// The day before: the eve of a change is `day.eve()`. \throws std::out_of_range on the first day of the range
    [[nodiscard]] constexpr date eve() const { return *this - 1; }

    /// Days later (earlier for negative `days`). \throws std::out_of_range if the day leaves the range
    [[nodiscard]] friend constexpr date operator+(date from, std::int32_t days) { return from.moved(days); }
    [[nodiscard]] friend constexpr date operator-(date from, std::int32_t days) {
        return from.moved(-static_cast<std::int64_t>(days));
    }
    /// Days from `from` to `to`.
    [[nodiscard]] friend constexpr std::int32_t operator-(date to, date from) noexcept {
        return to.number_ - from.number_;
    }

    friend constexpr std::strong_ordering operator<=>(const date&, const date&) noexcept = default;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, date day);

    /// Days since 1400-01-01, 0 for that day: a dense index for tables of days.
    [[nodiscard]] constexpr std::int32_t number() const noexcept { return number_; }

private:
    friend class date_range;
    constexpr explicit date(std::int32_t number) noexcept : number_{number} {}
    [[nodiscard]] constexpr date moved(std::int64_t days) const;

    std::int32_t number_;
};

/// ISO 8601: "2025-07-01".
[[nodiscard]] MUONG_EXPORT std::string to_string(date day);

inline namespace literals {
/// "2025-07-01"_date; a day that does not exist does not compile.
consteval date operator""_date(const char* text, std::size_t size);
}  // namespace literals

}  // namespace muong::inline v0

#include <muong/core/impl/date.hpp>
