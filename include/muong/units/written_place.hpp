// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/export.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace muong::inline v0 {

/// Kinds of unit that a written word may mean: "xã" one, the English "district" two. The kinds are those of Viet Nam,
/// by the words of its data sets: xa, phuong, thi_tran, dac_khu; huyen, quan, thi_xa, thanh_pho; tinh.
class kind_set {
public:
    constexpr kind_set() noexcept = default;  ///< none: no kind is written
    /// The set of one kind; none for a word that is not one of the nine.
    [[nodiscard]] static constexpr kind_set of(std::string_view kind) noexcept {
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i] == kind) return kind_set{1U << i};
        }
        return {};
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    [[nodiscard]] constexpr bool contains(std::string_view kind) const noexcept { return overlaps(of(kind)); }
    [[nodiscard]] constexpr bool overlaps(kind_set other) const noexcept { return (bits_ & other.bits_) != 0; }
    [[nodiscard]] friend constexpr kind_set operator|(kind_set a, kind_set b) noexcept {
        return kind_set{static_cast<unsigned>(a.bits_ | b.bits_)};
    }
    friend constexpr bool operator==(kind_set, kind_set) noexcept = default;
    friend MUONG_EXPORT std::ostream& operator<<(std::ostream& out, kind_set kinds);
    friend MUONG_EXPORT std::string to_string(kind_set kinds);

    /// Tiers of the kinds in the set, as bits: 1 province, 2 district, 4 commune. A city may be a province or a
    /// district.
    [[nodiscard]] constexpr unsigned tiers() const noexcept {
        return ((bits_ & 0x00FU) != 0 ? 4U : 0U) | ((bits_ & 0x0F0U) != 0 ? 2U : 0U) |
               ((bits_ & 0x180U) != 0 ? 1U : 0U);
    }

private:
    constexpr explicit kind_set(unsigned bits) noexcept : bits_{static_cast<std::uint16_t>(bits)} {}
    static constexpr std::array<std::string_view, 9> words{"xa",   "phuong", "thi_tran",  "dac_khu", "huyen",
                                                           "quan", "thi_xa", "thanh_pho", "tinh"};
    std::uint16_t bits_ = 0;
};

/// "huyen or quan"; empty for none.
[[nodiscard]] MUONG_EXPORT std::string to_string(kind_set kinds);

/// What makes text no name of a place.
enum class place_fault : std::uint8_t {
    none,
    invalid_utf8,    ///< bytes that are not UTF-8
    empty,           ///< nothing but blanks and separators
    only_a_kind,     ///< "xã": the word for a kind and no name
    too_many_parts,  ///< more than six parts
};
[[nodiscard]] MUONG_EXPORT std::string_view to_string(place_fault fault) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, place_fault fault);

/// One unit as somebody wrote it.
struct written_unit {
    std::string_view text;  ///< all of it, without blanks at the ends
    std::string_view name;  ///< without the word for its kind; as it stands, digits and marks included
    kind_set kinds;         ///< what that word can mean; none if there is no such word
    /// Whether that word can be nothing else: "xã", "X.", "p15". Not so "xa", since there is a commune Xa Dung.
    bool certain = true;
};

/// A place as people write it: one unit, or a chain of units separated by comma (the full-width one of East Asian
/// keyboards too), semicolon, slash, bar or line break.
///
/// Known before a name: xã, phường, thị trấn, đặc khu, huyện, huyện đảo, quận, thị xã, thành phố, tỉnh, with marks or
/// without, in any case, composed or not; X., P., F., TT., ĐK., H., Q., TX., TP., T., also without the point; p15, q9;
/// Ward 4, District 1, Province of ...; behind a name: ward, commune, township, town, district, city, province, special
/// zone. Texts are views of what was read.
class written_place {
public:
    static constexpr std::size_t max_parts = 6;

    /// O(n). Never throws for any bytes; `fault` tells why there are no parts.
    [[nodiscard]] MUONG_EXPORT static written_place parse(std::string_view text);

    [[nodiscard]] place_fault fault() const noexcept { return fault_; }
    /// The units, the lowest first if their kinds tell the order, else as written; empty if there is a fault.
    [[nodiscard]] std::span<const written_unit> parts() const& noexcept { return {parts_.data(), count_}; }
    std::span<const written_unit> parts() const&& = delete;
    /// Whether the kinds tell which end is the lowest.
    [[nodiscard]] bool order_is_known() const noexcept { return ordered_; }

private:
    std::array<written_unit, max_parts> parts_;
    std::size_t count_ = 0;
    place_fault fault_ = place_fault::none;
    bool ordered_ = true;
};

}  // namespace muong::v0
