// SPDX-License-Identifier: MIT
#include "units/name_table.hpp"

#include <bit>
#include <string>

namespace muong::inline v0::detail {

name_table::name_table(const registry& all) : units{all}, first_day{date::max()}, last_day{date::min()} {
    for (const auto& u : units.units()) {
        auto parent = no_name;
        if (u.parent()) {
            for (const auto& above : units.history_of(*u.parent())) {
                if (above.valid().contains(u.valid()))
                    parent = static_cast<std::uint32_t>(&above - units.units().data());
            }
        }
        brief.push_back({u.valid(), kind_set::of(u.kind()), u.tier(), parent});
        first_day = std::min(first_day, u.valid().from());
        last_day = std::max(last_day, u.valid().from());
    }
    lay_out_names();
    lay_out_origins();
}

void name_table::lay_out_names() {
    struct written {
        std::uint32_t text, size;  // of its search key, in `keys`
        detail::spelling spelling;
    };
    std::vector<written> all;
    std::string keys;
    sign_scratch letters;
    key_scratch scratch;
    const auto add = [&](std::string_view name, std::uint32_t unit, std::uint32_t variant) {
        auto* const signs = letters.room(name.size());
        std::size_t count = 0;
        if (decode(name, signs, count)) return;  // no text can be written that would find it
        const auto* const end = signs + count;
        char* const key = scratch.room(key_room(count));
        settle_tones(signs, signs + count);
        written w{static_cast<std::uint32_t>(keys.size()), 0, {unit, variant, 0, 0}};
        w.spelling.equality = hash_of_text({key, write_equality(signs, end, key)});
        w.spelling.respelled = hash_of_text({key, write_respelled(signs, end, key)});
        keys.append(key, write_search(signs, end, key));
        w.size = static_cast<std::uint32_t>(keys.size()) - w.text;
        if (w.size != 0) all.push_back(w);
    };
    const auto list = units.units();
    keys.reserve(list.size() * 12);
    all.reserve(list.size() + list.size() / 16);
    for (std::uint32_t u = 0; u < list.size(); ++u) {
        add(list[u].name(), u, 0);
        const auto variants = list[u].variants();
        for (std::uint32_t v = 0; v < variants.size(); ++v) add(variants[v].name, u, v + 1);
    }
    const auto key_of = [&keys](const written& w) { return std::string_view{keys}.substr(w.text, w.size); };
    std::sort(all.begin(), all.end(), [&](const written& a, const written& b) {
        if (const auto order = key_of(a).compare(key_of(b)); order != 0) return order < 0;
        return std::pair{a.spelling.unit, a.spelling.variant} < std::pair{b.spelling.unit, b.spelling.variant};
    });
    spellings.reserve(all.size());
    std::string_view last;
    for (const written& w : all) {
        const auto key = key_of(w);
        if (names.empty() || key != last) {
            names.push_back(
                {static_cast<std::uint32_t>(key_text.size()), w.size, static_cast<std::uint32_t>(spellings.size())});
            key_text.insert(key_text.end(), key.begin(), key.end());
            last = key;
        }
        spellings.push_back(w.spelling);
    }
    names.push_back({static_cast<std::uint32_t>(key_text.size()), 0, static_cast<std::uint32_t>(spellings.size())});
    key_text.shrink_to_fit();
    names.shrink_to_fit();

    slots.resize(std::bit_ceil(2 * names.size()));
    for (std::uint32_t n = 0; n + 1 < names.size(); ++n) {
        const auto hash = hash_of_text({key_text.data() + names[n].text, names[n].size});
        auto at = hash & (slots.size() - 1);
        while (slots[at].name != no_name) at = (at + 1) & (slots.size() - 1);
        slots[at] = {static_cast<std::uint32_t>(hash >> 32U), n};
    }
}

void name_table::lay_out_origins() {
    const auto list = units.units();
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;  // unit, predecessor
    const auto position = [&list](const unit* u) { return static_cast<std::uint32_t>(u - list.data()); };
    for (const auto& t : units.transfers()) {
        if (t.from() != nullptr && t.to() != nullptr && t.from() != t.to()) {
            links.emplace_back(position(t.to()), position(t.from()));
        }
    }
    for (std::uint32_t u = 1; u < list.size(); ++u) {  // the same unit with another name, kind or parent
        const auto& before = list[u - 1];
        if (before.code() == list[u].code() && before.valid().to() == list[u].valid().from()) {
            links.emplace_back(u, u - 1);
        }
    }
    std::sort(links.begin(), links.end());
    links.erase(std::unique(links.begin(), links.end()), links.end());
    origins_of.assign(list.size() + 1, 0);
    origins.reserve(links.size());
    for (const auto& [to, from] : links) {
        ++origins_of[to + 1];
        origins.push_back(from);
    }
    for (std::size_t u = 0; u < list.size(); ++u) origins_of[u + 1] += origins_of[u];
}

std::uint32_t name_table::name_of(std::string_view key) const noexcept {
    const auto hash = hash_of_text(key);
    const auto tag = static_cast<std::uint32_t>(hash >> 32U);
    for (auto at = hash & (slots.size() - 1);; at = (at + 1) & (slots.size() - 1)) {
        const slot s = slots[at];
        if (s.name == no_name) return no_name;
        if (s.tag != tag) continue;
        const auto& n = names[s.name];
        if (std::string_view{key_text.data() + n.text, n.size} == key) return s.name;
    }
}

bool name_table::bears(std::uint32_t unit, std::uint32_t name) const noexcept {
    const auto first = spellings.begin() + names[name].first;
    const auto last = spellings.begin() + names[name + 1].first;
    const auto at = std::lower_bound(first, last, unit, [](const spelling& s, std::uint32_t u) { return s.unit < u; });
    return at != last && at->unit == unit;
}

std::size_t name_table::memory() const noexcept {
    const auto held = [](const auto& list) { return list.capacity() * sizeof(list[0]); };
    return sizeof *this + held(key_text) + held(names) + held(spellings) + held(slots) + held(brief) +
           held(origins_of) + held(origins);
}

}  // namespace muong::v0::detail
