// SPDX-License-Identifier: MIT
//
// What finding names costs, beside a hash look-up of text that is folded already. Usage: names_bench [ROUNDS]
//
// The names are those of Viet Nam on the eve of the consolidation and on the day, in the order of their codes. Every
// round runs each contender once, in turn, so that all meet the same neighbours; printed are the least and the median
// of the thread's CPU time for one name, and the median's ratio to the baseline.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <muong/data/unit_kinds.hpp>
#include <muong/data/viet_nam_2025.hpp>
#include <muong/units/name_column.hpp>
#include <muong/units/text_key.hpp>
#include <muong/units/vietnamese_order.hpp>

namespace {

using namespace muong;

constexpr date eve = "2025-06-30"_date;
constexpr date day = "2025-07-01"_date;

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::uint64_t sink = 0;  // what is found, so that nothing is left out

struct contender {
    std::string name;
    std::size_t count;  // names a run
    std::function<void()> run;
    std::vector<double> times{};
};

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 21;

    double start = cpu_seconds();
    const auto& units = viet_nam_2025().registry();
    const double registry_time = cpu_seconds() - start;
    std::vector<double> build_times;
    for (int i = 0; i < 5; ++i) {
        start = cpu_seconds();
        const name_index again{units};
        build_times.push_back(cpu_seconds() - start);
        sink += again.memory();
    }
    const name_index index{units};
    std::printf("registry %.1f ms the first time, index %.1f ms at best, %.2f MB besides the registry\n",
                1e3 * registry_time, 1e3 * *std::min_element(build_times.begin(), build_times.end()),
                1e-6 * static_cast<double>(index.memory()));

    std::vector<std::string> names, folded, unique, chains, bare, with_province;
    std::unordered_map<std::string, std::vector<const unit*>> by_key;
    for (const auto& u : units.on(eve, unit_tier::commune)) names.emplace_back(u.name());
    for (const auto& u : units.on(day, unit_tier::commune)) names.emplace_back(u.name());
    for (const auto& n : names) folded.push_back(search_key(n).value());
    for (const auto& u : units.units()) by_key[search_key(u.name()).value()].push_back(&u);
    const name_query on_day{.day = day, .tier = unit_tier::commune};
    for (const auto& u : units.on(day, unit_tier::commune)) {
        const auto name = full_name(u);
        const auto province = full_name(*units.at(*u.parent(), day));
        if (index.find(name, on_day).the_one() == &u) unique.push_back(name);
        bare.push_back(search_key(name).value());
        with_province.push_back(name + ", " + province);
    }
    for (const auto& u : units.on(eve, unit_tier::commune)) {
        std::string chain = full_name(u);
        for (const auto* above : units.ancestors_of(u, eve)) chain += ", " + full_name(*above);
        chains.push_back(chain);
    }
    std::vector<std::string_view> column;
    while (column.size() < 1'000'000) column.emplace_back(with_province[column.size() % with_province.size()]);

    const auto find_all = [&index](const std::vector<std::string>& texts, const name_query& query) {
        return [&index, &texts, query] {
            name_answer answer;
            for (const auto& t : texts) {
                index.find(t, query, answer);
                sink += answer.candidates().size();
            }
        };
    };
    std::string key;
    std::vector<contender> all{
        {"baseline: hash look-up of folded text", folded.size(),
         [&] {
             for (const auto& k : folded) sink += by_key.find(k)->second.size();
         }},
        {"search key", names.size(),
         [&] {
             for (const auto& n : names) {
                 key.clear();
                 sink += append_search_key(n, key) ? key.size() : 0;
             }
         }},
        {"equality key", names.size(),
         [&] {
             for (const auto& n : names) {
                 key.clear();
                 sink += append_equality_key(n, key) ? key.size() : 0;
             }
         }},
        {"sort key of Vietnamese lists", names.size(),
         [&] {
             for (const auto& n : names) sink += vietnamese_sort_key(n).size();
         }},
        {"find: kind and name, unique in the nation on a day", unique.size(), find_all(unique, on_day)},
        {"find: the same without marks", bare.size(),
         find_all(bare, {.day = day, .tier = unit_tier::commune, .marks_may_lack = true})},
        {"find: kind and name, then province", with_province.size(), find_all(with_province, {.day = day})},
        {"find: commune, district, province", chains.size(), find_all(chains, {.day = eve})},
        {"column of 1,000,000: kind and name, then province", column.size(),
         [&] { sink += resolve_column(index, column, {.day = day}).count(name_status::matched); }},
    };
    for (int r = 0; r < rounds; ++r) {
        for (auto& c : all) {
            const double begin = cpu_seconds();
            c.run();
            c.times.push_back((cpu_seconds() - begin) / static_cast<double>(c.count));
        }
    }
    double baseline = 0;
    for (auto& c : all) {
        std::sort(c.times.begin(), c.times.end());
        const double median = c.times[c.times.size() / 2];
        if (baseline == 0) baseline = median;
        std::printf("  %-52s least %8.1f ns  median %8.1f ns  %6.2f x baseline  %9.0f a second\n", c.name.c_str(),
                    1e9 * c.times.front(), 1e9 * median, median / baseline, 1 / median);
    }
    return sink == 0 ? 1 : 0;
}
