// SPDX-License-Identifier: MIT
#include <muong/indicators/growth.hpp>

#include <algorithm>
#include <bit>
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include "indicators/computed_series.hpp"
#include "indicators/growth_loops.hpp"
#include "indicators/series_maker.hpp"

namespace muong::inline v0 {
namespace {

using boost::multiprecision::cpp_int;
using float_50 = boost::multiprecision::cpp_dec_float_50;
using maker = detail::series_maker;

void require(int lag, rounded_to round) {
    if (lag < 1) throw std::invalid_argument{"muong::growth: the lag of a change must be above zero"};
    detail::require(round);
}

/// Figures from January on are compared with those of the same months of other years only.
void require_same_months(const series& s, int lag) {
    if (!s.header().year_to_date || s.frequency() == frequency::year || lag % detail::steps_a_year(s.frequency()) == 0)
        return;
    throw std::invalid_argument{
        "muong::growth: figures from January on do not change from one period to the next: want a lag "
        "of whole years"};
}

missing_reason fault_of_base(std::int64_t base) {
    return base == 0 ? missing_reason::zero_base : base < 0 ? missing_reason::negative_base : missing_reason::none;
}
missing_reason fault_of_base(const fraction& base) { return fault_of_base(std::int64_t{base.sign()}); }

/// Observation i from observation i and the one `lag` before: `compute(now, before)` gives a number of 128 bits or a
/// reason.
template <class Compute>
void change(maker& make, const series& s, std::size_t i, std::size_t lag, Compute compute) {
    const std::int64_t now = s.values()[i], before = s.values()[i - lag];
    const auto status = (maker::status_of(s, i) | maker::status_of(s, i - lag)).of_value();
    if (now == series::no_value || before == series::no_value) {
        make.missing(i, missing_reason::missing_part, status);
        return;
    }
    const computed<detail::int128> made = compute(now, before);
    if (made) {
        make.wide_value(i, made.value(), status);
    } else {
        make.missing(i, made.reason(), status);
    }
}

maker start(const series& s, series_header header, std::size_t lag) {
    maker make{std::move(header), s.frequency(), maker::first_index(s), s.size()};
    for (std::size_t i = 0; i < std::min(lag, s.size()); ++i) make.missing(i, missing_reason::outside);
    make.sources_of(s, 0);
    return make;
}

/// num / den of a fraction of any size.
std::pair<cpp_int, cpp_int> parts(const fraction& f) {
    if (f.is_small()) return {f.numerator(), f.denominator()};
    const std::string text = to_string(f);
    const auto slash = text.find('/');
    return {cpp_int{text.substr(0, slash)}, slash == std::string::npos ? cpp_int{1} : cpp_int{text.substr(slash + 1)}};
}

fraction power(fraction base, int exponent) {
    fraction made = 1;
    for (auto e = static_cast<unsigned>(exponent); e > 0; e >>= 1U) {
        if ((e & 1U) != 0) made *= base;
        if (e > 1) base *= base;
    }
    return made;
}

}  // namespace

computed<fraction> growth(const fraction& from, const fraction& to) {
    if (const auto fault = fault_of_base(from); fault != missing_reason::none) return fault;
    return (to - from) / from;
}

computed<fraction> contribution(const fraction& part_from, const fraction& part_to, const fraction& total_from) {
    if (const auto fault = fault_of_base(total_from); fault != missing_reason::none) return fault;
    return (part_to - part_from) / total_from;
}

computed<percent> compound_growth_rate(const fraction& from, const fraction& to, int steps, rounded_to round) {
    require(1, round);
    if (steps < 1 || steps > 1000)
        throw std::invalid_argument{"muong::compound_growth_rate: a compound rate takes 1 to 1000 steps"};
    if (const auto fault = fault_of_base(from); fault != missing_reason::none) return fault;
    if (const auto fault = fault_of_base(to); fault != missing_reason::none) return fault;

    // The factor of one step, in units of 10^-(decimals + 2), is the root of (to / from) * unit^steps: first near it in
    // 50 digits, then exactly the greatest whole number that is not above it.
    const auto n = static_cast<unsigned>(steps);
    const auto [num, den] = parts(to / from);
    const cpp_int unit = pow(cpp_int{10}, static_cast<unsigned>(round.decimals) + 2);
    const float_50 near = pow(float_50{num} / float_50{den}, float_50{1} / steps) * float_50{unit};
    if (near > float_50{"1e30"}) return missing_reason::beyond_range;
    const cpp_int target = num * pow(unit, n);
    cpp_int root = near.convert_to<cpp_int>();
    while (pow(root, n) * den > target) --root;
    while (pow(cpp_int{root + 1}, n) * den <= target) ++root;

    const bool exact = pow(root, n) * den == target;
    const int half = cpp_int{target << n}.compare(pow(cpp_int{2 * root + 1}, n) * den);  // as 2^n root^n, 2^n middle^n
    const bool falls = root < unit;
    cpp_int whole = root - unit;  // what is cut off toward zero
    if (falls && !exact) ++whole;
    const int above = half > 0 ? 1 : half < 0 ? -1 : 0;
    whole += detail::rounding_step(falls, exact, falls ? -above : above, bit_test(abs(whole), 0), round.how);
    if (abs(whole) > detail::max_int64) return missing_reason::beyond_range;
    return percent{decimal{static_cast<std::int64_t>(whole), round.decimals}};
}

fraction grown(const fraction& level, percent rate, int steps) {
    const fraction factor = 1 + rate.ratio();
    return steps < 0 ? level / factor / power(factor, -(steps + 1)) : level * power(factor, steps);
}

computed<percent> average_growth_rate(std::span<const percent> rates, rounded_to round) {
    if (rates.empty()) throw std::invalid_argument{"muong::average_growth_rate: no rates to average"};
    fraction level = 1;
    for (const auto rate : rates) {
        level = rate.added_to(level);
        if (level.sign() <= 0) return fault_of_base(level);
    }
    return compound_growth_rate(1, level, static_cast<int>(rates.size()), round);
}

series difference(const series& levels, int lag) {
    require(lag, {});
    require_same_months(levels, lag);
    const auto back = static_cast<std::size_t>(lag);
    auto header = levels.header();
    header.unit = header.unit.of_differences();
    maker make = start(levels, std::move(header), back);
    for (std::size_t i = back; i < levels.size(); ++i) {
        change(make, levels, i, back, [](std::int64_t now, std::int64_t before) -> computed<detail::int128> {
            return detail::int128{now} - before;
        });
    }
    return std::move(make).done();
}

series growth_rate(const series& levels, int lag, rounded_to round) {
    require(lag, round);
    require_same_months(levels, lag);
    const auto back = static_cast<std::size_t>(lag);
    const std::int64_t multiple = detail::power_of_ten[round.decimals + 2];
    const int bits = 50 - static_cast<int>(std::bit_width(static_cast<std::uint64_t>(multiple)));
    maker make = start(levels, detail::in_unit(levels.header(), "percent", round.decimals), back);

    constexpr std::size_t block = 1024;
    const std::int64_t* x = levels.values().data();
    const auto& marks = maker::marks(levels);
    const bool fast = bits > 0 && round.how == rounding::half_away_from_zero;
    const bool known = maker::small_bits(levels) > 0 && maker::small_bits(levels) <= bits;
    const auto is_small = [bits](const std::int64_t* from, std::size_t n) {
        const int used = detail::bits_of_small(from, n);
        return used > 0 && used <= bits;
    };
    for (std::size_t at = back; at < levels.size(); at += block) {
        const std::size_t n = std::min(block, levels.size() - at);
        if (fast && (known || (is_small(x + at, n) && is_small(x + at - back, n)))) {
            detail::growth_of_small(x + at, x + at - back, n, multiple, make.values() + at);
            if (marks.empty()) continue;
            const std::uint8_t* now = marks.data() + 3 * at;
            detail::or_bytes(now, now - 3 * back, 3 * n, make.marks() + 3 * at);
            continue;
        }
        for (std::size_t i = at; i < at + n; ++i) {
            change(make, levels, i, back, [&](std::int64_t now, std::int64_t before) -> computed<detail::int128> {
                if (const auto fault = fault_of_base(before); fault != missing_reason::none) return fault;
                return detail::divide((detail::int128{now} - before) * multiple, before, round.how);
            });
        }
    }
    return std::move(make).done();
}

series year_on_year(const series& levels, rounded_to round) {
    return growth_rate(levels, detail::steps_a_year(levels), round);
}

series annualised_growth_rate(const series& levels, rounded_to round) {
    require(1, round);
    const int steps = detail::steps_a_year(levels);
    if (levels.header().year_to_date) {
        throw std::invalid_argument{
            "muong::annualised_growth_rate: figures from January on do not grow from one period to the next"};
    }
    maker make = start(levels, detail::in_unit(levels.header(), "percent per year", round.decimals), 1);
    for (std::size_t i = 1; i < levels.size(); ++i) {
        change(make, levels, i, 1, [&](std::int64_t now, std::int64_t before) -> computed<detail::int128> {
            if (const auto fault = fault_of_base(before); fault != missing_reason::none) return fault;
            try {
                const fraction factor = power(fraction{now, before}, steps);
                return detail::int128{((factor - 1) * 100).to_decimal(round.decimals, round.how).coefficient()};
            } catch (const std::overflow_error&) {
                return missing_reason::beyond_range;
            }
        });
    }
    return std::move(make).done();
}

series contribution_to_growth(const series& part, const series& total, int lag, rounded_to round) {
    require(lag, round);
    if (part.frequency() != total.frequency() || part.header().unit != total.header().unit ||
        part.header().year_to_date != total.header().year_to_date) {
        throw std::invalid_argument{
            "muong::contribution_to_growth: a part and its total differ in frequency, unit of measure or beginning"};
    }
    require_same_months(part, lag);
    maker make{detail::in_unit(part.header(), "percentage points", round.decimals), part.frequency(),
               maker::first_index(part), part.size()};
    make.sources_of(part, 0);
    for (std::size_t i = 0; i < part.size(); ++i) {
        const period when = part.at_index(i);
        const auto before = when - lag;
        const auto now_part = part.at(i), from_part = part[before], from_total = total[before];
        const auto status = (now_part.status | from_part.status | from_total.status).of_value();
        if (from_part.reason == missing_reason::outside || from_total.reason == missing_reason::outside) {
            make.missing(i, missing_reason::outside, status);
        } else if (!now_part.value || !from_part.value || !from_total.value) {
            make.missing(i, missing_reason::missing_part, status);
        } else {
            const auto made = contribution(*from_part.value, *now_part.value, *from_total.value);
            if (made) {
                make.rounded_value(i, made.value() * 100, round.how, status);
            } else {
                make.missing(i, made.reason(), status);
            }
        }
    }
    return std::move(make).done();
}

computed<percent> compound_growth_rate(const series& levels, const period& term, rounded_to round) {
    const auto months = term.whole_months();
    if (levels.frequency() != frequency::year || months == 0 || months % 12 != 0 ||
        term.first() != term.first().first_of_year()) {
        throw std::invalid_argument{
            "muong::compound_growth_rate: compound growth over a term takes whole years of a series of years"};
    }
    const period last = period::around(frequency::year, term.last());
    return compound_growth_rate(levels, last - months / 12, last, round);
}

computed<percent> compound_growth_rate(const series& levels, const period& from, const period& to, rounded_to round) {
    if (from.frequency() != levels.frequency() || to.frequency() != levels.frequency() || !(from < to)) {
        throw std::invalid_argument{
            "muong::compound_growth_rate: compound growth goes from a period of the series to a later one"};
    }
    const auto first = levels[from], last = levels[to];
    if (!first.value) return first.reason == missing_reason::outside ? first.reason : missing_reason::missing_part;
    if (!last.value) return last.reason == missing_reason::outside ? last.reason : missing_reason::missing_part;
    return compound_growth_rate(*first.value, *last.value, to - from, round);
}

}  // namespace muong::v0
