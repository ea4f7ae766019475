// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/registry.hpp>

#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

// Made-up histories, the same on every machine.
namespace muong::bench {

struct registry_rows {
    std::vector<unit_row> units;
    std::vector<transfer_row> transfers;

    [[nodiscard]] registry build() const {
        registry::builder made;
        const place nowhere;
        for (const auto& u : units) made.add(u, nowhere);
        for (const auto& t : transfers) made.add(t, nowhere);
        return std::move(made).build();
    }

    [[nodiscard]] std::string units_csv() const {
        std::string text = "code,name,kind,tier,parent,valid_from,valid_to\n";
        for (const auto& u : units) {
            text += to_string(u.code) + ',' + u.name + ',' + u.kind + ',' + std::to_string(static_cast<int>(u.tier)) +
                    ',' + (u.parent ? to_string(*u.parent) : "") + ',' + to_string(u.valid_from) + ',' +
                    (u.valid_to ? to_string(*u.valid_to) : "") + '\n';
        }
        return text;
    }
    [[nodiscard]] std::string transfers_csv() const {
        std::string text = "effective,act,clause,from_code,to_code,extent,share_population,amount_population\n";
        for (const auto& t : transfers) {
            text += to_string(t.effective) + ',' + t.act + ',' + t.clause + ',' + to_string(t.from_code) + ',' +
                    to_string(t.to_code) + ',' + (t.extent == extent::whole ? "whole" : "part") + ',';
            if (!t.shares.empty() && t.shares[0].share) text += to_string(*t.shares[0].share);
            text += ',';
            if (!t.shares.empty() && t.shares[0].amount) text += to_string(*t.shares[0].amount);
            text += '\n';
        }
        return text;
    }
};

inline date new_year(int year) { return *date::from_ymd(year, 1, 1); }

/// A country of communes, 380 a department, from 1970-01-01 on. Every New Year's day communes join the next one, others
/// give a tenth to it, which are two transfers, and others get another name.
struct country_plan {
    std::size_t communes;
    int years;
    int merged;   ///< a year
    int divided;  ///< a year
    int renamed;  ///< a year, fewer where a commune is drawn twice

    static constexpr int first_year = 1970;
    [[nodiscard]] date first_day() const { return new_year(first_year); }
    [[nodiscard]] date last_day() const { return new_year(first_year + years); }
    [[nodiscard]] static unit_code code(std::size_t n) { return *unit_code::parse(std::to_string(10'000 + n)); }
};
/// 38,000 communes over 20 years: 91,000 versions and 5,800 transfers.
inline constexpr country_plan twenty_years{38'000, 20, 145, 72, 2'890};
/// 36,000 communes over 50 years: 15,000 transfers.
inline constexpr country_plan fifty_years{36'000, 50, 150, 75, 0};

inline registry_rows country(const country_plan& plan) {
    registry_rows made;
    std::mt19937_64 chance{2};
    const auto department = [](std::size_t n) { return *unit_code::parse("D" + std::to_string(n)); };
    for (std::size_t d = 0; d <= (plan.communes - 1) / 380; ++d) {
        made.units.push_back({department(d),
                              "Department " + std::to_string(d),
                              "department",
                              unit_tier::province,
                              {},
                              plan.first_day(),
                              {}});
    }
    struct commune {
        date since;
        bool gone = false;
    };
    std::vector<commune> all(plan.communes, {plan.first_day()});
    const auto write = [&](std::size_t n, std::optional<date> to) {
        made.units.push_back({country_plan::code(n), "Commune number " + std::to_string(n), "commune",
                              unit_tier::commune, department(n / 380), all[n].since, to});
    };
    for (int year = 1; year <= plan.years; ++year) {
        const auto day = new_year(country_plan::first_year + year);
        const auto act = "act " + std::to_string(year);
        std::vector<bool> used(plan.communes);
        const auto pick = [&] {
            for (;;) {
                const auto n = static_cast<std::size_t>(chance() % (plan.communes - 1));
                if (used[n] || used[n + 1] || all[n].gone || all[n + 1].gone) continue;
                used[n] = used[n + 1] = true;
                return n;
            }
        };
        int clause = 0;
        for (int i = 0; i < plan.merged; ++i) {
            const auto n = pick();
            write(n, day);
            all[n].gone = true;
            made.transfers.push_back({day,
                                      act,
                                      std::to_string(clause++),
                                      country_plan::code(n),
                                      country_plan::code(n + 1),
                                      extent::whole,
                                      {}});
        }
        for (int i = 0; i < plan.divided; ++i, ++clause) {
            const auto n = pick();
            for (const auto to : {n, n + 1}) {
                basis_row known{"population", {}, {}, {}};
                known.share = to == n ? fraction{9, 10} : fraction{1, 10};
                made.transfers.push_back({day,
                                          act,
                                          std::to_string(clause),
                                          country_plan::code(n),
                                          country_plan::code(to),
                                          extent::part,
                                          {known}});
            }
        }
        for (int i = 0; i < plan.renamed; ++i) {
            const auto n = static_cast<std::size_t>(chance() % plan.communes);
            if (all[n].gone || all[n].since == day || used[n]) continue;
            write(n, day);
            all[n].since = day;
        }
    }
    for (std::size_t n = 0; n < plan.communes; ++n) {
        if (!all[n].gone) write(n, {});
    }
    return made;
}

/// The rows of the nation of 2025 as `told` by the data; parts get whole-number weights.
inline registry_rows with_weights(const registry& told) {
    registry_rows made;
    for (const auto& u : told.units()) {
        made.units.push_back({u.code(), std::string{u.name()}, std::string{u.kind()}, u.tier(), u.parent(),
                              u.valid().from(), u.valid().to()});
    }
    std::mt19937_64 chance{1};
    for (const auto& t : told.transfers()) {
        made.transfers.push_back({t.day(),
                                  t.act() != nullptr ? t.act()->number : std::string{},
                                  std::string{t.clause()},
                                  t.from_code(),
                                  t.to_code(),
                                  t.extent(),
                                  {}});
        if (t.extent() == extent::whole) continue;
        made.transfers.back().shares.push_back(
            {"population", {}, {}, decimal{static_cast<std::int64_t>(chance() % 9'000 + 1)}});
    }
    return made;
}

}  // namespace muong::bench
