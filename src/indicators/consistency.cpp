// SPDX-License-Identifier: MIT
#include <muong/indicators/consistency.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <stdexcept>
#include <tuple>

#include "core/word_list.hpp"

namespace muong::inline v0 {
namespace {

using range = interval<fraction>;

/// The bounds of a claim in base units of what it measures.
range in_base_units(const claim& c, const reading& how) {
    return as_fractions(c.value.bounds(how)) * range{c.unit.scale};
}
fraction said(const claim& c) { return fraction{c.value.value()} * c.unit.scale; }

/// The claim as it enters a product: so many percent are so many hundredths of what they are multiplied with.
claim as_factor(claim c) {
    if (c.unit.is_percent()) c.unit.scale *= fraction{1, 100};
    return c;
}

std::string named(const claim& c) {
    return c.subject + ", " + c.indicator + " is told of " + (c.when ? to_string(*c.when) : "no period");
}
std::string apart(const claim& a, const claim& b) { return named(a) + ", " + named(b); }

/// Why claims are not of one period; empty if they are.
std::string fault_of_periods(const claim& whole, std::span<const claim> parts) {
    for (const auto& p : parts) {
        if (!whole.when || p.when != whole.when) return apart(whole, p);
    }
    return {};
}

/// The same, unless the parts follow each other from the beginning to the end of the whole.
std::string fault_of_sum(const claim& whole, std::span<const claim> parts) {
    auto fault = fault_of_periods(whole, parts);
    if (fault.empty() || !whole.when) return fault;
    std::vector<period> steps;
    for (const auto& p : parts) {
        if (!p.when) return fault;
        steps.push_back(*p.when);
    }
    std::ranges::sort(steps);
    auto reached = whole.when->first();
    for (const auto& step : steps) {
        if (step.first() != reached) return fault;
        reached = step.end();
    }
    return reached == whole.when->end() ? std::string{} : fault;
}

std::string fault_of_stock(const claim& after, const claim& before, const claim& increase) {
    if (!before.when || !increase.when || increase.when->first() < before.when->first() ||
        before.when->end() < increase.when->first())
        return apart(before, increase);
    if (!after.when || increase.when->end() <= after.when->first() || after.when->end() < increase.when->end())
        return apart(after, increase);
    return {};
}

identity_check compare(range left, range right, fraction left_said, fraction right_said, const reading& how,
                       std::string periods) {
    auto found = verdict::undecided;
    if (!periods.empty()) {
        // what holds of two periods says nothing of one
    } else if (!intersection(left, right)) {
        found = verdict::impossible;
    } else if (left.is_single() && right.is_single()) {
        found = verdict::holds;
    }
    return {found, std::move(left),   std::move(right), std::move(left_said), std::move(right_said),
            how,   std::move(periods)};
}

result<identity_check> added_up(const claim& whole, std::span<const claim> parts, const reading& how,
                                std::string periods) {
    problems found;
    range sum = fraction{};
    fraction of_said;
    for (const auto& p : parts) {
        if (p.unit.measures != whole.unit.measures) {
            found.push_back({errc::unit_mismatch,
                             {},
                             p.subject + ", " + p.indicator + " in " + p.unit.code,
                             "a unit that measures " + whole.unit.measures + ", as " + whole.unit.code + " does"});
        }
        sum = sum + in_base_units(p, how);
        of_said += said(p);
    }
    if (!found.empty()) return found;
    return compare(in_base_units(whole, how), std::move(sum), said(whole), std::move(of_said), how, std::move(periods));
}

fraction common_part(const period& a, const period& b) {
    const auto both = overlap(a, b);
    if (!both) return 0;
    return {both->days(), std::max(a.days(), b.days())};
}

/// Six digits, or from 1,000 on a whole number with its thousands apart.
std::string digits(const fraction& f) {
    const fraction size = f.sign() < 0 ? -f : f;
    if (size < fraction{1000} || fraction{1'000'000'000'000'000'000} < size) return f.to_text(6);
    auto text = std::to_string(size.whole(rounding::half_away_from_zero));
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return f.sign() < 0 ? '-' + text : text;
}

std::string digits(const range& r) {
    if (r.is_single()) return digits(r.lower()->value);
    const auto lower = r.lower(), upper = r.upper();
    return (lower ? (lower->included ? '[' : '(') + digits(lower->value) : "(-inf") + ", " +
           (upper ? digits(upper->value) + (upper->included ? ']' : ')') : "inf)");
}

std::string_view shared_days(const conflict& c) { return c.same_period ? "" : ", most of the days are common to both"; }

}  // namespace

std::vector<conflict> find_conflicts(std::span<const claim> claims, const reading& how, const fraction& common) {
    if (common.sign() <= 0 || fraction{1} < common) {
        throw std::invalid_argument{
            "muong::find_conflicts: the common part of two periods lies above 0 and is 1 at most"};
    }
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        if (claims[i].when) order.push_back(i);
    }
    const auto key = [&](std::size_t i) { return std::tie(claims[i].subject, claims[i].indicator); };
    std::ranges::stable_sort(order, {}, key);
    std::vector<conflict> found;
    for (std::size_t a = 0; a < order.size(); ++a) {
        const claim& first = claims[order[a]];
        for (std::size_t b = a + 1; b < order.size() && key(order[b]) == key(order[a]); ++b) {
            const claim& second = claims[order[b]];
            if (first.unit.measures != second.unit.measures) continue;
            if (common_part(*first.when, *second.when) < common) continue;
            const range x = in_base_units(first, how), y = in_base_units(second, how);
            if (intersection(x, y)) continue;
            found.push_back({order[a], order[b], first.when == second.when, (y - x) * range{1 / first.unit.scale}});
        }
    }
    std::ranges::sort(found, {}, [](const conflict& c) { return std::pair{c.first, c.second}; });
    return found;
}

std::string to_string(const conflict& c) {
    return "claims " + std::to_string(c.first) + " and " + std::to_string(c.second) + ", apart by " + digits(c.apart) +
           std::string{shared_days(c)};
}
std::ostream& operator<<(std::ostream& out, const conflict& c) { return out << to_string(c); }

std::string to_string(const conflict& c, std::span<const claim> claims) {
    const claim& first = claims[c.first];
    return to_string(first) + '\n' + to_string(claims[c.second]) + "\napart by " + digits(c.apart) + ' ' +
           first.unit.of_differences().code + std::string{shared_days(c)};
}

std::string_view to_string(verdict v) noexcept {
    constexpr std::array<std::string_view, 3> names{"holds", "impossible", "undecided"};
    return detail::word_of(names, v);
}
std::ostream& operator<<(std::ostream& out, verdict v) { return out << to_string(v); }

std::string to_string(const identity_check& c) {
    return std::string{to_string(c.found)} + ": " + digits(c.left) + " against " + digits(c.right) +
           "; the bare numbers are " + digits(c.left_said) + " and " + digits(c.right_said) + " (" + to_string(c.how) +
           ')' + (c.periods.empty() ? "" : "; not of one period: " + c.periods);
}
std::ostream& operator<<(std::ostream& out, const identity_check& c) { return out << to_string(c); }

identity_check check_product(const claim& whole, std::span<const claim> factors, const reading& how) {
    if (factors.empty()) throw std::invalid_argument{"muong::check_product: a product without factors"};
    range product = fraction{1};
    fraction of_said = 1;
    for (const auto& each : factors) {
        const auto f = as_factor(each);
        product = product * in_base_units(f, how);
        of_said *= said(f);
    }
    const auto left = as_factor(whole);
    return compare(in_base_units(left, how), std::move(product), said(left), std::move(of_said), how,
                   fault_of_periods(whole, factors));
}

result<identity_check> check_sum(const claim& whole, std::span<const claim> parts, const reading& how) {
    if (parts.empty()) throw std::invalid_argument{"muong::check_sum: a sum without parts"};
    return added_up(whole, parts, how, fault_of_sum(whole, parts));
}

result<identity_check> check_stock(const claim& before, const claim& increase, const claim& after, const reading& how) {
    return added_up(after, std::array{before, increase}, how, fault_of_stock(after, before, increase));
}

implied_value implied_factor(const claim& of_whole, const claim& of_factor, const reading& how) {
    const auto whole = as_factor(of_whole), factor = as_factor(of_factor);
    return {in_base_units(whole, how) / in_base_units(factor, how), said(whole) / said(factor),
            fault_of_periods(of_whole, {&of_factor, 1})};
}

}  // namespace muong::v0
