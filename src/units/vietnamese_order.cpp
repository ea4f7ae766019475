// SPDX-License-Identifier: MIT
#include <muong/units/vietnamese_order.hpp>

#include "units/letters.hpp"

namespace muong::inline v0 {

namespace {

using detail::sign;

// Bytes that begin an element of the key, in the order of what they stand for; 0 ends a level. An element has as many
// bytes as its first byte says, so that no element is the beginning of another.
enum class element : unsigned char { end, blank, mark, number, letter, other = 0xF0, ill_formed = 0xFF };

void put(std::string& key, element what) { key += static_cast<char>(what); }
void put(std::string& key, unsigned byte) { key += static_cast<char>(static_cast<unsigned char>(byte)); }

/// The signs of any bytes; one that is no UTF-8 is a sign beyond Unicode. \returns their number
std::size_t decode_all(std::string_view text, sign* signs) {
    std::size_t count = 0;
    std::size_t from = 0;
    while (true) {
        std::size_t more = 0;
        const auto bad = detail::decode(text.substr(from), signs + count, more);
        count += more;
        if (!bad) return count;
        from += *bad;
        signs[count++] = sign::other(0x110000U + static_cast<unsigned char>(text[from]), 0);
        ++from;
    }
}

}  // namespace

std::string vietnamese_sort_key(std::string_view text) {
    detail::sign_scratch scratch;
    sign* const signs = scratch.room(text.size());
    sign* const last = signs + decode_all(text, signs);
    detail::settle_tones(signs, last);

    std::string key, tones, capitals;
    key.reserve(3 * text.size() + 8);
    for (const sign* s = signs; s != last; ++s) {
        if (s->is_letter()) {
            // At most 25 x 8 + 7 above the first of the letters: below `other`.
            put(key, static_cast<unsigned>(element::letter) + s->base_index() * 8 + s->mark_index());
            put(tones, s->tone_index() + 1);
            put(capitals, s->is_capital() ? 2U : 1U);
        } else if (s->is_blank()) {
            put(key, element::blank);
        } else if (s->is_digit()) {
            while (s + 1 != last && s->code_point() == U'0' && s[1].is_digit()) ++s;
            const sign* const first = s;
            while (s + 1 != last && s[1].is_digit()) ++s;
            // The number of digits, then the digits; numbers of more than 254 digits by the digits from there on.
            auto digits = static_cast<std::size_t>(s + 1 - first);
            put(key, element::number);
            for (; digits >= 255; digits -= 255) put(key, 255U);
            put(key, static_cast<unsigned>(digits));
            for (const sign* d = first; d <= s; ++d) put(key, static_cast<unsigned>(d->code_point()));
        } else {
            const auto c = static_cast<unsigned>(s->code_point());
            put(key, c < 0x80 ? element::mark : c < 0x110000 ? element::other : element::ill_formed);
            put(key, c >> 16U);
            put(key, c >> 8U & 0xFFU);
            put(key, c & 0xFFU);
        }
    }
    put(key, element::end);
    key += tones;
    put(key, element::end);
    key += capitals;
    put(key, element::end);
    key += text;
    return key;
}

std::strong_ordering compare_vietnamese(std::string_view a, std::string_view b) {
    return vietnamese_sort_key(a).compare(vietnamese_sort_key(b)) <=> 0;
}

}  // namespace muong::v0
