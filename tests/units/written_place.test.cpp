// SPDX-License-Identifier: MIT
#include <muong/units/written_place.hpp>

#include <doctest/doctest.h>

#include <array>
#include <sstream>
#include <string>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

namespace {

/// "xa:Mường Nhé|huyen:Mường Nhé": the parts, with ? behind a kind that is not certain.
std::string parts(std::string_view text) {
    std::ostringstream out;
    const auto place = written_place::parse(text);
    if (place.fault() != place_fault::none) out << place.fault();
    bool first = true;
    for (const auto& part : place.parts()) {
        if (!first) out << '|';
        first = false;
        if (!part.kinds.empty()) out << part.kinds << (part.certain ? ":" : "?:");
        out << part.name;
    }
    return out.str();
}

}  // namespace

TEST_CASE("the words for the kinds are read with marks and without, in any case") {
    CHECK(parts("Xã Mường Nhé") == "xa:Mường Nhé");
    CHECK(parts("  XÃ MƯỜNG NHÉ ") == "xa:MƯỜNG NHÉ");
    CHECK(parts("Phường Điện Biên Phủ") == "phuong:Điện Biên Phủ");
    CHECK(parts("thị trấn Tủa Chùa") == "thi_tran:Tủa Chùa");
    CHECK(parts("thi tran Tua Chua") == "thi_tran:Tua Chua");
    CHECK(parts("Thị xã Mường Lay") == "thi_xa:Mường Lay");
    CHECK(parts("thành phố Huế") == "thanh_pho:Huế");
    CHECK(parts("đặc khu Phú Quốc") == "dac_khu:Phú Quốc");
    CHECK(parts("huyện đảo Lý Sơn") == "huyen:Lý Sơn");
    CHECK(parts("Quận Ba Đình") == "quan:Ba Đình");
    CHECK(parts("tỉnh: Điện Biên") == "tinh:Điện Biên");
    CHECK(parts("Xa\u0303 Mu\u031Bo\u031B\u0300ng Nhe\u0301") == "xa:Mu\u031Bo\u031B\u0300ng Nhe\u0301");
}

TEST_CASE("a word without its marks may begin a name, and one with other marks does") {
    CHECK(parts("xa Muong Nhe") == "xa?:Muong Nhe");
    CHECK(parts("Xa Dung") == "xa?:Dung");
    CHECK(parts("Xá Nhè") == "Xá Nhè");
    CHECK(parts("Phương Thiện") == "Phương Thiện");
    CHECK(parts("Quan Sơn") == "quan?:Sơn");
    CHECK(parts("Tịnh Biên") == "Tịnh Biên");
    CHECK(parts("Thị Cầu") == "Thị Cầu");
    CHECK(parts("Tân Xã") == "Tân Xã");
    CHECK(parts("Xanh") == "Xanh");
    CHECK(parts("phuong 4") == "phuong:4");
}

TEST_CASE("abbreviations are read with a point, glued to a number, or before a blank") {
    CHECK(parts("X. Mường Nhé") == "xa:Mường Nhé");
    CHECK(parts("X.Mường Nhé") == "xa:Mường Nhé");
    CHECK(parts("P. Mường Thanh") == "phuong:Mường Thanh");
    CHECK(parts("F.4") == "phuong:4");
    CHECK(parts("p15") == "phuong:15");
    CHECK(parts("q9") == "quan:9");
    CHECK(parts("P 04") == "phuong:04");
    CHECK(parts("P Rao") == "phuong?:Rao");
    CHECK(parts("tx kỳ anh") == "thi_xa:kỳ anh");
    CHECK(parts("TX.Kỳ Anh") == "thi_xa:Kỳ Anh");
    CHECK(parts("TT. Tủa Chùa") == "thi_tran:Tủa Chùa");
    CHECK(parts("T.T Tủa Chùa") == "thi_tran:Tủa Chùa");
    CHECK(parts("TP Hồ Chí Minh") == "thanh_pho:Hồ Chí Minh");
    CHECK(parts("TP.Hồ Chí Minh") == "thanh_pho:Hồ Chí Minh");
    CHECK(parts("ĐK. Côn Đảo") == "dac_khu:Côn Đảo");
    CHECK(parts("DK Con Dao") == "dac_khu:Con Dao");
    CHECK(parts("H. Điện Biên") == "huyen:Điện Biên");
    CHECK(parts("T. Điện Biên") == "tinh:Điện Biên");
    CHECK(parts("H'Bông") == "H'Bông");
    CHECK(parts("Y Tý") == "Y Tý");
    CHECK(parts("Q") == "Q");
}

TEST_CASE("English words stand before a number, before of, or behind the name") {
    CHECK(parts("Mường Nhé commune") == "xa:Mường Nhé");
    CHECK(parts("Commune of Mường Nhé") == "xa:Mường Nhé");
    CHECK(parts("Ward 04") == "phuong:04");
    CHECK(parts("District 1") == "huyen or quan:1");
    CHECK(parts("Điện Biên Province") == "tinh:Điện Biên");
    CHECK(parts("Ho Chi Minh City") == "thanh_pho:Ho Chi Minh");
    CHECK(parts("Tua Chua township") == "thi_tran:Tua Chua");
    CHECK(parts("Muong Lay town") == "thi_tran or thi_xa:Muong Lay");
    CHECK(parts("Mường Nhé rural district") == "huyen:Mường Nhé");
    CHECK(parts("Phu Quoc Special Zone") == "dac_khu:Phu Quoc");
    CHECK(parts("Xa Dung commune") == "xa:Xa Dung");
    CHECK(parts("Ward") == "only_a_kind");
}

TEST_CASE("a chain is told from the lowest unit up, whichever way it was written") {
    constexpr auto wanted = "xa:Mường Nhé|huyen:Mường Nhé|tinh:Điện Biên";
    CHECK(parts("xã Mường Nhé, huyện Mường Nhé, tỉnh Điện Biên") == wanted);
    CHECK(parts("tỉnh Điện Biên; H. Mường Nhé / X.Mường Nhé") == wanted);
    CHECK(parts("tỉnh Điện Biên\nhuyện Mường Nhé\nxã Mường Nhé\n") == wanted);
    CHECK(parts("Trung Thu,Tả Phìn") == "Trung Thu|Tả Phìn");
    CHECK(parts("Trung Thu\uFF0CTả Phìn") == "Trung Thu|Tả Phìn");
    CHECK(parts("Điện Biên, xã Mường Nhé") == "xa:Mường Nhé|Điện Biên");
    CHECK(parts("tỉnh Điện Biên, Mường Nhé") == "Mường Nhé|tinh:Điện Biên");
    CHECK(parts("TP. Huế, P. Thuận Hòa") == "phuong:Thuận Hòa|thanh_pho:Huế");
    CHECK(written_place::parse("xã A, B").order_is_known());
    CHECK_FALSE(written_place::parse("A, B").order_is_known());
    CHECK(parts("Văn Miếu - Quốc Tử Giám, Hà Nội") == "Văn Miếu - Quốc Tử Giám|Hà Nội");
}

TEST_CASE("what is no place has its reason") {
    CHECK(parts("") == "empty");
    CHECK(parts(" ,\t; . \n") == "empty");
    CHECK(parts("xã") == "only_a_kind");
    CHECK(parts("Thị trấn, ") == "only_a_kind");
    CHECK(parts("M\xC6ng") == "invalid_utf8");
    CHECK(parts("a,b,c,d,e,f,g") == "too_many_parts");
    CHECK(parts(std::string(1'000'000, 'x')).size() == 1'000'000);
    CHECK(written_place::parse(std::string(1'000'000, ',')).fault() == place_fault::empty);
}

TEST_CASE("the parts of any bytes are views of them, in one order or the other") {
    constexpr std::array<std::string_view, 24> pieces{"xã",  "Xa", "thị", "trấn",   " ",    " ", ", ",     "-",
                                                      "p.",  "T.", "TP",  "4",      "Dung", "é", "\n",     "ward",
                                                      "of ", "'",  ".",   "\u0301", "\xC6", "đ", "\u00A0", "city"};
    for_all(
        [&](source_of_chance& chance) {
            std::string text;
            for (auto n = chance.between(0, 10); n > 0; --n) text += chance.pick(pieces);
            return text;
        },
        [](const std::string& text) {
            CAPTURE(text);
            const auto place = written_place::parse(text);
            CHECK((place.fault() == place_fault::none) == !place.parts().empty());
            const char* last = nullptr;
            int falls = 0, rises = 0;
            for (const auto& part : place.parts()) {
                CHECK_FALSE(part.text.empty());
                CHECK((part.text.data() >= text.data() &&
                       part.text.data() + part.text.size() <= text.data() + text.size()));
                CHECK((part.name.empty() || part.text.find(part.name) != std::string_view::npos));
                if (last != nullptr) ++(part.text.data() > last ? rises : falls);
                last = part.text.data();
            }
            CHECK((falls == 0 || rises == 0));
        },
        20'000);
}

TEST_CASE("a set of kinds has the kinds that were put in") {
    constexpr auto town = kind_set::of("thi_xa") | kind_set::of("thi_tran");
    static_assert(town.contains("thi_xa") && !town.contains("xa") && !town.contains("commune"));
    static_assert(kind_set::of("commune").empty() && kind_set{}.empty() && !town.empty());
    static_assert(kind_set::of("thanh_pho").tiers() == 3 && town.tiers() == 6 && kind_set{}.tiers() == 0);
    CHECK(to_string(town) == "thi_tran or thi_xa");
    CHECK(to_string(kind_set{}).empty());
}
