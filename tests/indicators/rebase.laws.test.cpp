// SPDX-License-Identifier: MIT
#include <muong/indicators/carried_rules.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <muong/indicators/rebase.hpp>
#include <muong/units/grouping.hpp>

#include "support/follower.hpp"
#include "support/oracle.hpp"

using namespace muong;
using namespace muong::test;

namespace {

using cpp_int = boost::multiprecision::cpp_int;

enum column : std::size_t { people, money, weight, rate, label, column_count };

/// A history, the crosswalk between two of its days, and values of the units of the first.
struct question {
    generated_history history;
    registry units;
    std::optional<std::size_t> basis;
    crosswalk onto;
    std::vector<std::vector<std::optional<std::int64_t>>> cells;  // by column, then source
    source_of_chance chance;

    [[nodiscard]] crosswalk_options options() const {
        return {basis ? generated_history::bases[*basis] : std::string_view{}, {}};
    }

    /// The values on their way to the units of the other day.
    [[nodiscard]] rebase_accumulator carried_to() const { return carried_by(shares_of(onto)); }

    /// The same to groups of them, by what their units have or by what is known of the groups too.
    [[nodiscard]] rebase_accumulator carried_to(const std::vector<std::uint32_t>& groups, bool at_once) const {
        auto shares = shares_of(onto);
        shares.groups = 1 + *std::max_element(groups.begin(), groups.end());
        shares.group_of = groups;
        if (at_once) {
            std::vector<std::pair<unit_code, unit_code>> named;
            for (std::size_t t = 0; t < groups.size(); ++t) {
                named.emplace_back(onto.targets()[t], *unit_code::parse("G" + std::to_string(groups[t])));
            }
            const auto last = grouped(onto.to(), std::move(named)).value();
            const auto known = crosswalk::between(units, onto.from(), onto.to(), last, options());
            shares.group_rows = shares_of(known).rows;
            for (auto& row : shares.group_rows) {  // the number of a group is its name
                for (auto& e : row) {
                    const auto name = to_string(last.targets()[e.target]);
                    e.target = static_cast<std::uint32_t>(name.back() - '0');
                }
            }
        }
        return carried_by(std::move(shares));
    }

    [[nodiscard]] rebase_accumulator carried_by(share_table shares) const {
        rebase_accumulator made{std::move(shares)};
        for (std::size_t c = 0; c < column_count; ++c) {
            made.add_column(c == people ? carried::whole : carried::sum, c >= weight);
            for (std::size_t s = 0; s < cells[c].size(); ++s) {
                if (cells[c][s]) CHECK(made.add(s, c, *cells[c][s]));
            }
        }
        return made;
    }

    /// One of the divisions that agree with all that is told: of each source the share of each target.
    [[nodiscard]] std::vector<shares_by_code> division(const follower& plainly) {
        std::vector<shares_by_code> drawn;
        for (const auto& code : onto.sources()) {
            drawn.push_back(plainly.drawn(to_string(code), onto.from(), onto.to(), chance));
        }
        return drawn;
    }
};

question any_question(source_of_chance& chance) {
    auto history = any_history(chance);
    auto units = history.build();
    const auto from = chance.pick(history.moments);
    const auto to = chance.pick(history.moments);
    const auto b = chance.index(7);
    const auto basis = b < 6 ? std::optional{b % 2} : std::nullopt;
    auto onto =
        crosswalk::between(units, from, to, {basis ? generated_history::bases[*basis] : std::string_view{}, {}});
    const bool gaps = chance.chance(1, 3);
    const bool below_zero = chance.chance(1, 3);
    std::vector<std::vector<std::optional<std::int64_t>>> cells(column_count);
    for (std::size_t s = 0; s < onto.sources().size(); ++s) {
        for (std::size_t c = 0; c < column_count; ++c) {
            static constexpr std::int64_t greatest[column_count]{60, 999, 4, 20, 2};
            const auto least = below_zero && c != weight && c != label ? -greatest[c] : 0;
            const auto drawn = chance.between(least, greatest[c]);
            cells[c].push_back(gaps && chance.chance(1, 8) ? std::nullopt : std::optional{drawn});
        }
    }
    return {std::move(history), std::move(units), basis,
            std::move(onto),    std::move(cells), source_of_chance{chance.bits()}};
}

/// The parts of a whole number by the entries of a row, and last what goes nowhere or is open.
std::vector<rational> divided(std::int64_t value, std::span<const crosswalk_entry> row) {
    std::vector<rational> shares;
    rational left = 1;
    for (const auto& e : row) {
        if (!e.is_exact()) continue;
        shares.push_back(plain(e.least));
        left -= shares.back();
    }
    if (left > 0) shares.push_back(left);
    const auto parts = oracle::divide(value, shares);
    std::vector<rational> made;
    std::size_t next = 0;
    for (const auto& e : row) made.emplace_back(e.is_exact() ? rational{parts[next++]} : rational{0});
    made.emplace_back(left > 0 ? rational{parts[next]} : rational{0});
    return made;
}

rational whole_below(const rational& r) {
    const cpp_int cut = numerator(r) / denominator(r);
    return rational{r < rational{cut} ? cut - 1 : cut};
}
rational whole_above(const rational& r) { return -whole_below(-r); }

/// The parts of a whole number that an entry of a row can have, when each part is the number below its share or above:
/// one of k + 1 parts that are rounded is rounded up by at most k/(k + 1), which all others lose, and so down.
std::pair<rational, rational> whole_range(std::int64_t value, const crosswalk& onto, std::size_t source,
                                          const crosswalk_entry& entry) {
    const rational size = value < 0 ? rational{-value} : rational{value};
    rational least = size - whole_above(plain(onto.greatest_rest(source)) * size);
    rational most = size - whole_below(plain(onto.rest(source)) * size);
    const auto is_rounded = [&](const fraction& low, const fraction& high) {
        return low != high || denominator(rational{plain(low) * size}) != 1;
    };
    int others = is_rounded(onto.rest(source), onto.greatest_rest(source));
    for (const auto& e : onto.row(source)) {
        if (e.target == entry.target) continue;
        least -= whole_above(plain(e.most) * size);
        most -= whole_below(plain(e.least) * size);
        others += is_rounded(e.least, e.most);
    }
    const rational low = plain(entry.least) * size, high = plain(entry.most) * size, gain{others, others + 1};
    least = std::max<rational>(least, whole_below(low));
    most = std::min<rational>(most, whole_above(high));
    if (is_rounded(entry.least, entry.most)) {
        least = std::max<rational>(least, whole_above(low - gain));
        most = std::min<rational>(most, whole_below(high + gain));
    }
    if (value < 0) return {-most, -least};
    return {least, most};
}

/// Of the entries of a row that are ranges, those to which a whole number goes that is the same whatever their shares,
/// by their place in it; none if the others are told more than these leave.
std::map<std::size_t, rational> settled(std::int64_t value, const crosswalk& onto, std::size_t source) {
    const auto row = onto.row(source);
    const auto parts = divided(value, row);
    std::map<std::size_t, rational> found;
    rational told;
    for (std::size_t i = 0; i < row.size(); ++i) {
        told += parts[i];
        if (row[i].is_exact()) continue;
        const auto [low, high] = whole_range(value, onto, source, row[i]);
        if (low == high) told += found.emplace(i, low).first->second;
    }
    if (value < 0 ? told < value : told > value) found.clear();
    return found;
}

struct plain_sum {
    rational known, least, most;
    std::size_t parts = 0, missing = 0, ranged = 0, shared = 0;
};

plain_sum sum_of(const question& q, std::uint32_t target, std::size_t c) {
    plain_sum sum;
    std::size_t nothings = 0;  // by shares of zero, with a value
    for (std::size_t s = 0; s < q.onto.sources().size(); ++s) {
        const auto row = q.onto.row(s);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto& e = row[i];
            if (e.target != target) continue;
            const auto value = q.cells[c][s];
            if (e.most == fraction{}) {
                nothings += value.has_value();
                continue;
            }
            ++sum.parts;
            if (!value) {
                ++sum.missing;
                continue;
            }
            const auto alike = c == people ? settled(*value, q.onto, s) : std::map<std::size_t, rational>{};
            const bool is_settled = alike.contains(i) && value != 0;
            sum.ranged += !e.is_exact() && value != 0 && !is_settled;
            sum.shared += (e.is_exact() && !e.is_whole()) || is_settled;
            if (is_settled) sum.known += alike.at(i);
            if (e.is_exact()) sum.known += c == people ? divided(*value, row)[i] : plain(e.least) * *value;
            const bool open = std::any_of(row.begin(), row.end(), [](const auto& x) { return !x.is_exact(); });
            if (c == people && open) {
                const auto [low, high] = whole_range(*value, q.onto, s, e);
                sum.least += low;
                sum.most += high;
            } else if (c == people) {
                sum.least += divided(*value, row)[i];
                sum.most += divided(*value, row)[i];
            } else {
                sum.least += plain(*value < 0 ? e.most : e.least) * *value;
                sum.most += plain(*value < 0 ? e.least : e.most) * *value;
            }
        }
    }
    if (sum.parts == 0) sum.parts = sum.shared = nothings;
    return sum;
}

bool within(const rational& value, const carried_value& cell) {
    return (!cell.least || plain(*cell.least) <= value) && (!cell.most || value <= plain(*cell.most));
}

/// What a division of the territory makes of a place.
struct plain_place {
    rational people, money, weight, weighted;
    std::optional<std::int64_t> least, greatest;
    bool complete = true;                      // no value is missing of a part that is there
    std::map<std::int64_t, rational> largest;  // by label the weight of its largest part

    void add(const question& q, std::size_t s, const rational& share) {
        if (share == 0) return;
        for (const auto& column : q.cells) complete = complete && column[s];
        if (!complete) return;
        people += share * *q.cells[column::people][s];
        money += share * *q.cells[column::money][s];
        weight += share * *q.cells[column::weight][s];
        const auto r = *q.cells[rate][s];
        weighted += share * *q.cells[column::weight][s] * r;
        least = std::min(least.value_or(r), r);
        greatest = std::max(greatest.value_or(r), r);
        auto& most = largest[*q.cells[label][s]];
        most = std::max<rational>(most, share * *q.cells[column::weight][s]);
    }
};

void check_place(const plain_place& truth, const rebase_accumulator& sums, std::size_t place) {
    if (!truth.complete) return;
    if (!truth.least) {  // nothing goes there
        CHECK(within(0, sum_at(sums, place, money)));
        CHECK(within(0, sum_at(sums, place, people)));
        return;
    }
    CHECK(within(truth.money, sum_at(sums, place, money)));
    CHECK(within(truth.weight, sum_at(sums, place, weight)));
    CHECK(within(truth.weight, sum_at(sums, place, weight, gap_rule::bound)));
    CHECK(within(*truth.least, least_at(sums, place, rate)));
    CHECK(within(*truth.greatest, greatest_at(sums, place, rate)));
    if (truth.weight > 0) {
        CHECK(within(truth.weighted / truth.weight, mean_at(sums, place, rate, weight)));
        CHECK(within(-100 * truth.money / truth.weight, ratio_at(sums, place, money, weight, -100)));
    }
    const auto largest = label_of_largest_at(sums, place, label, weight).labels;
    if (largest.empty()) return;
    for (const auto& [other, size] : truth.largest) {
        const auto at = truth.largest.find(largest.front());
        CHECK(size <= (at == truth.largest.end() ? rational{0} : at->second));
    }
}

}  // namespace

TEST_CASE("carried sums are those of plain rationals, and what comes in goes out to the last digit") {
    std::size_t settled_parts = 0, settled_numbers = 0;
    std::size_t ranges = 0;
    std::size_t fast_shares = 0;
    std::size_t rounded_sums = 0;
    std::size_t zeros = 0;
    for_very_many(any_question, [&](const question& q) {
        const auto sums = q.carried_to();
        for (const std::size_t c : {people, money}) {
            rational out, told_total;
            std::vector<std::uint32_t> told_at;
            account_line line;
            for (std::uint32_t t = 0; t < sums.places(); ++t) {
                const auto expected = sum_of(q, t, c);
                const auto got = sums.sum(t, c);
                CHECK(plain(got.known) == expected.known);
                CHECK(plain(got.least) == expected.least);
                CHECK(plain(got.most) == expected.most);
                CHECK(got.parts == expected.parts);
                CHECK(got.missing == expected.missing);
                CHECK(got.ranged == expected.ranged);
                CHECK(got.shared == expected.shared);
                const bool known = expected.parts > 0 && expected.missing + expected.ranged == 0;
                const auto cell = sum_at(sums, t, c);
                CHECK((cell.value && plain(*cell.value) == expected.known) == known);
                zeros += known && sums.parts(t).empty();
                if (const auto fast = sums.quick_sums_of(t).sum(c, 17)) {
                    CHECK(expected.missing + expected.ranged == 0);
                    CHECK(got.known.is_finite_decimal() == fast->is_exact);
                    if (fast->is_exact) {
                        CHECK(plain(fraction{fast->value}) == expected.known);
                        fast_shares += expected.shared;
                    } else {
                        CHECK(to_string(fast->value.trimmed()) == got.known.to_text(17));
                        ++rounded_sums;
                    }
                    told_at.push_back(t);
                    told_total += expected.known;
                }
                add_to_account(line, sum_at(sums, t, c));
                out += expected.known;
                ranges += expected.ranged;
            }
            CHECK(plain(sums.shared_total(told_at, c)) == told_total);
            rational in, unknown, unmatched;
            for (std::size_t s = 0; s < q.cells[c].size(); ++s) {
                const auto value = q.cells[c][s];
                if (!value) continue;
                in += *value;
                rational left = 1;
                bool ranged = false;
                for (const auto& e : q.onto.row(s)) {
                    left -= e.is_exact() ? plain(e.least) : 0;
                    ranged |= !e.is_exact();
                }
                (ranged ? unknown : unmatched) +=
                    c == people ? divided(*value, q.onto.row(s)).back() : rational{left * *value};
                if (c != people) continue;
                for (const auto& [i, part] : settled(*value, q.onto, s)) {
                    unknown -= part;
                    ++settled_parts;
                    settled_numbers += part != 0;
                }
            }
            const auto rest = sums.rest(c);
            CHECK(plain(rest.unknown) == unknown);
            CHECK(plain(rest.unmatched) == unmatched);
            CHECK(plain(sums.total(c)) == in);
            CHECK(in == out + unknown + unmatched);
            close_account(line, sums, c);
            line.in = sums.total(c);
            CHECK(line.closes());
        }
    });
    CHECK(settled_parts > many / 100);
    CHECK(settled_numbers >= many / 2'000);
    CHECK(ranges > many / 5);
    CHECK(zeros > many / 20);
    CHECK(fast_shares > many / 20);
    CHECK(rounded_sums > many / 20);
}

TEST_CASE("every rule holds whatever division is true, for units and for groups of them") {
    std::size_t narrower = 0, told = 0;
    for_very_many(any_question, [&](question q) {
        if (q.onto.targets().empty()) return;
        std::vector<std::uint32_t> groups;
        for (std::size_t t = 0; t < q.onto.targets().size(); ++t) {
            groups.push_back(static_cast<std::uint32_t>(q.chance.index(3)));
        }
        const auto single = q.carried_to();
        const auto apart = q.carried_to(groups, false), grouped = q.carried_to(groups, true);
        const follower plainly{q.history, q.basis};
        std::vector<plain_place> of_target(single.places()), of_group(grouped.places());
        const auto division = q.division(plainly);
        for (std::size_t s = 0; s < division.size(); ++s) {
            std::vector<rational> to_group(grouped.places());
            for (const auto& part : division[s]) {
                const auto at = std::find_if(q.onto.targets().begin(), q.onto.targets().end(),
                                             [&](const unit_code& u) { return u.view() == part.first; });
                const auto t = static_cast<std::size_t>(at - q.onto.targets().begin());
                REQUIRE(t < groups.size());
                of_target[t].add(q, s, part.second);
                to_group[groups[t]] += part.second;
            }
            for (std::size_t g = 0; g < to_group.size(); ++g) of_group[g].add(q, s, to_group[g]);
        }
        for (const std::size_t c : {people, money, weight}) {
            account_line line{"c", 0, {}, {}, {}, {}, {}};
            for (std::size_t g = 0; g < of_group.size(); ++g) {
                const auto wide = apart.sum(g, c), narrow = grouped.sum(g, c);
                CHECK((wide.least <= narrow.least && narrow.most <= wide.most));
                CHECK((wide.parts == narrow.parts && wide.missing == narrow.missing));
                CHECK((!wide.is_known() || narrow.is_known()));
                if (c != people && wide.is_known()) CHECK(wide.known == narrow.known);
                narrower += wide.least != narrow.least || wide.most != narrow.most;
                told += narrow.is_known() && !wide.is_known();
                add_to_account(line, sum_at(grouped, g, c));
            }
            close_account(line, grouped, c);
            line.in = grouped.total(c);
            CHECK(line.closes());
        }
        for (std::size_t t = 0; t < of_target.size(); ++t) check_place(of_target[t], single, t);
        for (std::size_t g = 0; g < of_group.size(); ++g) {
            check_place(of_group[g], apart, g);
            check_place(of_group[g], grouped, g);
        }
    });
    CHECK(narrower > many / 100);
    CHECK(told >= many / 2'000);
}

TEST_CASE("bounds of means and ratios are those of the extreme divisions") {
    std::size_t tried = 0, without_end = 0;
    for_very_many(any_question, [&](const question& q) {
        const auto sums = q.carried_to();
        for (std::size_t place = 0; place < sums.places(); ++place) {
            std::vector<const carried_part*> open;
            rational above, below, weighted;
            bool complete = true;
            const auto add = [&](const carried_part& p, const rational& share, rational& a, rational& b, rational& w) {
                a += share * *q.cells[money][p.source];
                b += share * *q.cells[weight][p.source];
                w += share * *q.cells[weight][p.source] * *q.cells[rate][p.source];
            };
            for (const auto& p : sums.parts(place)) {
                for (const auto c : {money, weight, rate}) complete = complete && q.cells[c][p.source];
                if (!complete) break;
                if (!p.is_exact()) {
                    open.push_back(&p);
                } else {
                    add(p, plain(p.least), above, below, weighted);
                }
            }
            if (!complete || open.empty() || open.size() > 6) continue;
            std::optional<rational> least_ratio, most_ratio, least_mean, most_mean;
            bool no_least = false, no_most = false;  // of the ratio, as what is below goes to zero
            for (std::size_t which = 0; which < std::size_t{1} << open.size(); ++which) {
                auto a = above, b = below, w = weighted;
                for (std::size_t i = 0; i < open.size(); ++i) {
                    add(*open[i], plain((which >> i & 1U) != 0 ? open[i]->most : open[i]->least), a, b, w);
                }
                if (b == 0) {
                    no_least = no_least || a < 0;
                    no_most = no_most || a > 0;
                    continue;
                }
                least_ratio = std::min<rational>(least_ratio.value_or(a / b), a / b);
                most_ratio = std::max<rational>(most_ratio.value_or(a / b), a / b);
                least_mean = std::min<rational>(least_mean.value_or(w / b), w / b);
                most_mean = std::max<rational>(most_mean.value_or(w / b), w / b);
            }
            ++tried;
            without_end += no_least || no_most;
            if (no_least) least_ratio.reset();
            if (no_most) most_ratio.reset();
            const auto ratio = ratio_at(sums, place, money, weight);
            const auto mean = mean_at(sums, place, rate, weight);
            const auto same = [](const std::optional<fraction>& got, const std::optional<rational>& expected) {
                return got.has_value() == expected.has_value() && (!got || plain(*got) == *expected);
            };
            CHECK(same(ratio.least, least_ratio));
            CHECK(same(ratio.most, most_ratio));
            CHECK(same(mean.least, least_mean));
            CHECK(same(mean.most, most_mean));
        }
    });
    CHECK(without_end > many / 100);
    CHECK(tried > many / 10);
}
