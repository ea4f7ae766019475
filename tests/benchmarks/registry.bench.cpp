// SPDX-License-Identifier: MIT
//
// What a registry costs: building it, finding a unit, making crosswalks and common areas. Usage: registry_bench
// [ROUNDS]
//
// Two sets of rows: Viet Nam before and after 2025-07-01, as told by viet_nam_2025(), with made-up shares where a unit
// is divided; and a made-up country of 38,000 communes over 20 years of yearly changes, 91,000 versions and 5,800
// transfers. Every round runs each contender once, in turn; printed are medians of the thread's CPU time and, for
// look-ups, their ratio to a bare hash table of numbers.
#include <muong/data/dien_bien.hpp>
#include <muong/data/viet_nam_2025.hpp>
#include <muong/units/common_areas.hpp>
#include <muong/units/crosswalk.hpp>
#include <muong/units/registry.hpp>

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace {

using namespace muong;

double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct contender {
    std::string name;
    std::function<std::size_t()> run;
    std::vector<double> times{};
    [[nodiscard]] double median() const {
        auto sorted = times;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }
};

std::size_t kept = 0;  // results, so that nothing is left out

void run(std::vector<contender>& all, int rounds) {
    for (int round = 0; round < rounds; ++round) {
        for (auto& c : all) {
            const auto start = thread_ms();
            kept += c.run();
            c.times.push_back(thread_ms() - start);
        }
    }
}

struct rows {
    std::vector<unit_row> units;
    std::vector<transfer_row> transfers;

    [[nodiscard]] registry build() const {
        registry::builder made;
        const place nowhere;
        for (const auto& u : units) made.add(u, nowhere);
        for (const auto& t : transfers) made.add(t, nowhere);
        return std::move(made).build();
    }
};

/// The rows of the nation of 2025; parts get whole-number weights.
rows nation() {
    const auto& told = viet_nam_2025().registry();
    rows made;
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

constexpr int years = 20;
constexpr std::size_t communes = 38'000;

date new_year(int year) { return *date::parse(std::to_string(2000 + year) + "-01-01"); }

/// 100 departments of 380 communes; each year about 145 mergers and 73 parts that go to a neighbour, and each year
/// others get another name, until there are 91,000 versions and 5,800 transfers.
rows country() {
    rows made;
    std::mt19937_64 chance{2};
    const auto code = [](std::size_t n) { return unit_code::parse(std::to_string(10'000 + n)).value(); };
    const auto department = [](std::size_t n) { return unit_code::parse("D" + std::to_string(n)).value(); };
    for (std::size_t d = 0; d < 100; ++d) {
        made.units.push_back(
            {department(d), "Department " + std::to_string(d), "department", unit_tier::province, {}, new_year(0), {}});
    }
    struct commune {
        date since = new_year(0);
        bool gone = false;
    };
    std::vector<commune> all(communes);
    const auto write = [&](std::size_t n, std::optional<date> to) {
        made.units.push_back({code(n), "Commune number " + std::to_string(n), "commune", unit_tier::commune,
                              department(n / 380), all[n].since, to});
    };
    for (int year = 1; year <= years; ++year) {
        const auto day = new_year(year);
        std::vector<bool> used(communes);
        const auto pick = [&] {
            for (;;) {
                const auto n = chance() % (communes - 1);
                if (used[n] || used[n + 1] || all[n].gone || all[n + 1].gone) continue;
                used[n] = used[n + 1] = true;
                return static_cast<std::size_t>(n);
            }
        };
        for (int i = 0; i < 145; ++i) {
            const auto n = pick();
            write(n, day);
            all[n].gone = true;
            made.transfers.push_back(
                {day, "act " + std::to_string(year), std::to_string(i), code(n), code(n + 1), extent::whole, {}});
        }
        for (int i = 0; i < 72; ++i) {
            const auto n = pick();
            for (const auto to : {n, n + 1}) {
                basis_row known{"population", {}, {}, {}};
                known.share = to == n ? fraction{9, 10} : fraction{1, 10};
                made.transfers.push_back({day,
                                          "act " + std::to_string(year),
                                          std::to_string(145 + i),
                                          code(n),
                                          code(to),
                                          extent::part,
                                          {known}});
            }
        }
        for (int i = 0; i < 2'650; ++i) {
            const auto n = chance() % communes;
            if (all[n].gone || all[n].since == day || used[n]) continue;
            write(n, day);
            all[n].since = day;
        }
    }
    for (std::size_t n = 0; n < communes; ++n) {
        if (!all[n].gone) write(n, {});
    }
    return made;
}

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
    const auto ask = [&asked](auto&& find) {
        return [&asked, find] {
            std::size_t found = 0;
            for (const auto& q : asked) found += find(q) != nullptr ? 1U : 0U;
            return found;
        };
    };
    const auto among = [&](const versions_of_code& of, date day) -> const unit* {
        for (std::uint32_t i = of.first; i < of.first + of.count; ++i) {
            if (times[i].contains(day)) return &units.units()[i];
        }
        return nullptr;
    };
    std::vector<contender> all;
    all.push_back({"unordered_flat_map of numbers", ask([&](const question& q) -> const unit* {
                       const auto at = by_number.find(q.number);
                       return at == by_number.end() ? nullptr : among(at->second, q.day);
                   })});
    all.push_back({"registry::at(unit_code, date)", ask([&](const question& q) { return units.at(q.code, q.day); })});
    all.push_back({"registry::at(text, date)",
                   ask([&](const question& q) { return units.at(std::string_view{q.text}, q.day); })});
    all.push_back({"std::unordered_map of texts", ask([&](const question& q) -> const unit* {
                       const auto at = by_text.find(q.text);
                       return at == by_text.end() ? nullptr : among(at->second, q.day);
                   })});
    all.push_back({"sorted vector", ask([&](const question& q) -> const unit* {
                       auto at =
                           std::upper_bound(sorted.begin(), sorted.end(), q, [](const question& x, const version& v) {
                               return std::pair<std::string_view, date>{x.text, x.day} <
                                      std::pair<std::string_view, date>{v.code, v.valid.from()};
                           });
                       if (at == sorted.begin()) return nullptr;
                       --at;
                       return at->code == q.text && at->valid.contains(q.day) ? at->it : nullptr;
                   })});
    const auto expected = all.front().run();
    for (const auto& c : all) {
        if (c.run() != expected) std::printf("DIFFERENT ANSWERS: %s\n", c.name.c_str());
    }
    run(all, rounds);
    for (const auto& c : all) {
        std::printf("  %-48s %8.1f ns   x %.2f\n", c.name.c_str(), c.median() * 1e6 / static_cast<double>(asked.size()),
                    c.median() / all.front().median());
    }
}

void measure(const char* name, const rows& told, date from, date to, int rounds) {
    const auto units = told.build();
    std::printf("%s: %zu versions, %zu transfers\n", name, units.units().size(), units.transfers().size());
    std::size_t name_bytes = 0;
    for (const auto& u : units.units()) name_bytes += u.name().size();
    std::printf("  memory: %.1f bytes a version, names included (%.1f of names)\n",
                static_cast<double>(units.memory()) / static_cast<double>(units.units().size()),
                static_cast<double>(name_bytes) / static_cast<double>(units.units().size()));
    const auto walk = crosswalk::between(units, from, to, {"population", {}});
    std::vector<contender> all;
    all.push_back({"build from rows", [&] {
                       const auto made = told.build();
                       return made.units().size();
                   }});
    all.push_back({"crosswalk forward", [&] {
                       const auto made = crosswalk::between(units, from, to, {"population", {}});
                       return made.sources().size();
                   }});
    all.push_back({"crosswalk backward", [&] {
                       const auto made = crosswalk::between(units, to, from, {"population", {}});
                       return made.sources().size();
                   }});
    all.push_back({"common areas of a ready crosswalk", [&] { return common_areas{walk}.size(); }});
    run(all, rounds);
    for (const auto& c : all) std::printf("  %-48s %8.3f ms\n", c.name.c_str(), c.median());
    measure_look_ups(units, rounds);
}

/// The data of the library are built once, when first asked for: this is what that costs a program.
template <class Ask>
void measure_first(const char* name, Ask ask) {
    const double before = thread_ms();
    kept += ask().registry().units().size();
    std::printf("%-52s %8.3f ms\n", name, thread_ms() - before);
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 11;
    measure_first("dien_bien(), built once", dien_bien);
    measure_first("viet_nam_2025(), built once", viet_nam_2025);
    const auto day = viet_nam_2025_data::consolidation();
    measure("Viet Nam of 2025", nation(), day.eve(), day, rounds);
    measure("20 years of a country", country(), new_year(0), new_year(years), rounds);
    return kept == 0 ? 1 : 0;
}
