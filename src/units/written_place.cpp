// SPDX-License-Identifier: MIT
#include <muong/units/written_place.hpp>

#include <array>
#include <ostream>

#include "core/word_list.hpp"
#include "units/place_reader.hpp"

namespace muong::inline v0 {

namespace detail {

namespace {

constexpr kind_set xa = kind_set::of("xa"), phuong = kind_set::of("phuong"), thi_tran = kind_set::of("thi_tran"),
                   dac_khu = kind_set::of("dac_khu"), huyen = kind_set::of("huyen"), quan = kind_set::of("quan"),
                   thi_xa = kind_set::of("thi_xa"), thanh_pho = kind_set::of("thanh_pho"), tinh = kind_set::of("tinh");

/// The letters of a word of at most eight, without marks, as a number.
constexpr std::uint64_t word(std::string_view letters) noexcept {
    std::uint64_t packed = 0;
    for (const char c : letters) packed = packed << 8U | static_cast<unsigned char>(c);
    return packed;
}

struct letters_of_word {
    std::uint64_t packed = 0;  // 0 for a word of more than eight letters
    sign_range all;
    bool plain = true;  // no letter has a mark or a tone
};

letters_of_word word_at(const sign* at, const sign* end) noexcept {
    letters_of_word found{0, {at, at}, true};
    const sign* s = at;
    for (; s != end && s->is_letter(); ++s) {
        found.packed = found.packed << 8U | static_cast<unsigned char>(s->base());
        found.plain = found.plain && s->is_mark_or_tone_free();
    }
    if (s - at > 8) found.packed = 0;
    found.all.last = s;
    return found;
}

/// Whether the word is spelled with exactly these marks; `spelled` is a text of ours in small letters.
bool is_spelled(const letters_of_word& w, std::string_view spelled) noexcept {
    std::array<char, key_room(8)> key;
    const auto size = write_equality(w.all.first, w.all.last, key.data());
    return std::string_view{key.data(), size} == spelled;
}

struct found_kind {
    kind_set kinds;
    bool certain = false;
    const sign* rest = nullptr;  // where the name begins
};

/// A word of the language at the beginning, followed by a blank, a point, a digit or nothing. With its marks it can be
/// nothing else; without them it may begin a name, unless it is of two words.
found_kind full_word(const letters_of_word& first, const sign* end) noexcept {
    struct entry {
        std::uint64_t first, second;
        std::string_view first_spelled, second_spelled;
        kind_set kinds;
    };
    static constexpr std::array<entry, 10> entries{{
        {word("thi"), word("tran"), "thị", "trấn", thi_tran},
        {word("thi"), word("xa"), "thị", "xã", thi_xa},
        {word("thanh"), word("pho"), "thành", "phố", thanh_pho},
        {word("dac"), word("khu"), "đặc", "khu", dac_khu},
        {word("huyen"), word("dao"), "huyện", "đảo", huyen},
        {word("xa"), 0, "xã", {}, xa},
        {word("phuong"), 0, "phường", {}, phuong},
        {word("huyen"), 0, "huyện", {}, huyen},
        {word("quan"), 0, "quận", {}, quan},
        {word("tinh"), 0, "tỉnh", {}, tinh},
    }};
    for (const auto& e : entries) {
        if (e.first != first.packed) continue;
        const bool spelled = is_spelled(first, e.first_spelled);
        if (!spelled && !first.plain) continue;
        const sign* after = first.all.last;
        bool certain = spelled;
        if (e.second != 0) {
            while (after != end && after->is_blank()) ++after;
            const auto second = word_at(after, end);
            if (after == first.all.last || second.packed != e.second) continue;
            if (!second.plain && !is_spelled(second, e.second_spelled)) continue;
            after = second.all.last;
            certain = true;
        }
        if (after != end && !after->is_blank() && !after->is_digit() && after->code_point() != U'.' &&
            after->code_point() != U':') {
            continue;
        }
        const sign* rest = after;
        while (rest != end && (rest->is_blank() || rest->code_point() == U'.' || rest->code_point() == U':')) ++rest;
        return {e.kinds, certain || (rest != end && rest->is_digit()), rest};
    }
    return {};
}

kind_set kinds_of_short(std::uint64_t packed) noexcept {
    switch (packed) {
        case word("tp"):
            return thanh_pho;
        case word("tx"):
            return thi_xa;
        case word("tt"):
            return thi_tran;
        case word("dk"):
            return dac_khu;
        case word("x"):
            return xa;
        case word("p"):
        case word("f"):
            return phuong;
        case word("h"):
            return huyen;
        case word("q"):
            return quan;
        case word("t"):
            return tinh;
        default:
            return {};
    }
}

/// "P.", "TX.", "T.T", "p15", "tx ...": a letter or two, followed by a point, a digit or a blank.
found_kind short_word(letters_of_word first, const sign* end) noexcept {
    if (first.all.last == end || first.all.last - first.all.first > 2) return {};
    if (first.packed == word("t") && first.all.last->code_point() == U'.') {  // T.P, T.X, T.T
        const auto second = word_at(first.all.last + 1, end);
        const auto both = word("t") << 8U | second.packed;
        if (second.all.last - second.all.first == 1 && !kinds_of_short(both).empty() && second.all.last != end) {
            first.packed = both;
            first.all.last = second.all.last;
            first.plain = first.plain && second.plain;
        }
    }
    const auto kinds = kinds_of_short(first.packed);
    if (kinds.empty() || (!first.plain && !is_spelled(first, "đk"))) return {};
    const sign* rest = first.all.last;
    bool certain = first.packed > 0xFF || rest->is_digit();
    if (rest->code_point() == U'.') {
        certain = true;
    } else if (!rest->is_blank() && !rest->is_digit()) {
        return {};
    }
    while (rest != end && (rest->is_blank() || rest->code_point() == U'.')) ++rest;
    return {kinds, certain || (rest != end && rest->is_digit()), rest};
}

kind_set kinds_of_english(std::uint64_t packed) noexcept {
    switch (packed) {
        case word("commune"):
            return xa;
        case word("ward"):
            return phuong;
        case word("township"):
            return thi_tran;
        case word("town"):
            return thi_xa | thi_tran;
        case word("district"):
            return huyen | quan;
        case word("city"):
            return thanh_pho;
        case word("province"):
            return tinh;
        default:
            return {};
    }
}

/// "Ward 4", "Province of ...".
found_kind english_before(const letters_of_word& first, const sign* end) noexcept {
    const auto kinds = kinds_of_english(first.packed);
    if (kinds.empty() || !first.plain) return {};
    const sign* rest = first.all.last;
    while (rest != end && rest->is_blank()) ++rest;
    if (rest == end) return {kinds, true, rest};
    if (rest == first.all.last) return {};
    if (rest->is_digit()) return {kinds, true, rest};
    const auto of = word_at(rest, end);
    if (of.packed != word("of") || !of.plain || of.all.last == end || !of.all.last->is_blank()) return {};
    rest = of.all.last;
    while (rest != end && rest->is_blank()) ++rest;
    return {kinds, true, rest};
}

found_kind kind_before(sign_range all) noexcept {
    const auto first = word_at(all.first, all.last);
    if (first.packed == 0) return {};
    if (auto found = full_word(first, all.last); found.rest != nullptr) return found;
    if (auto found = short_word(first, all.last); found.rest != nullptr) return found;
    return english_before(first, all.last);
}

const sign* begin_of_last_word(const sign* first, const sign* last) noexcept {
    while (last != first && last[-1].is_letter()) --last;
    return last;
}
const sign* without_blanks_behind(const sign* first, const sign* last) noexcept {
    while (last != first && last[-1].is_blank()) --last;
    return last;
}

/// "... ward", "... special zone": the end of the name is in `rest`.
found_kind english_behind(sign_range all) noexcept {
    const sign* begin = begin_of_last_word(all.first, all.last);
    if (begin == all.first || !begin[-1].is_blank() || all.last - begin < 4) return {};
    const auto last = word_at(begin, all.last);
    const sign* name_end = without_blanks_behind(all.first, begin);
    const sign* before = begin_of_last_word(all.first, name_end);
    const auto qualifier = before == all.first ? letters_of_word{} : word_at(before, name_end);
    if (last.packed == word("zone") && qualifier.packed == word("special")) {
        return {dac_khu, true, without_blanks_behind(all.first, before)};
    }
    auto kinds = kinds_of_english(last.packed);
    if (kinds.empty() || !last.plain) return {};
    if (last.packed == word("district") && (qualifier.packed == word("rural") || qualifier.packed == word("urban"))) {
        kinds = qualifier.packed == word("rural") ? huyen : quan;
        name_end = without_blanks_behind(all.first, before);
    }
    return {kinds, true, name_end};
}

constexpr bool separates(char32_t c) noexcept {
    return c == U',' || c == U';' || c == U'/' || c == U'|' || c == U'\n' || c == 0xFF0C;
}

sign_range without_blanks(sign_range all) noexcept {
    while (all.first != all.last && all.first->is_blank()) ++all.first;
    all.last = without_blanks_behind(all.first, all.last);
    // A point may end a place; it belongs to no name.
    while (all.first != all.last && (all.last[-1].code_point() == U'.' || all.last[-1].is_blank())) --all.last;
    return all;
}

}  // namespace

part_signs read_part(sign_range all) noexcept {
    part_signs part{all, all, {}, true};
    const auto before = kind_before(all);
    const auto behind = before.rest != nullptr && before.certain ? found_kind{} : english_behind(all);
    if (behind.rest != nullptr) {  // "Xa Dung commune"
        part.name.last = behind.rest;
        part.kinds = behind.kinds;
    } else if (before.rest != nullptr) {
        part.name.first = before.rest;
        part.kinds = before.kinds;
        part.certain = before.certain;
    }
    return part;
}

void place_signs::add(sign_range all) noexcept {
    all = without_blanks(all);
    if (all.empty()) return;
    if (count == parts.size()) {
        fault = place_fault::too_many_parts;
        return;
    }
    parts[count++] = read_part(all);
}

void place_signs::put_in_order() noexcept {
    if (count < 2) return;
    // Each part whose kinds stand on one tier tells the order together with the next such part.
    const auto tier = [](const part_signs& p) { return p.certain ? p.kinds.tiers() : 0U; };
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = i + 1; k < count; ++k) {
            const unsigned a = tier(parts[i]), b = tier(parts[k]);
            if (a == 0 || b == 0 || (a & b) != 0) continue;
            if (a < b) turn_round();
            return;
        }
    }
    // One kind alone: a commune is the lowest, a province the highest.
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned t = tier(parts[i]);
        if ((t == 4 && i == count - 1) || (t == 1 && i == 0)) return turn_round();
        if ((t == 4 && i == 0) || (t == 1 && i == count - 1)) return;
    }
    ordered = false;
}

place_signs read_place(sign_range text, cuts how) noexcept {
    place_signs place;
    const sign* begin = text.first;
    unsigned hyphen = 0;
    for (const sign* s = text.first; s != text.last; ++s) {
        if (s->is_letter()) {
            const bool begins_word = s != begin && s[-1].is_blank();
            if (!how.kind_words || !begins_word || without_blanks({begin, s}).empty()) continue;
            const auto kind = kind_before({s, text.last});
            if (kind.rest == nullptr || !kind.certain || kind.rest == text.last || separates(kind.rest->code_point())) {
                continue;
            }
            place.add({begin, s});
            begin = s;
            s = kind.rest - 1;
            continue;
        }
        const auto c = s->code_point();
        const bool cut = separates(c) || (c == U'-' && hyphen < 32 && (how.hyphens >> hyphen & 1U) != 0);
        if (c == U'-') ++hyphen;
        if (!cut) continue;
        place.add({begin, s});
        begin = s + 1;
    }
    place.add({begin, text.last});
    if (place.fault == place_fault::none && place.count == 0) place.fault = place_fault::empty;
    place.put_in_order();
    if (place.fault == place_fault::none && place.parts[0].name.empty()) place.fault = place_fault::only_a_kind;
    return place;
}

}  // namespace detail

std::string to_string(kind_set kinds) {
    std::string text;
    for (std::size_t i = 0; i < kind_set::words.size(); ++i) {
        if (!kinds.contains(kind_set::words[i])) continue;
        if (!text.empty()) text += " or ";
        text += kind_set::words[i];
    }
    return text;
}
std::ostream& operator<<(std::ostream& out, kind_set kinds) { return out << to_string(kinds); }

std::string_view to_string(place_fault fault) noexcept {
    constexpr std::array<std::string_view, 5> names{"none", "invalid_utf8", "empty", "only_a_kind", "too_many_parts"};
    return detail::word_of(names, fault);
}
std::ostream& operator<<(std::ostream& out, place_fault fault) { return out << to_string(fault); }

written_place written_place::parse(std::string_view text) {
    written_place place;
    detail::sign_scratch scratch;
    auto* const signs = scratch.room(text.size());
    std::size_t count = 0;
    if (detail::decode(text, signs, count)) {
        place.fault_ = place_fault::invalid_utf8;
        return place;
    }
    const auto* const end = signs + count;
    const auto found = detail::read_place({signs, end}, {});
    place.fault_ = found.fault;
    place.ordered_ = found.ordered;
    if (found.fault != place_fault::none) return place;
    const auto view = [&](detail::sign_range range) -> std::string_view {
        if (range.empty()) return {};
        const std::size_t last = range.last == end ? text.size() : range.last->at();
        return text.substr(range.first->at(), last - range.first->at());
    };
    for (std::size_t i = 0; i < found.count; ++i) {
        const auto& part = found.parts[i];
        place.parts_[place.count_++] = {view(part.all), view(part.name), part.kinds, part.certain};
    }
    return place;
}

}  // namespace muong::v0
