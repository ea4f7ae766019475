// SPDX-License-Identifier: MIT
#include <muong/core/date.hpp>

#include <ostream>

namespace muong::inline v0 {

date date::from_boost(const boost::gregorian::date& day) {
    if (day.is_special()) throw std::invalid_argument{"muong::date: a Boost date that is no day of the calendar"};
    return date{static_cast<std::int32_t>(day.day_number()) - detail::first_julian_day};
}

boost::gregorian::date date::to_boost() const { return boost::gregorian::date{ymd()}; }

std::string to_string(date day) {
    std::string text = "0000-00-00";
    const auto put = [&text](std::size_t last, int value) {
        for (; value != 0; value /= 10) text[last--] = static_cast<char>('0' + value % 10);
    };
    put(3, day.year());
    put(6, day.month());
    put(9, day.day());
    return text;
}

std::ostream& operator<<(std::ostream& out, date day) { return out << to_string(day); }

}  // namespace muong::v0
