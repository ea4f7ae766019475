// SPDX-License-Identifier: MIT
//
// What finding names costs, beside a hash look-up of text that is folded already. Usage: names_bench [ROUNDS]
//
// The names are those of Viet Nam on the eve of the consolidation and on the day, in the order of their codes. Beside
// them a key made with ICU, if ICU was found.
#include <muong/data/unit_kinds.hpp>
#include <muong/data/viet_nam_2025.hpp>
#include <muong/units/name_column.hpp>
#include <muong/units/text_key.hpp>
#include <muong/units/vietnamese_order.hpp>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "benchmarks/race.hpp"

#ifdef MUONG_WITH_ICU
#    include <unicode/normalizer2.h>
#    include <unicode/uchar.h>
#    include <unicode/unistr.h>
#endif

namespace {

using namespace muong;
using namespace muong::bench;

constexpr date eve = "2025-06-30"_date;
constexpr date day = "2025-07-01"_date;

using units_by_text = std::unordered_map<std::string, std::vector<const unit*>>;

#ifdef MUONG_WITH_ICU
/// What one writes with ICU: taken apart (NFD), marks dropped, case folded, and the letter that has no parts replaced.
void append_icu_key(const std::string& text, std::string& out) {
    UErrorCode status = U_ZERO_ERROR;
    static const auto* const nfd = icu::Normalizer2::getNFDInstance(status);
    const auto apart = nfd->normalize(icu::UnicodeString::fromUTF8(text), status);
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < apart.length(); ++i) {
        const char16_t c = apart[i];
        if (u_charType(c) == U_NON_SPACING_MARK) continue;
        kept.append(c == u'\u0111' || c == u'\u0110' ? u'd' : c);
    }
    kept.foldCase().toUTF8String(out);
}
#endif

}  // namespace

int main(int argc, char** argv) {
    const int rounds = rounds_of(argc, argv, 21);

    double start = cpu_seconds();
    const auto& units = viet_nam_2025().registry();
    const double registry_time = cpu_seconds() - start;
    std::vector<double> build_times;
    for (int i = 0; i < 5; ++i) {
        start = cpu_seconds();
        const name_index again{units};
        build_times.push_back(cpu_seconds() - start);
        keep(again);
    }
    const name_index index{units};
    std::printf("registry %.1f ms the first time, index %.1f ms at best, %.2f MB besides the registry\n",
                1e3 * registry_time, 1e3 * *std::min_element(build_times.begin(), build_times.end()),
                1e-6 * static_cast<double>(index.memory()));

    std::vector<std::string> names, folded, unique, chains, bare, with_province;
    units_by_text by_key, by_name;
    for (const auto& u : units.on(eve, unit_tier::commune)) names.emplace_back(u.name());
    for (const auto& u : units.on(day, unit_tier::commune)) names.emplace_back(u.name());
    for (const auto& n : names) folded.push_back(search_key(n).value());
    for (const auto& u : units.units()) {
        by_key[search_key(u.name()).value()].push_back(&u);
        by_name[std::string{u.name()}].push_back(&u);
    }
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

    race all;
    const auto add = [&all](const char* name, const auto& texts, auto&& work) {
        all.add(
            name,
            [&texts, work] {
                for (const auto& text : texts) work(text);
            },
            static_cast<double>(texts.size()));
    };
    std::string key;
    const auto look_up = [](const units_by_text& in) {
        return [&in](const std::string& text) { keep(in.find(text)->second.size()); };
    };
    const auto fold_and_look_up = [&key](const units_by_text& in, auto append_key) {
        return [&key, &in, append_key](const std::string& text) {
            key.clear();
            append_key(text, key);
            keep(in.find(key)->second.size());
        };
    };
    name_answer answer;
    const auto find = [&index, &answer](const name_query& query) {
        return [&index, &answer, query](const std::string& text) {
            index.find(text, query, answer);
            keep(answer.candidates().size());
        };
    };
    constexpr auto folded_look_up = "search key, then hash look-up of it";
    constexpr auto exact_look_up = "hash look-up of the name itself";
    add("hash look-up of folded text", folded, look_up(by_key));
    add(exact_look_up, names, look_up(by_name));
    add(folded_look_up, names, fold_and_look_up(by_key, append_search_key));
#ifdef MUONG_WITH_ICU
    units_by_text by_icu_key;
    for (const auto& u : units.units()) {
        key.clear();
        append_icu_key(std::string{u.name()}, key);
        by_icu_key[key].push_back(&u);
    }
    constexpr auto icu_look_up = "key by ICU's NFD, then hash look-up of it";
    add(icu_look_up, names, fold_and_look_up(by_icu_key, append_icu_key));
#endif
    constexpr auto search = "search key";
    add(search, names, [&key](const std::string& name) {
        key.clear();
        keep(append_search_key(name, key));
    });
    add("equality key", names, [&key](const std::string& name) {
        key.clear();
        keep(append_equality_key(name, key));
    });
    add("sort key of Vietnamese lists", names, [](const std::string& name) { keep(vietnamese_sort_key(name)); });
    constexpr auto find_unique = "find: kind and name, unique in the nation on a day";
    add(find_unique, unique, find(on_day));
    add("find: the same without marks", bare, find({.day = day, .tier = unit_tier::commune, .marks_may_lack = true}));
    add("find: kind and name, then province", with_province, find({.day = day}));
    add("find: commune, district, province", chains, find({.day = eve}));
    constexpr auto resolve = "column of 1,000,000: kind and name, then province";
    all.add(
        resolve, [&] { keep(resolve_column(index, column, {.day = day}).count(name_status::matched)); },
        static_cast<double>(column.size()));
    all.run(rounds);
    all.tell();
    all.at_most(2, folded_look_up, exact_look_up);
#ifdef MUONG_WITH_ICU
    all.faster(5, folded_look_up, icu_look_up);
#else
    std::printf("  left out: ICU was not found\n");
#endif
    all.within_each(80, search);
    all.within_each(1'000, find_unique);
    all.within_each(2'000, resolve);
}
