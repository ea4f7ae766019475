// SPDX-License-Identifier: MIT
//
// Names and codes of Điện Biên: what a join on them gets wrong, and which of them mean another commune on another day.
#include <muong/data/dien_bien.hpp>

#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "data/consolidation.hpp"
#include "data/dien_bien_units.hpp"

using namespace muong;
using muong::test::communes;
using muong::test::day;
using muong::test::eve;
using muong::test::units;

namespace {

/// Old unit -> new unit, by the law.
const std::map<const unit*, const unit*>& successors() {
    static const auto all = [] {
        std::map<const unit*, const unit*> to;
        for (const auto& t : units().transfers_on(day)) to.emplace(t.from(), t.to());
        return to;
    }();
    return all;
}

std::string register_name(const unit& u) {
    for (const auto& v : u.variants()) {
        if (v.spelled_by == "register") return std::string{v.name};
    }
    return std::string{u.name()};
}
std::string name(const unit& u) { return std::string{u.name()}; }
std::string kind_and(const unit& u, const std::string& text) { return std::string{u.kind()} + ' ' + text; }

/// Without tone marks and diacritics; case is kept.
std::string bare(const std::string& text) {
    static const auto plain = [] {
        std::map<std::string, std::string> letters;
        constexpr std::array<std::string_view, 14> rows{
            "aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ", "dđ",
            "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "EÈÉẺẼẸÊỀẾỂỄỆ", "IÌÍỈĨỊ", "OÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "UÙÚỦŨỤƯỪỨỬỮỰ", "YỲÝỶỸỴ", "DĐ"};
        for (const auto row : rows) {
            for (std::size_t at = 1; at < row.size();) {
                const auto lead = static_cast<unsigned char>(row[at]);
                const std::size_t size = lead >= 0xE0 ? 3 : 2;
                letters.emplace(row.substr(at, size), row.substr(0, 1));
                at += size;
            }
        }
        return letters;
    }();
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t size = lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        const auto letter = text.substr(at, size);
        const auto known = plain.find(letter);
        out += known == plain.end() ? letter : known->second;
        at += size;
    }
    return out;
}

struct join_result {
    int right = 0, wrong = 0, none = 0;
    friend bool operator==(const join_result&, const join_result&) = default;
    friend std::ostream& operator<<(std::ostream& out, const join_result& r) {
        return out << r.right << " right, " << r.wrong << " wrong, " << r.none << " none";
    }
};

/// Looks each old commune up among the new ones by a key of its own.
join_result join(const std::function<std::string(const unit&)>& old_key,
                 const std::function<std::string(const unit&)>& new_key) {
    std::map<std::string, const unit*> by_key;
    for (const auto* u : communes(day)) REQUIRE(by_key.emplace(new_key(*u), u).second);
    join_result result;
    for (const auto* u : communes(eve)) {
        const auto found = by_key.find(old_key(*u));
        ++(found == by_key.end() ? result.none : found->second == successors().at(u) ? result.right : result.wrong);
    }
    return result;
}

using names = std::set<std::string>;

}  // namespace

TEST_CASE("what a join on names or codes gets wrong is what it is said to get wrong") {
    const auto code = [](const unit& u) { return to_string(u.code()); };
    CHECK(join(name, name) == join_result{39, 3, 87});
    CHECK(join(register_name, name) == join_result{38, 3, 88});
    const auto kind_name = [](const unit& u) { return kind_and(u, name(u)); };
    CHECK(join(kind_name, kind_name) == join_result{36, 2, 91});
    CHECK(join([](const unit& u) { return kind_and(u, register_name(u)); }, kind_name) == join_result{35, 2, 92});
    const auto bare_name = [](const unit& u) { return bare(name(u)); };
    CHECK(join([&](const unit& u) { return bare_name(u); }, bare_name) == join_result{39, 3, 87});
    CHECK(join(code, code) == join_result{45, 0, 84});
}

TEST_CASE("three new communes bear the name of an old one that went elsewhere") {
    std::map<std::string, std::array<std::string, 2>> strangers;  // name -> code of the old one, where it went
    for (const auto* u : communes(day)) {
        for (const auto& old : units().named(u->name(), eve)) {
            if (old.tier() != unit_tier::commune || successors().at(&old) == u) continue;
            strangers[to_string(u->code()) + ' ' + name(*u)] = {to_string(old.code()), name(*successors().at(&old))};
        }
    }
    CHECK(strangers ==
          std::map<std::string, std::array<std::string, 2>>{{"03166 Mường Chà", {"03172", "Na Sang"}},
                                                            {"03334 Mường Thanh", {"03136", "Điện Biên Phủ"}},
                                                            {"03356 Sam Mứn", {"03355", "Thanh An"}}});
}

TEST_CASE("a code that is used again names another unit on another day") {
    SUBCASE("03166 is Chà Cang on the eve") { CHECK(units().at("03166"_unit, eve)->name() == "Chà Cang"); }
    SUBCASE("03166 is Mường Chà on the day") { CHECK(units().at("03166"_unit, day)->name() == "Mường Chà"); }
    SUBCASE("every new code was the code of a predecessor; 21 bear another name, 24 the same, 21 of them and kind") {
        int other = 0, same = 0, same_kind = 0;
        for (const auto* u : communes(day)) {
            const auto* before = units().at(u->code(), eve);
            REQUIRE(before != nullptr);
            CHECK(successors().at(before) == u);
            if (before->name() != u->name()) {
                ++other;
            } else {
                ++same;
                same_kind += static_cast<int>(before->kind() == u->kind());
            }
        }
        CHECK(other == 21);
        CHECK(same == 24);
        CHECK(same_kind == 21);
    }
    SUBCASE("in 15 communes the name came from one predecessor and the code from another") {
        std::map<std::string, std::string> of;
        for (const auto& [from, to] : successors()) {
            if (from->name() == to->name() && from->code() != to->code()) of[name(*to)] = to_string(from->code());
        }
        CHECK(of.size() == 15);
        CHECK(of.at("Sín Thầu") == "03154");
        CHECK(of.at("Thanh An") == "03343");
        CHECK(of.at("Tìa Dình") == "03384");
    }
    SUBCASE("three new names are borne by no old commune") {
        names fresh;
        for (const auto* u : communes(day)) {
            bool known = false;
            for (const auto& old : units().named(u->name(), eve)) known |= old.tier() == unit_tier::commune;
            if (!known) fresh.insert(name(*u));
        }
        CHECK(fresh == names{"Điện Biên Phủ", "Mường Lay", "Sáng Nhè"});
    }
}

TEST_CASE("the register spells seven communes of the eve in another way than the resolution") {
    std::map<std::string, std::string> other;
    for (const auto* u : communes(eve)) {
        if (register_name(*u) != name(*u)) other[to_string(u->code()) + ' ' + name(*u)] = register_name(*u);
    }
    CHECK(other == std::map<std::string, std::string>{{"03177 Huổi Lếch", "Huổi Lếnh"},
                                                      {"03178 Sá Tổng", "Xá Tổng"},
                                                      {"03223 Sín Chải", "Xín Chải"},
                                                      {"03244 Xá Nhè", "Sáng Nhè"},
                                                      {"03352 Noong Hẹt", "Noọng Hẹt"},
                                                      {"03370 Pu Nhi", "Pú Nhi"},
                                                      {"03379 Luân Giói", "Luân Giới"}});
}

TEST_CASE("names are unique with their marks, and Na Tông and Nà Tòng are one without them") {
    std::map<std::string, int> marked, unmarked;
    for (const auto* u : communes(eve)) {
        ++marked[name(*u)];
        ++unmarked[bare(name(*u))];
    }
    for (const auto& entry : marked) CHECK_MESSAGE(entry.second == 1, entry.first);
    CHECK(unmarked.at("Na Tong") == 2);
    CHECK(unmarked.size() == 128);
}

TEST_CASE("eight communes join land of several districts") {
    std::map<const unit*, std::set<unit_code>> districts;
    for (const auto& [from, to] : successors()) districts[to].insert(*from->parent());
    names across;
    for (const auto& [to, of] : districts) {
        if (of.size() > 1) across.insert(name(*to));
    }
    CHECK(across ==
          names{"Mường Lay", "Quảng Lâm", "Mường Pồn", "Tủa Chùa", "Sáng Nhè", "Búng Lao", "Nà Tấu", "Mường Thanh"});
}
