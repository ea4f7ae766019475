// SPDX-License-Identifier: MIT
#include <muong/indicators/rebase_series.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using test::for_all;
using test::source_of_chance;

namespace {

constexpr auto eve = "2024-12-31"_date;
constexpr auto day = "2025-01-01"_date;

series_header header(std::string indicator, std::string subject) {
    return {std::move(indicator), std::move(subject), measure_unit::parse("persons").value(), 0};
}

/// Two whole units go to 08, one whole to 09, which so is a copy, and one is divided between 10 and 11, with a share of
/// zero for 12. A share of zero goes to 11 too, which has others.
crosswalk way() {
    const std::vector<std::vector<crosswalk_entry>> rows{{{0, 1, 1}},
                                                         {{0, 1, 1}},
                                                         {{1, 1, 1}, {3, 0, 0}},
                                                         {{2, {1, 2}, {1, 2}}, {3, {1, 2}, {1, 2}}, {4, 0, 0}},
                                                         {{3, 1, 1}}};
    return {eve,
            day,
            "population",
            {"01"_unit, "02"_unit, "03"_unit, "04"_unit, "05"_unit},
            {"08"_unit, "09"_unit, "10"_unit, "11"_unit, "12"_unit},
            rows};
}

/// What each series says: its value or "-", and its status.
std::string told(const std::vector<series>& all) {
    std::string text;
    for (const auto& s : all) {
        text += s.header().subject + ':';
        for (std::size_t i = 0; i < s.size(); ++i) {
            const auto o = s.at(i);
            text += ' ' + (o.value ? to_string(*o.value) : "-") + ' ' + to_string(o.status);
        }
        text += '\n';
    }
    return text;
}

/// Of some units, some values and statuses in two years.
std::vector<series> any_series(source_of_chance& chance) {
    std::vector<series> all;
    for (const auto* subject : {"01", "02", "03", "04", "05"}) {
        series::builder rows{header("people", subject), frequency::year};
        for (const auto& when : {"2023"_period, "2024"_period}) {
            const auto pick = chance.between(0, 5);
            if (pick == 0) {
                rows.add_missing(when, chance.chance(1, 2) ? status_flag::missing : status_flag::not_collected);
            } else {
                const auto flags = pick == 1   ? observation_status{status_flag::forecast}
                                   : pick == 2 ? observation_status{status_flag::series_break, status_flag::provisional}
                                               : observation_status{};
                rows.add(when, decimal{chance.between(0, 1000)}, flags);
            }
        }
        all.push_back(std::move(rows).build());
    }
    return all;
}

}  // namespace

TEST_CASE("a copied cell keeps its status, a sum has those of its parts, and a share makes it an estimate") {
    std::vector<series> all;
    const auto add = [&all](const char* subject, std::int64_t value, observation_status status) {
        series::builder rows{header("people", subject), frequency::year};
        rows.add("2023"_period, decimal{value});
        if (status.is_missing()) {
            rows.add_missing("2024"_period, status);
        } else {
            rows.add("2024"_period, decimal{value + 1}, status);
        }
        all.push_back(std::move(rows).build());
    };
    add("01", 10, status_flag::forecast);
    add("02", 20, status_flag::series_break);
    add("03", 30, status_flag::not_collected);
    add("04", 40, status_flag::provisional);
    add("05", 50, {});
    const auto before = panel_of(all, eve).value();
    const auto there = rebase(before, way());
    CHECK(told(series_of(there.told)) ==
          "08: 30 A 32 B;F\n"
          "09: 30 A - L\n"
          "10: 20 E 21 E;P\n"
          "11: 70 E 71 E;P\n"
          "12: 0 E 0 E;P\n");
    CHECK(there.values.values() == rebase(before.values, way()).values());
    CHECK(there.values.account().lines().size() == 2);

    // The statuses as they were are those of other rows.
    CHECK_THROWS_AS(static_cast<void>(series_of({there.values.values(), before.columns, before.statuses})),
                    std::invalid_argument);
}

TEST_CASE("onto the same day nothing changes") {
    for_all(any_series, [](const std::vector<series>& all) {
        const auto before = panel_of(all, eve).value();
        const std::vector<unit_code> units{before.values.units().begin(), before.values.units().end()};
        std::vector<std::vector<crosswalk_entry>> rows;
        for (std::uint32_t u = 0; u < units.size(); ++u) rows.push_back({{u, 1, 1}});
        const crosswalk same{eve, eve, "", units, units, rows};
        CHECK(series_of(rebase(before, same).told) == series_of(before));
    });
}

TEST_CASE("every cell has the flags that its parts and its quality call for, and no others") {
    const std::vector<std::vector<std::string>> parts{{"01", "02"}, {"03"}, {"04"}, {"04", "05"}, {"04"}};
    for (const auto gaps : {gap_rule::propagate, gap_rule::skip}) {
        for_all(any_series, [&](const std::vector<series>& all) {
            const auto before = panel_of(all, eve).value();
            const auto there = rebase(before, way(), {.gaps = gaps});
            const auto status_of = [](const series_panel& p, std::size_t row, std::size_t column) {
                for (const auto& s : p.statuses) {
                    if (s.row == row && s.column == column) return s.status;
                }
                return observation_status{};
            };
            for (std::size_t row = 0; row < parts.size(); ++row) {
                for (std::size_t c = 0; c < before.columns.size(); ++c) {
                    observation_status of_values;
                    std::vector<observation_status> of_gaps;
                    for (const auto& code : parts[row]) {
                        const auto from = *before.values.row_of(*unit_code::parse(code));
                        const auto status = status_of(before, from, c);
                        if (before.values.at(from, c)) {
                            of_values = of_values | status;
                        } else {
                            of_gaps.push_back(status);
                        }
                    }
                    const auto made = status_of(there.told, row, c);
                    const bool has_value = there.values.values().at(row, c).has_value();
                    const bool shares = row >= 2, skipped = !of_gaps.empty();
                    CHECK(has_value == (gaps == gap_rule::skip ? of_gaps.size() < parts[row].size() : !skipped));
                    if (has_value) {
                        CHECK(made == (shares || skipped ? of_values | status_flag::estimated : of_values));
                    } else if (of_gaps.size() == parts[row].size() && of_gaps.front() == of_gaps.back()) {
                        CHECK(made == of_gaps.front());
                    } else {
                        CHECK(made == observation_status{status_flag::missing});
                    }
                }
            }
        });
    }
}
