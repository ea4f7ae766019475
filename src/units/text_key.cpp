// SPDX-License-Identifier: MIT
#include <muong/units/text_key.hpp>

#include "units/letters.hpp"

namespace muong::inline v0 {

namespace {

/// Where the first ill-formed byte is, if there is one; else the key stands at the end of `out`.
template <bool Equality>
std::optional<std::size_t> append(std::string_view text, std::string& out) {
    detail::key_scratch written;
    if constexpr (!Equality) {
        char* const key = written.room(text.size() + 1);
        if (const auto size = detail::write_search(text, key)) {
            out.append(key, *size);
            return std::nullopt;
        }
    }
    detail::sign_scratch letters;
    auto* const signs = letters.room(text.size());
    std::size_t count = 0;
    if (const auto bad = detail::decode(text, signs, count)) return bad;
    char* const key = written.room(detail::key_room(count));
    if constexpr (Equality) detail::settle_tones(signs, signs + count);
    const auto size =
        Equality ? detail::write_equality(signs, signs + count, key) : detail::write_search(signs, signs + count, key);
    out.append(key, size);
    return std::nullopt;
}

template <bool Equality>
result<std::string> key_or_problem(std::string_view text) {
    std::string key;
    if (const auto bad = append<Equality>(text, key)) {
        return problem{
            errc::invalid_utf8, {}, std::string{text}, "UTF-8; byte " + std::to_string(*bad + 1) + " is not"};
    }
    return key;
}

}  // namespace

result<std::string> equality_key(std::string_view text) { return key_or_problem<true>(text); }
result<std::string> search_key(std::string_view text) { return key_or_problem<false>(text); }
bool append_equality_key(std::string_view text, std::string& out) { return !append<true>(text, out); }
bool append_search_key(std::string_view text, std::string& out) { return !append<false>(text, out); }

}  // namespace muong::v0
