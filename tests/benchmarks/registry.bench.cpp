// SPDX-License-Identifier: MIT
//
// What a registry costs: building it, finding a unit, making crosswalks and common areas, and carrying a panel over
// one. Usage: registry_bench [ROUNDS]
//
// Three sets of rows: Viet Nam before and after 2025-07-01, as told by viet_nam_2025(), with made-up shares where a
// unit is divided; a made-up country of 38,000 communes over 20 years of yearly changes, 91,000 versions and 5,800
// transfers; and one of 36,000 communes over 50 years. Look-ups are told beside a bare hash table of numbers, the
// composing of 50 years beside Eigen's chain of sparse products in doubles if Eigen was found. The peers of other
// languages are in peers/.
#include <muong/data/dien_bien.hpp>
#include <muong/data/viet_nam_2025.hpp>
#include <muong/indicators/rebase.hpp>
#include <muong/io/units_csv.hpp>
#include <muong/units/common_areas.hpp>
#include <muong/units/crosswalk.hpp>
#include <muong/units/registry.hpp>

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstring>
#include <unordered_map>

#include "benchmarks/country.hpp"
#include "benchmarks/race.hpp"

#ifdef MUONG_WITH_EIGEN
#    include <Eigen/SparseCore>
#endif

namespace {

using namespace muong;
using namespace muong::bench;

/// A code of up to eight characters as a number.
std::uint64_t number_of(std::string_view code) {
    std::uint64_t number = 0;
    std::memcpy(&number, code.data(), std::min<std::size_t>(code.size(), 8));
    return number;
}

void measure_look_ups(const registry& units, int rounds) {
    struct version {
        std::string code;
        date_range valid;
        const unit* it;
    };
    struct versions_of_code {
        std::uint32_t first;
        std::uint32_t count;
    };
    std::vector<version> sorted;
    std::vector<date_range> times;
    std::unordered_map<std::string, versions_of_code> by_text;
    boost::unordered_flat_map<std::uint64_t, versions_of_code> by_number;
    for (const auto& u : units.units()) {
        const version v{to_string(u.code()), u.valid(), &u};
        const auto position = static_cast<std::uint32_t>(sorted.size());
        sorted.push_back(v);
        times.push_back(v.valid);
        ++by_text.try_emplace(v.code, versions_of_code{position, 0}).first->second.count;
        ++by_number.try_emplace(number_of(v.code), versions_of_code{position, 0}).first->second.count;
    }
    struct question {
        std::string text;
        unit_code code;
        std::uint64_t number;
        date day;
    };
    std::vector<question> asked;
    std::mt19937_64 chance{3};
    const auto first = sorted.front().valid.from();
    for (int i = 0; i < 100'000; ++i) {
        const auto& v = sorted[chance() % sorted.size()];
        const auto day = chance() % 2 == 0 ? v.valid.from() : first + static_cast<std::int32_t>(chance() % 8'000);
        asked.push_back({v.code, *unit_code::parse(v.code), number_of(v.code), day});
    }
    race all;
    std::size_t expected = 0;
    const auto ask = [&](const char* name, auto&& find) {
        const auto run = [&asked, find] {
            std::size_t found = 0;
            for (const auto& q : asked) found += find(q) != nullptr ? 1U : 0U;
            return found;
        };
        const auto answered = run();
        if (expected == 0) expected = answered;
        if (answered != expected) std::printf("  DIFFERENT ANSWERS: %s\n", name);
        all.add(
            name, [run] { keep(run()); }, static_cast<double>(asked.size()));
    };
    const auto among = [&](const versions_of_code& of, date day) -> const unit* {
        for (std::uint32_t i = of.first; i < of.first + of.count; ++i) {
            if (times[i].contains(day)) return &units.units()[i];
        }
        return nullptr;
    };
    ask("unordered_flat_map of numbers", [&](const question& q) -> const unit* {
        const auto at = by_number.find(q.number);
        return at == by_number.end() ? nullptr : among(at->second, q.day);
    });
    ask("at(text, date)", [&](const question& q) { return units.at(std::string_view{q.text}, q.day); });
    ask("unordered_map of texts", [&](const question& q) -> const unit* {
        const auto at = by_text.find(q.text);
        return at == by_text.end() ? nullptr : among(at->second, q.day);
    });
    ask("at(unit_code, date)", [&](const question& q) { return units.at(q.code, q.day); });
    ask("sorted vector", [&](const question& q) -> const unit* {
        auto at = std::upper_bound(sorted.begin(), sorted.end(), q, [](const question& x, const version& v) {
            return std::pair<std::string_view, date>{x.text, x.day} <
                   std::pair<std::string_view, date>{v.code, v.valid.from()};
        });
        if (at == sorted.begin()) return nullptr;
        --at;
        return at->code == q.text && at->valid.contains(q.day) ? at->it : nullptr;
    });
    all.run(rounds);
    all.tell();
    all.at_most(1.2, "at(text, date)", "unordered_flat_map of numbers");
    all.at_most(1.2, "at(unit_code, date)", "unordered_flat_map of numbers");
}

void tell_size(const char* name, const registry& units) {
    std::size_t name_bytes = 0;
    for (const auto& u : units.units()) name_bytes += u.name().size();
    const auto versions = static_cast<double>(units.units().size());
    std::printf("%s: %zu versions, %zu transfers, %.1f bytes a version (%.1f of names)\n", name, units.units().size(),
                units.transfers().size(), static_cast<double>(units.memory()) / versions,
                static_cast<double>(name_bytes) / versions);
}

constexpr auto build_from_rows = "build from rows";
constexpr auto crosswalk_forward = "crosswalk forward";

/// What there is to do with any set of rows.
void add_all(race& all, const registry_rows& told, const registry& units, const crosswalk& walk) {
    all.add(build_from_rows, [&] { keep(told.build()); });
    all.add("build from rows, and the first crosswalk", [&] {
        keep(crosswalk::between(told.build(), walk.from(), walk.to(), {"population", {}}));
    });
    all.add("build from the text of two CSV tables", [units_csv = told.units_csv(), moves_csv = told.transfers_csv()] {
        keep(parse_registry(units_csv, "units.csv", moves_csv, "transfers.csv").value());
    });
    const auto basis = crosswalk_options{"population", {}};
    all.add(crosswalk_forward, [&, basis] { keep(crosswalk::between(units, walk.from(), walk.to(), basis)); });
    all.add("crosswalk backward", [&, basis] { keep(crosswalk::between(units, walk.to(), walk.from(), basis)); });
    all.add("common areas of a ready crosswalk", [&] { keep(common_areas{walk}); });
}

void measure_nation(int rounds) {
    const auto told = with_weights(viet_nam_2025().registry());
    const auto units = told.build();
    tell_size("Viet Nam of 2025", units);
    const auto day = viet_nam_2025_data::consolidation();
    const auto walk = crosswalk::between(units, day.eve(), day, {"population", {}});
    race all;
    add_all(all, told, units, walk);
    all.run(rounds);
    all.tell();
    measure_look_ups(units, rounds);
}

/// Fifty columns of whole numbers for the sources of a crosswalk.
panel values_for(const crosswalk& walk) {
    constexpr std::size_t count = 50;
    std::vector<column> columns;
    for (std::size_t c = 0; c < count; ++c) columns.push_back({"c" + std::to_string(c)});
    panel::builder rows{walk.from(), {walk.sources().begin(), walk.sources().end()}, std::move(columns)};
    std::mt19937_64 chance{4};
    for (std::size_t r = 0; r < walk.sources().size(); ++r) {
        for (std::size_t c = 0; c < count; ++c) rows.set(r, c, decimal{static_cast<std::int64_t>(chance() >> 44U)});
    }
    return std::move(rows).build();
}

void measure_twenty_years(int rounds) {
    const auto told = country(twenty_years);
    const auto units = told.build();
    tell_size("20 years of a country", units);
    const auto walk = crosswalk::between(units, twenty_years.first_day(), twenty_years.last_day(), {"population", {}});
    const auto values = values_for(walk);
    cell_storage storage;
    race all;
    add_all(all, told, units, walk);
    all.add("the bytes of 38,000 x 50 values, copied", [&, copy = std::vector<std::int64_t>()]() mutable {
        const auto row = values.units().size();
        copy.assign(row * 50, 1);
        keep(copy);
    });
    constexpr auto applied = "rebase of 38,000 x 50 values, memory used again";
    all.add(applied, [&] {
        panel made = rebase(values, walk, {}, std::move(storage)).values();
        storage = std::move(made).release();
    });
    constexpr auto applied_fresh = "rebase of 38,000 x 50 values";
    all.add(applied_fresh, [&] { keep(rebase(values, walk)); });
    all.run(rounds);
    all.tell();
    all.within(100, build_from_rows);
    all.within(20, crosswalk_forward);
    all.within(10, applied);
    all.within(10, applied_fresh);
    measure_look_ups(units, rounds);
}

void measure_fifty_years(int rounds) {
    const auto told = country(fifty_years);
    const auto units = told.build();
    tell_size("50 years of a country", units);
    const auto walk = crosswalk::between(units, fifty_years.first_day(), fifty_years.last_day(), {"population", {}});
    race all;
    add_all(all, told, units, walk);
#ifdef MUONG_WITH_EIGEN
    using matrix = Eigen::SparseMatrix<double, Eigen::RowMajor>;
    std::vector<matrix> steps;
    const auto size = static_cast<Eigen::Index>(fifty_years.communes);
    const auto number = [](const unit_code& code) { return std::stoi(to_string(code)) - 10'000; };
    for (int year = 1; year <= fifty_years.years; ++year) {
        const auto day = new_year(country_plan::first_year + year);
        const auto step = crosswalk::between(units, day.eve(), day, {"population", {}});
        std::vector<Eigen::Triplet<double>> shares;
        for (std::size_t s = 0; s < step.sources().size(); ++s) {
            for (const auto& e : step.row(s)) {
                const auto share =
                    static_cast<double>(e.least.numerator()) / static_cast<double>(e.least.denominator());
                shares.emplace_back(number(step.sources()[s]), number(step.targets()[e.target]), share);
            }
        }
        steps.emplace_back(size, size).setFromTriplets(shares.begin(), shares.end());
    }
    all.add("Eigen's chain of sparse products, inexact", [&] {
        matrix product = steps.front();
        for (std::size_t i = 1; i < steps.size(); ++i) product = matrix{product * steps[i]};
        keep(product);
    });
#endif
    all.run(rounds);
    all.tell(crosswalk_forward);
#ifndef MUONG_WITH_EIGEN
    std::printf("  left out: Eigen was not found\n");
#endif
}

/// The data of the library are built once, when first asked for: this is what that costs a program.
template <class Ask>
void measure_first(const char* name, Ask ask) {
    const double before = cpu_seconds();
    keep(ask());
    std::printf("%s, built once: %.3f ms\n", name, 1e3 * (cpu_seconds() - before));
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = rounds_of(argc, argv, 11);
    measure_first("dien_bien()", dien_bien);
    measure_first("viet_nam_2025()", viet_nam_2025);
    measure_nation(rounds);
    measure_twenty_years(rounds);
    measure_fifty_years(rounds);
}
