// SPDX-License-Identifier: MIT
//
// What is published of the consolidation in numbers is what the compiled-in data add up to: the totals of each
// resolution, the codes that go on under another name, and the names that more than one commune bears.
#include <muong/data/viet_nam_2025.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "data/consolidation.hpp"

using namespace muong;
using muong::test::day;
using muong::test::eve;

namespace {

const registry& units() { return viet_nam_2025().registry(); }

using transfers_by_unit = std::map<const unit*, std::vector<const transfer*>>;

transfers_by_unit transfers_by(const unit* (transfer::*end)() const noexcept) {
    transfers_by_unit all;
    for (const auto& t : units().transfers_on(day)) {
        if (t.to()->tier() == unit_tier::commune) all[(t.*end)()].push_back(&t);
    }
    return all;
}
const transfers_by_unit& from() {
    static const auto all = transfers_by(&transfer::from);
    return all;
}
const transfers_by_unit& to() {
    static const auto all = transfers_by(&transfer::to);
    return all;
}
const unit_code& province_of(const std::vector<const transfer*>& went) { return *went.front()->to()->parent(); }

/// Right, right but the commune was divided, wrong, several found, none found.
using join_result = std::array<int, 5>;

/// Looks each old commune up among the new ones that `fits` tells.
template <class Fits>
join_result join(Fits fits) {
    std::map<std::string_view, std::vector<const unit*>> named;
    for (const auto& entry : to()) named[entry.first->name()].push_back(entry.first);
    join_result counts{};
    for (const auto& [old, went] : from()) {
        if (old->tier() != unit_tier::commune) continue;
        std::vector<const unit*> found;
        for (const auto* u : named[old->name()]) {
            if (fits(*old, went, *u)) found.push_back(u);
        }
        const bool right = found.size() == 1 && std::any_of(went.begin(), went.end(), [&](const transfer* t) {
                               return t->to() == found.front();
                           });
        ++counts.at(found.empty() ? 4U : found.size() > 1 ? 3U : !right ? 2U : went.size() > 1 ? 1U : 0U);
    }
    return counts;
}

}  // namespace

TEST_CASE("each of the 34 provinces has the communes that its resolution counts, of each kind") {
    struct totals {
        std::string_view province;
        std::array<int, 3> before;  // xã, phường, thị trấn
        int islands;                // districts that had no communes
        std::array<int, 3> after;   // xã, phường, đặc khu
    };
    constexpr totals all[] = {
        {"01", {345, 160, 21}, 0, {75, 51, 0}},   // Hà Nội
        {"04", {139, 8, 14}, 0, {53, 3, 0}},      // Cao Bằng
        {"08", {296, 15, 19}, 0, {117, 7, 0}},    // Tuyên Quang
        {"11", {115, 9, 5}, 0, {42, 3, 0}},       // Điện Biên
        {"12", {94, 5, 7}, 0, {36, 2, 0}},        // Lai Châu
        {"14", {177, 15, 8}, 0, {67, 8, 0}},      // Sơn La
        {"15", {272, 28, 19}, 0, {89, 10, 0}},    // Lào Cai
        {"19", {216, 47, 17}, 0, {77, 15, 0}},    // Thái Nguyên
        {"20", {175, 5, 14}, 0, {61, 4, 0}},      // Lạng Sơn
        {"22", {91, 73, 7}, 0, {22, 30, 2}},      // Quảng Ninh
        {"24", {209, 85, 19}, 0, {66, 33, 0}},    // Bắc Ninh
        {"25", {397, 42, 40}, 0, {133, 15, 0}},   // Phú Thọ
        {"31", {232, 125, 17}, 1, {67, 45, 2}},   // Hải Phòng
        {"33", {341, 23, 17}, 0, {93, 11, 0}},    // Hưng Yên
        {"37", {311, 62, 25}, 0, {97, 32, 0}},    // Ninh Bình
        {"38", {452, 63, 32}, 0, {147, 19, 0}},   // Thanh Hóa
        {"40", {362, 33, 17}, 0, {119, 11, 0}},   // Nghệ An
        {"42", {170, 25, 14}, 0, {60, 9, 0}},     // Hà Tĩnh
        {"44", {217, 28, 19}, 1, {69, 8, 1}},     // Quảng Trị
        {"46", {78, 48, 7}, 0, {19, 21, 0}},      // Huế
        {"48", {201, 65, 14}, 1, {70, 23, 1}},    // Đà Nẵng
        {"51", {229, 27, 16}, 1, {86, 9, 1}},     // Quảng Ngãi
        {"52", {295, 52, 26}, 0, {110, 25, 0}},   // Gia Lai
        {"56", {143, 42, 9}, 0, {48, 16, 1}},     // Khánh Hòa
        {"66", {231, 36, 19}, 0, {88, 14, 0}},    // Đắk Lắk
        {"68", {259, 40, 30}, 0, {103, 20, 1}},   // Lâm Đồng
        {"75", {203, 53, 14}, 0, {72, 23, 0}},    // Đồng Nai
        {"79", {137, 287, 17}, 1, {54, 113, 1}},  // Hồ Chí Minh
        {"80", {231, 28, 21}, 0, {82, 14, 0}},    // Tây Ninh
        {"82", {249, 39, 17}, 0, {82, 20, 0}},    // Đồng Tháp
        {"86", {300, 28, 26}, 0, {105, 19, 0}},   // Vĩnh Long
        {"91", {226, 44, 28}, 0, {85, 14, 3}},    // An Giang
        {"92", {167, 68, 28}, 0, {72, 31, 0}},    // Cần Thơ
        {"96", {131, 19, 14}, 0, {55, 9, 0}},     // Cà Mau
    };
    std::map<std::string, std::map<std::string_view, int>> before, after;
    for (const auto& [old, went] : from()) ++before[to_string(province_of(went))][old->kind()];
    for (const auto& entry : to()) ++after[to_string(*entry.first->parent())][entry.first->kind()];
    CHECK(before.size() == std::size(all));
    CHECK(after.size() == std::size(all));
    for (const auto& wanted : all) {
        CAPTURE(wanted.province);
        auto& old = before[std::string{wanted.province}];
        CHECK(std::array{old["xa"], old["phuong"], old["thi_tran"]} == wanted.before);
        CHECK(old["huyen"] == wanted.islands);
        auto& made = after[std::string{wanted.province}];
        CHECK(std::array{made["xa"], made["phuong"], made["dac_khu"]} == wanted.after);
    }
}

TEST_CASE("297 communes draw on several old districts, so that 392 of 696 districts equal whole communes") {
    const auto district = [](const unit& u) {
        return u.tier() == unit_tier::district ? &u : units().at(*u.parent(), eve);
    };
    int several = 0;
    std::set<const unit*> all, broken;
    for (const auto& [made, draws_on] : to()) {
        std::set<const unit*> districts;
        for (const auto* t : draws_on) districts.insert(district(*t->from()));
        all.insert(districts.begin(), districts.end());
        if (districts.size() == 1) continue;
        ++several;
        broken.insert(districts.begin(), districts.end());
    }
    CHECK(several == 297);
    CHECK(all.size() == 696);
    CHECK(all.size() - broken.size() == 392);
}

TEST_CASE("of 3,316 codes that go on, 1,812 are under another name and 139 come from a divided commune") {
    int goes_on = 0, other_name = 0, of_a_part = 0;
    std::set<std::string> fresh;
    for (const auto& [made, made_of] : to()) {
        const auto at = std::find_if(made_of.begin(), made_of.end(),
                                     [&made = made](const transfer* t) { return t->from_code() == made->code(); });
        if (at == made_of.end()) {
            fresh.insert(to_string(made->code()) + ' ' + std::string{made->name()});
            continue;
        }
        ++goes_on;
        other_name += static_cast<int>((*at)->from()->name() != made->name());
        of_a_part += static_cast<int>((*at)->extent() == extent::part);
    }
    CHECK(goes_on == 3316);
    CHECK(other_name == 1812);
    CHECK(of_a_part == 139);
    CHECK(fresh == std::set<std::string>{"11948 Bạch Long Vĩ", "19742 Cồn Cỏ", "20333 Hoàng Sa", "21548 Lý Sơn",
                                         "26732 Côn Đảo"});
}

TEST_CASE("a join on names finds a wrong, several or no communes for most, even within the province and the kind") {
    CHECK(join([](const unit&, const auto&, const unit&) { return true; }) == join_result{1597, 59, 1095, 1568, 5716});
    const auto there = [](const auto& went, const unit& u) { return u.parent() == province_of(went); };
    CHECK(join([&](const unit&, const auto& went, const unit& u) { return there(went, u); }) ==
          join_result{2127, 80, 268, 0, 7560});
    CHECK(join([&](const unit& old, const auto& went, const unit& u) {
              return there(went, u) && u.kind() == old.kind();
          }) == join_result{1736, 69, 158, 0, 8072});
}

TEST_CASE("232 communes bear the name of an old one of their province that is no part of them") {
    std::map<std::pair<unit_code, std::string_view>, std::vector<const unit*>> old_names;
    for (const auto& [old, went] : from()) {
        if (old->tier() == unit_tier::commune) old_names[{province_of(went), old->name()}].push_back(old);
    }
    int with_namesake = 0, only_namesakes = 0;
    for (const auto& [made, made_of] : to()) {
        const auto& namesakes = old_names[{*made->parent(), made->name()}];
        const auto own = std::count_if(made_of.begin(), made_of.end(), [&](const transfer* t) {
            return std::find(namesakes.begin(), namesakes.end(), t->from()) != namesakes.end();
        });
        with_namesake += static_cast<int>(own < static_cast<std::ptrdiff_t>(namesakes.size()));
        only_namesakes += static_cast<int>(own == 0 && !namesakes.empty());
    }
    CHECK(with_namesake == 232);
    CHECK(only_namesakes == 93);
}

TEST_CASE("693 old communes in 280 groups share kind and name within their province of the day") {
    std::map<std::tuple<unit_code, std::string_view, std::string_view>, int> borne;
    for (const auto& [old, went] : from()) {
        if (old->tier() == unit_tier::commune) ++borne[{province_of(went), old->kind(), old->name()}];
    }
    int groups = 0, bearers = 0;
    for (const auto& [name, n] : borne) {
        if (n == 1) continue;
        ++groups;
        bearers += n;
    }
    CHECK(groups == 280);
    CHECK(bearers == 693);
}

TEST_CASE("156 communes of the eve have another name in the register") {
    int other = 0;
    for (const auto& u : units().units()) {
        if (u.variants().empty()) continue;
        ++other;
        CHECK(u.tier() == unit_tier::commune);
        CHECK(u.valid().last() == eve);
        REQUIRE(u.variants().size() == 1);
        CHECK(u.variants()[0].spelled_by == "register");
        CHECK(u.variants()[0].name != u.name());
    }
    CHECK(other == 156);
}
