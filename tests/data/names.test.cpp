// SPDX-License-Identifier: MIT
//
// Every name of the compiled-in data sets is found by the index of names, on its day and in every spelling that is
// known to be in use; the counts are those of the facts from which the tables were made.
#include <muong/units/name_index.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include <muong/data/dien_bien.hpp>
#include <muong/data/unit_kinds.hpp>
#include <muong/data/viet_nam_2025.hpp>
#include <muong/units/text_key.hpp>

#include "data/consolidation.hpp"

using namespace muong;
using muong::test::day;
using muong::test::eve;

namespace {

const name_index& province() {
    static const name_index index{dien_bien().registry()};
    return index;
}
const name_index& nation() {
    static const name_index index{viet_nam_2025().registry()};
    return index;
}

/// The text decomposed, as far as Vietnamese goes: each letter, then its mark, then its tone.
std::string decomposed(std::string_view text) {
    struct row {
        std::string_view small, capital, letter, mark;
    };
    static constexpr row rows[] = {
        {"aàảãáạ", "AÀẢÃÁẠ", "aA", ""}, {"ăằẳẵắặ", "ĂẰẲẴẮẶ", "aA", "\u0306"}, {"âầẩẫấậ", "ÂẦẨẪẤẬ", "aA", "\u0302"},
        {"eèẻẽéẹ", "EÈẺẼÉẸ", "eE", ""}, {"êềểễếệ", "ÊỀỂỄẾỆ", "eE", "\u0302"}, {"iìỉĩíị", "IÌỈĨÍỊ", "iI", ""},
        {"oòỏõóọ", "OÒỎÕÓỌ", "oO", ""}, {"ôồổỗốộ", "ÔỒỔỖỐỘ", "oO", "\u0302"}, {"ơờởỡớợ", "ƠỜỞỠỚỢ", "oO", "\u031B"},
        {"uùủũúụ", "UÙỦŨÚỤ", "uU", ""}, {"ưừửữứự", "ƯỪỬỮỨỰ", "uU", "\u031B"}, {"yỳỷỹýỵ", "YỲỶỸÝỴ", "yY", ""}};
    static constexpr std::string_view tones[] = {"", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"};
    static const auto all = [] {
        std::map<std::string, std::string, std::less<>> found;
        const auto size = [](std::string_view rest) {
            const auto lead = static_cast<unsigned char>(rest.front());
            return static_cast<std::size_t>(lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1);
        };
        for (const auto& r : rows) {
            for (const bool capital : {false, true}) {
                auto rest = capital ? r.capital : r.small;
                for (const auto tone : tones) {
                    found[std::string{rest.substr(0, size(rest))}] =
                        std::string{r.letter[capital ? 1 : 0]} + std::string{r.mark} + std::string{tone};
                    rest.remove_prefix(size(rest));
                }
            }
        }
        return found;
    }();
    std::string out;
    while (!text.empty()) {
        const auto lead = static_cast<unsigned char>(text.front());
        const auto letter = text.substr(0, lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1);
        const auto known = all.find(letter);
        out += known == all.end() ? letter : std::string_view{known->second};
        text.remove_prefix(letter.size());
    }
    return out;
}

std::string name(const unit& u) { return std::string{u.name()}; }
const unit* one(const name_index& index, const std::string& text, const name_query& query) {
    return index.find(text, query).the_one();
}

}  // namespace

TEST_CASE("all 129 and 45 names of Điện Biên are found on their day in every spelling that keeps the marks") {
    std::map<date, int> walked;
    for (const date on : {eve, day}) {
        const name_query query{.day = on, .tier = unit_tier::commune};
        for (const auto& u : dien_bien().registry().on(on, unit_tier::commune)) {
            CAPTURE(to_string(u));
            ++walked[on];
            const auto& kind = *find_unit_kind(u.kind());
            std::vector<std::string> spelled{name(u)};
            for (const auto& v : u.variants()) spelled.emplace_back(v.name);
            for (const auto& text : spelled) {
                CAPTURE(text);
                CHECK(one(province(), text, query) == &u);
                CHECK(one(province(), decomposed(text), query) == &u);
                CHECK(one(province(), equality_key(text).value(), query) == &u);
                CHECK(one(province(), std::string{kind.vietnamese} + ' ' + text, query) == &u);
                CHECK(one(province(), std::string{kind.abbreviation} + text, query) == &u);
                CHECK(one(province(), text + ' ' + std::string{kind.english}, query) == &u);
                const auto full = full_name(u);
                std::string up, down;
                for (const auto* above : dien_bien().registry().ancestors_of(u, on)) {
                    up += ", " + full_name(*above);
                    down = full_name(*above) + " - " + down;
                }
                CHECK(one(province(), full + up, {.day = on}) == &u);
                CHECK(one(province(), down + full, {.day = on}) == &u);
            }
        }
    }
    CHECK(walked == std::map<date, int>{{eve, 129}, {day, 45}});
}

TEST_CASE("without marks two communes of Điện Biên share a name, and all others are still found") {
    std::vector<std::string> shared;
    for (const date on : {eve, day}) {
        const name_query bare{.day = on, .tier = unit_tier::commune, .marks_may_lack = true};
        for (const auto& u : dien_bien().registry().on(on, unit_tier::commune)) {
            const auto text = search_key(u.name()).value();
            const auto answer = province().find(text, bare);
            if (answer.the_one() == &u) continue;
            CHECK(answer.status() == name_status::ambiguous);
            shared.push_back(to_string(u.code()) + ' ' + name(u));
        }
    }
    CHECK(shared == std::vector<std::string>{"03263 Nà Tòng", "03365 Na Tông"});
}

TEST_CASE("Tỏa Tình is found with its tone on either vowel, and Mường Ảng as older lists have it") {
    const name_query query{.day = eve, .tier = unit_tier::commune};
    for (const auto* const text : {"Tỏa Tình", "Toả Tình", "TOẢ TÌNH"}) {
        CHECK(one(province(), text, query) == province().units().at("03280"_unit, eve));
    }
    CHECK(one(province(), "thị trấn Mường Ẳng", query) == province().units().at("03256"_unit, eve));
    CHECK(province().find("Nậm Lịch", query).status() == name_status::ambiguous);  // it is Nặm Lịch
}

TEST_CASE("the three names that moved to another commune of Điện Biên are those of the day that is asked for") {
    const auto& units = dien_bien().registry();
    struct moved {
        std::string_view name, before, after;
    };
    for (const auto& m : {moved{"Mường Chà", "03172", "03166"}, moved{"Mường Thanh", "03136", "03334"},
                          moved{"Sam Mứn", "03355", "03356"}}) {
        CAPTURE(m.name);
        CHECK(one(province(), std::string{m.name}, {.day = eve, .tier = unit_tier::commune}) ==
              units.at(m.before, eve));
        CHECK(one(province(), std::string{m.name}, {.day = day, .tier = unit_tier::commune}) == units.at(m.after, day));
    }
    const auto ended = province().find("Chà Cang", {.day = day});
    CHECK(ended.status() == name_status::not_in_force);
    CHECK(explain(province(), ended.candidates()[0], day) ==
          "xa Chà Cang (03166), 2012-08-25/2025-07-01: same_name, not_in_force; succeeded by xa Mường Chà (03166)");
}

TEST_CASE("all names of the nation are found within their district, or their province on the day") {
    const auto& units = viet_nam_2025().registry();
    std::map<date, int> walked;
    std::map<date, int> shared;
    for (const date on : {eve, day}) {
        for (const auto& u : units.units()) {
            if (!u.valid().contains(on) || !u.parent() || !units.is_leaf(u, on)) continue;
            ++walked[on];
            const name_query query{.day = on, .within = u.parent(), .tier = u.tier()};
            const auto answer = nation().find(u.name(), query);
            if (answer.the_one() == &u) continue;
            CAPTURE(to_string(u));
            CHECK(answer.status() == name_status::ambiguous);
            CHECK(std::any_of(answer.candidates().begin(), answer.candidates().end(),
                              [&](const name_candidate& c) { return c.who == &u && !c.elsewhere; }));
            ++shared[on];
            // The word for the kind tells them apart.
            CHECK(one(nation(), full_name(u), query) == &u);
        }
    }
    CHECK(walked == std::map<date, int>{{eve, 10'040}, {day, 3'321}});
    CHECK(shared == std::map<date, int>{{eve, 38}});  // 19 pairs, all but one of a commune and a township
}

TEST_CASE("a name of the nation is found with its tone on either vowel, whichever of the two its source has") {
    // Open syllables that are spelled in two ways; not those of qu, whose u is no vowel.
    static constexpr std::array<std::array<std::string_view, 2>, 15> ways{{{"òa", "oà"},
                                                                           {"óa", "oá"},
                                                                           {"ỏa", "oả"},
                                                                           {"õa", "oã"},
                                                                           {"ọa", "oạ"},
                                                                           {"òe", "oè"},
                                                                           {"óe", "oé"},
                                                                           {"ỏe", "oẻ"},
                                                                           {"õe", "oẽ"},
                                                                           {"ọe", "oẹ"},
                                                                           {"ùy", "uỳ"},
                                                                           {"úy", "uý"},
                                                                           {"ủy", "uỷ"},
                                                                           {"ũy", "uỹ"},
                                                                           {"ụy", "uỵ"}}};
    /// The name with the tones that stand as in `ways[..][from]` moved, if there are any.
    const auto moved = [](std::string_view name, std::size_t from) {
        std::string out;
        bool any = false;
        while (!name.empty()) {
            const auto end = std::min(name.find(' '), name.size());
            auto word = std::string{name.substr(0, end)};
            for (const auto& way : ways) {
                if (!word.ends_with(way.at(from)) || word.starts_with('Q') || word.starts_with('q')) continue;
                word.replace(word.size() - way.at(from).size(), std::string::npos, way.at(1 - from));
                any = true;
                break;
            }
            out += (out.empty() ? "" : " ") + word;
            name.remove_prefix(std::min(end + 1, name.size()));
        }
        return any ? out : std::string{};
    };
    const auto& units = viet_nam_2025().registry();
    std::map<date, std::array<int, 2>> count;  // with the tone on the first vowel, on the second
    for (const date on : {eve, day}) {
        for (const auto& u : units.on(on, unit_tier::commune)) {
            for (const std::size_t from : {0U, 1U}) {
                const auto other = moved(u.name(), from);
                if (other.empty()) continue;
                ++count[on].at(from);
                CAPTURE(other);
                const name_query query{.day = on, .within = u.parent(), .tier = u.tier()};
                CHECK(one(nation(), std::string{find_unit_kind(u.kind())->vietnamese} + ' ' + other, query) == &u);
            }
        }
    }
    CHECK(count == std::map<date, std::array<int, 2>>{{eve, {553, 97}}, {day, {190, 0}}});
}

TEST_CASE("without marks 10 pairs of communes share a name within their new province") {
    const auto& units = viet_nam_2025().registry();
    std::map<name_status, int> found;
    for (const auto& u : units.on(day, unit_tier::commune)) {
        const name_query bare{.day = day, .within = u.parent(), .tier = u.tier(), .marks_may_lack = true};
        ++found[nation().find(search_key(u.name()).value(), bare).status()];
    }
    CHECK(found == std::map<name_status, int>{{name_status::matched, 3'301}, {name_status::ambiguous, 20}});
}

TEST_CASE("all names of the nation are found by their chain, as texts have it") {
    const auto& units = viet_nam_2025().registry();
    std::vector<std::string> lost;
    for (const date on : {eve, day}) {
        for (const auto& u : units.units()) {
            if (!u.valid().contains(on)) continue;
            std::string chain = full_name(u);
            for (const auto* above : units.ancestors_of(u, on)) chain += ", " + full_name(*above);
            const auto* const found = one(nation(), chain, {.day = on});
            if (found != &u) lost.push_back(chain);
        }
    }
    CHECK(lost == std::vector<std::string>{});
}

TEST_CASE("the index of the nation takes less than 4 MB") { CHECK(nation().memory() < 4'000'000); }
