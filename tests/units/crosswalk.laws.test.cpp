// SPDX-License-Identifier: MIT
#include <muong/units/crosswalk.hpp>
#include <muong/units/lineage.hpp>

#include <doctest/doctest.h>
#include <algorithm>

#include "support/follower.hpp"

using namespace muong;
using namespace muong::test;

namespace {

bounds_by_code row_of(const crosswalk& c, const std::string& code) {
    bounds_by_code row;
    for (const auto& e : c.row(c.source(*unit_code::parse(code)).value())) {
        row[to_string(c.targets()[e.target])] = {plain(e.least), plain(e.most)};
    }
    return row;
}

std::string text(const bounds_by_code& row) {
    std::string all;
    for (const auto& [code, b] : row) all += code + ' ' + b.least.str() + " ... " + b.most.str() + '\n';
    return all;
}

std::vector<unit_code> reached_from(const crosswalk& c, const unit_code& source) {
    std::vector<unit_code> reached;
    for (const auto& e : c.row(c.source(source).value())) reached.push_back(c.targets()[e.target]);
    return reached;
}

bool within(const shares_by_code& shares, const bounds_by_code& row) {
    for (const auto& [code, share] : shares) {
        const auto at = row.find(code);
        if (at == row.end() ? share != 0 : (share < at->second.least || at->second.most < share)) return false;
    }
    for (const auto& [code, b] : row) {
        if (b.least > 0 && !shares.contains(code)) return false;
    }
    return true;
}

/// A history, two of its days, and a basis.
struct question {
    generated_history history;
    registry units;
    date from;
    date to;
    std::optional<std::size_t> basis;
    source_of_chance chance;

    [[nodiscard]] crosswalk_options options() const {
        return {basis ? generated_history::bases[*basis] : std::string_view{}, {}};
    }
    [[nodiscard]] crosswalk between(date a, date b) const { return crosswalk::between(units, a, b, options()); }
    [[nodiscard]] crosswalk between(date a, date b, const crosswalk& last) const {
        return crosswalk::between(units, a, b, last, options());
    }
};

question any_question(source_of_chance& chance) {
    auto history = any_history(chance);
    auto units = history.build();
    const auto from = chance.pick(history.moments);
    const auto to = chance.pick(history.moments);
    const auto b = chance.index(7);
    return {std::move(history),
            std::move(units),
            from,
            to,
            b < 6 ? std::optional{b % 2} : std::nullopt,
            source_of_chance{chance.bits()}};
}

}  // namespace

TEST_CASE("shares and ranges are those of following the territory day by day, and some division reaches either end") {
    std::size_t ranges = 0;
    std::size_t zeros = 0;
    std::size_t drawn = 0;
    for_very_many(any_question, [&](question q) {
        const auto made = q.between(q.from, q.to);
        const follower plainly{q.history, q.basis};
        std::vector<std::string> sources;
        for (const auto& code : made.sources()) sources.push_back(to_string(code));
        CHECK(sources == q.history.leaves(q.from));
        for (const auto& code : sources) {
            const auto row = row_of(made, code);
            if (const auto expected = plainly.between(code, q.from, q.to, 64)) {
                CAPTURE(code);
                CAPTURE(to_string(q.from));
                CAPTURE(to_string(q.to));
                CHECK(text(row) == text(*expected));
                for (const auto& [target, b] : row) ranges += b.least != b.most, zeros += b.most == 0;
            } else {
                for (int i = 0; i < 8; ++i, ++drawn) CHECK(within(plainly.drawn(code, q.from, q.to, q.chance), row));
            }
            if (q.basis && !q.history.lossy) {
                CHECK(within(plainly.true_shares(code, q.from, q.to), row));
            }
        }
    });
    CHECK(ranges > many / 10);
    CHECK(zeros > many / 10);
    if (many == 10'000) CHECK(drawn > 100);  // so many ways are rare: the first thousand histories have none
}

TEST_CASE("shares of a row and its rest add up to one") {
    for_very_many(any_question, [](const question& q) {
        const auto made = q.between(q.from, q.to);
        for (std::size_t s = 0; s < made.sources().size(); ++s) {
            fraction least;
            fraction most;
            bool exact = true;
            for (const auto& e : made.row(s)) {
                CHECK(e.least.sign() >= 0);
                CHECK(e.least <= e.most);
                CHECK(e.most <= fraction{1});
                least += e.least;
                most += e.most;
                exact = exact && e.is_exact();
            }
            CHECK(least + made.rest(s) <= fraction{1});
            CHECK(most + made.greatest_rest(s) >= fraction{1});
            CHECK((made.rest(s) == made.greatest_rest(s) || !exact));
            if (exact) CHECK(most + made.rest(s) == fraction{1});
        }
    });
}

TEST_CASE("every value of a range is reached by some division that the row allows, and none lies outside") {
    // Shares in quarters: where the ends are, every corner of what is possible is.
    struct given_row {
        std::vector<std::pair<int, int>> ranges;
        std::optional<std::pair<int, int>> rest;
    };
    const auto any_row = [](source_of_chance& chance) {
        given_row made;
        const auto any_range = [&] {
            const auto least = chance.chance(1, 2) ? 0 : static_cast<int>(chance.between(0, 2));
            return std::pair{least, static_cast<int>(chance.between(least, 4))};
        };
        for (auto i = chance.between(1, 4); i > 0; --i) made.ranges.push_back(any_range());
        if (chance.chance(1, 3)) made.rest = any_range();
        return made;
    };
    for_all(
        any_row,
        [](const given_row& given) {
            auto all = given.ranges;
            int least = 0, most = 0;
            for (const auto& [low, high] : given.ranges) least += low, most += high;
            all.push_back(given.rest ? *given.rest : std::pair{std::max(0, 4 - most), std::max(0, 4 - most)});
            if (!given.rest && most < 4) all.back().second = 4 - least;
            // what each has in the divisions into quarters
            std::vector<std::pair<int, int>> reached(all.size(), {5, -1});
            std::vector<int> parts(all.size());
            const auto divide = [&](const auto& self, std::size_t i, int left) -> void {
                if (i == all.size()) {
                    for (std::size_t k = 0; left == 0 && k < i; ++k) {
                        reached[k].first = std::min(reached[k].first, parts[k]);
                        reached[k].second = std::max(reached[k].second, parts[k]);
                    }
                    return;
                }
                for (parts[i] = all[i].first; parts[i] <= std::min(all[i].second, left); ++parts[i])
                    self(self, i + 1, left - parts[i]);
            };
            divide(divide, 0, 4);

            std::vector<unit_code> targets;
            std::vector<std::vector<crosswalk_entry>> rows(1);
            for (std::uint32_t t = 0; t < given.ranges.size(); ++t) {
                targets.push_back(*unit_code::parse("T" + std::to_string(t)));
                rows[0].push_back({t, {given.ranges[t].first, 4}, {given.ranges[t].second, 4}});
            }
            std::vector<crosswalk_rest> rests;
            if (given.rest) rests.push_back({0, {given.rest->first, 4}, {given.rest->second, 4}});
            const auto make = [&] {
                return crosswalk{
                    "2000-01-01"_date, "2001-01-01"_date, "", {*unit_code::parse("S")}, targets, rows, 0, rests};
            };
            if (reached.back().second < 0) {
                CHECK_THROWS_AS(static_cast<void>(make()), std::invalid_argument);
                return;
            }
            const auto made = make();
            for (std::uint32_t t = 0; t < targets.size(); ++t) {
                const auto row = made.row(0);
                const auto e = std::find_if(row.begin(), row.end(), [&](const auto& x) { return x.target == t; });
                REQUIRE(e != row.end());
                CHECK(e->least == fraction{reached[t].first, 4});
                CHECK(e->most == fraction{reached[t].second, 4});
            }
            CHECK(made.rest(0) == fraction{reached.back().first, 4});
            CHECK(made.greatest_rest(0) == fraction{reached.back().second, 4});
            CHECK(made.is_exact() == std::all_of(reached.begin(), reached.end(), [&](const auto& r) {
                      return r.first == r.second && (&r != &reached.back() || r.second == 0);
                  }));
        },
        10'000);
}

TEST_CASE("from a day to the same day every unit goes whole to itself") {
    for_very_many(any_question, [](const question& q) {
        const auto made = q.between(q.from, q.from);
        CHECK(made.is_exact());
        for (std::size_t s = 0; s < made.sources().size(); ++s) {
            REQUIRE(made.row(s).size() == 1);
            CHECK(made.targets()[made.row(s).front().target] == made.sources()[s]);
        }
    });
}

TEST_CASE("going on from a day between is the same as going all the way, and never narrower") {
    std::size_t exact = 0;
    std::size_t ranges = 0;
    std::size_t zeros = 0;
    for_very_many(any_question, [&](question q) {
        const auto middle = q.chance.pick(q.history.moments);
        const auto a = q.between(q.from, middle);
        const auto b = q.between(middle, q.to);
        const bool fits = std::all_of(a.targets().begin(), a.targets().end(),
                                      [&](const unit_code& code) { return b.source(code).has_value(); });
        const bool on_the_way = std::min(q.from, q.to) <= middle && middle <= std::max(q.from, q.to);
        if (!fits || !on_the_way) return;
        const auto whole = q.between(q.from, q.to);
        const auto composed = then(a, b);
        const auto at_once = q.between(q.from, middle, b);  // by b, whose targets may be more: units made of nothing
        CHECK(std::ranges::equal(at_once.targets(), b.targets()));
        for (const auto& code : whole.sources()) {
            CHECK(text(row_of(at_once, to_string(code))) == text(row_of(whole, to_string(code))));
            const auto s = whole.source(code).value(), same = at_once.source(code).value();
            CHECK(at_once.rest(same) == whole.rest(s));
            CHECK(at_once.greatest_rest(same) == whole.greatest_rest(s));
        }
        const auto known = [](const crosswalk& c) {
            for (std::size_t s = 0; s < c.sources().size(); ++s) {
                for (const auto& e : c.row(s)) {
                    if (!e.is_exact()) return false;
                }
            }
            return true;
        };
        REQUIRE(std::ranges::equal(whole.sources(), composed.sources()));
        for (const auto& code : whole.sources()) {  // also by shares of zero
            CHECK(reached_from(whole, code) == reached_from(composed, code));
            for (const auto& [target, share] : row_of(whole, to_string(code))) zeros += share.most == 0;
        }
        if (known(a) && known(b)) {
            exact += a.from() != a.to() && b.from() != b.to();
            CHECK(differences(composed, whole).empty());
            return;
        }
        ++ranges;
        for (const auto& code : whole.sources()) {
            const auto narrow = row_of(whole, to_string(code));
            const auto wide = row_of(composed, to_string(code));
            CAPTURE(doctest::String{text(narrow).c_str()});
            CAPTURE(doctest::String{text(wide).c_str()});
            for (const auto& [target, share] : narrow) {
                REQUIRE(wide.contains(target));
                CHECK(wide.at(target).least <= share.least);
                CHECK(share.most <= wide.at(target).most);
            }
            for (const auto& [target, share] : wide) CHECK((narrow.contains(target) || share.least == 0));
        }
    });
    CHECK(exact > many / 20);
    CHECK(ranges > many / 20);
    CHECK(zeros > many / 20);
}

TEST_CASE("the ranges of groups hold every division that agrees with the facts, and some division reaches either end") {
    std::size_t ranges = 0, narrower = 0, exact_groups = 0;
    for_very_many(any_question, [&](question q) {
        const auto open = q.between(q.from, q.to);
        if (open.is_exact()) return;
        // most units in one of two groups, the others in none
        std::vector<std::vector<crosswalk_entry>> in_group(open.targets().size());
        const fraction all{1};
        for (auto& row : in_group) {
            if (const auto g = static_cast<std::uint32_t>(q.chance.index(5) / 2); g < 2) row.push_back({g, all, all});
        }
        const std::vector<unit_code> targets{open.targets().begin(), open.targets().end()};
        const std::vector<unit_code> names{*unit_code::parse("G0"), *unit_code::parse("G1")};
        const crosswalk groups{q.to, q.to, "", targets, names, in_group};
        const auto made = q.between(q.from, q.to, groups);
        const auto wide = then(open, groups);
        CHECK(std::ranges::equal(made.targets(), names));
        REQUIRE(std::ranges::equal(made.sources(), open.sources()));
        const follower plainly{q.history, q.basis};
        for (std::size_t s = 0; s < open.sources().size(); ++s) {
            const auto row = made.row(s), outside = wide.row(s);
            REQUIRE(row.size() == outside.size());
            std::map<std::string, std::optional<bounds>> reached;  // "" tells what is in none
            const bool shown =
                plainly.each_extreme(to_string(open.sources()[s]), q.from, q.to, 64, [&](const shares_by_code& shares) {
                    std::map<std::string, rational> sums{{"", 1}, {"G0", 0}, {"G1", 0}};
                    for (const auto& [code, share] : shares) {
                        const auto& g = in_group[open.target(*unit_code::parse(code)).value()];
                        if (g.empty()) continue;
                        sums[to_string(names[g.front().target])] += share;
                        sums[""] -= share;
                    }
                    for (const auto& [name, sum] : sums) {
                        auto& b = reached[name];
                        if (!b) b = bounds{sum, sum};
                        b->least = std::min(b->least, sum);
                        b->most = std::max(b->most, sum);
                    }
                });
            for (std::size_t i = 0; i < row.size(); ++i) {
                REQUIRE(row[i].target == outside[i].target);
                CHECK(outside[i].least <= row[i].least);
                CHECK(row[i].most <= outside[i].most);
                narrower += row[i] != outside[i];
                exact_groups += row[i].is_exact() && !outside[i].is_exact();
                if (!shown) continue;
                const auto& b = reached.at(to_string(names[row[i].target]));
                CHECK(plain(row[i].least) == b->least);
                CHECK(plain(row[i].most) == b->most);
                ranges += !row[i].is_exact();
            }
            if (!shown) continue;
            CHECK(plain(made.rest(s)) == reached.at("")->least);
            CHECK(plain(made.greatest_rest(s)) == reached.at("")->most);
        }
    });
    CHECK(ranges > many / 10);
    CHECK(narrower > many / 1'000);  // shares that come together only in a group are rare
    CHECK(exact_groups >= many / 5'000);
}

TEST_CASE("the way back by amounts returns the amounts that went over") {
    for_very_many(any_question, [](question q) {
        const auto forward = q.between(q.from, q.to);
        std::vector<fraction> amounts;
        for (std::size_t s = 0; s < forward.sources().size(); ++s) amounts.emplace_back(q.chance.between(0, 50), 7);
        const auto back = inverted(forward, amounts);
        CHECK(back.from() == forward.to());
        for (const auto& code : forward.targets()) {
            std::vector<unit_code> origins;
            for (const auto& source : forward.sources()) {
                const auto reached = reached_from(forward, source);
                if (std::find(reached.begin(), reached.end(), code) != reached.end()) origins.push_back(source);
            }
            CHECK(reached_from(back, code) == origins);
        }
        std::vector<fraction> came(forward.targets().size());
        bool exact = true;
        for (std::size_t s = 0; s < amounts.size(); ++s) {
            for (const auto& e : forward.row(s)) {
                came[e.target] += amounts[s] * e.least;
                exact = exact && e.is_exact();
            }
        }
        if (!exact) return;
        std::vector<fraction> returned(amounts.size());
        for (std::size_t t = 0; t < came.size(); ++t) {
            for (const auto& e : back.row(t)) {
                if (came[t].sign() > 0) CHECK(e.is_exact());
                if (came[t].sign() > 0) returned[e.target] += came[t] * e.least;
            }
        }
        for (std::size_t s = 0; s < amounts.size(); ++s) {
            CHECK(returned[s] == amounts[s] * (fraction{1} - forward.rest(s)));
        }
    });
}

TEST_CASE("the lineage of a unit ends in the units that a crosswalk reaches from it on any basis, later and earlier") {
    const auto codes_of = [](const std::vector<const unit*>& units) {
        std::vector<unit_code> codes;
        for (const auto* u : units) codes.push_back(u->code());
        return codes;
    };
    std::size_t reached = 0;
    for_all(any_question, [&](const question& q) {
        const auto way = q.between(q.from, q.to);
        const auto by_no_basis = crosswalk::between(q.units, q.from, q.to);
        CHECK(std::ranges::equal(way.targets(), by_no_basis.targets()));
        for (const auto& code : way.sources()) {
            const auto expected = reached_from(way, code);
            reached += expected.size();
            CHECK(codes_of((q.from <= q.to ? successors(q.units, code, q.from, q.to)
                                           : predecessors(q.units, code, q.from, q.to))
                               .ends) == expected);
        }
    });
    CHECK(reached > 1000);
}
