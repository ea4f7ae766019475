// SPDX-License-Identifier: MIT
#include <muong/units/near_names.hpp>

#include <muong/units/registry.hpp>
#include <muong/units/text_key.hpp>

#include <algorithm>
#include <tuple>

#include "units/name_table.hpp"

namespace muong::inline v0 {

namespace {

constexpr std::size_t longest = 60;  // bytes of a key that is compared; the names of Viet Nam have up to 30

/// Edits between two keys, a swap of neighbours counting once; any number above `limit` if there are more.
/// Both are no longer than `longest`.
unsigned edits_between(std::string_view a, std::string_view b, unsigned limit) noexcept {
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
    using line = std::array<unsigned, longest + 1>;
    std::array<line, 3> lines;  // of the last two letters of `a`, and of this one
    for (unsigned j = 0; j <= b.size(); ++j) lines[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        line& now = lines[i % 3];
        const line& before = lines[(i + 2) % 3];
        const line& before_that = lines[(i + 1) % 3];
        now[0] = static_cast<unsigned>(i);
        unsigned least = now[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            now[j] = std::min({before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = std::min(now[j], before_that[j - 2] + 1);
            }
            least = std::min(least, now[j]);
        }
        if (least > limit) return limit + 1;
    }
    return lines[a.size() % 3][b.size()];
}

std::string key_of(std::string_view name) {
    std::string key;
    return append_search_key(name, key) ? key : std::string{};
}

/// The lowest unit of a text, and those above it, as keys.
struct wanted_name {
    std::string lowest;
    std::vector<std::string> upper;
    unsigned limit = 0;

    wanted_name(std::span<const written_unit> parts, std::size_t lowest_at) : lowest{key_of(parts[lowest_at].name)} {
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i != lowest_at) upper.push_back(key_of(parts[i].name));
        }
        limit = lowest.size() < 3 || lowest.size() > longest ? 0 : lowest.size() < 6 ? 1 : 2;
    }
};

}  // namespace

std::vector<near_name> near_names(const name_index& index, std::string_view text, const name_query& query,
                                  std::size_t max) {
    const auto place = written_place::parse(text);
    const auto parts = place.parts();
    std::vector<wanted_name> wanted;
    if (!parts.empty()) wanted.emplace_back(parts, 0);
    if (parts.size() > 1 && !place.order_is_known()) wanted.emplace_back(parts, parts.size() - 1);
    std::erase_if(wanted, [](const wanted_name& w) { return w.limit == 0; });

    const auto& units = index.units();
    index.table().require_known(query);
    std::vector<near_name> found;
    std::string key;
    for (const auto& u : wanted.empty() ? std::span<const unit>{} : units.units()) {
        if (query.tier && u.tier() != *query.tier) continue;
        if (query.day && !u.valid().contains(*query.day)) continue;
        key.clear();
        if (!append_search_key(u.name(), key) || key.size() > longest) continue;
        for (const auto& w : wanted) {
            const auto edits = edits_between(w.lowest, key, w.limit);
            if (edits > w.limit) continue;
            const auto& valid = u.valid();
            const auto above = units.ancestors_of(u, query.day.value_or(valid.last().value_or(valid.from())));
            if (!index.table().lies_within(static_cast<std::uint32_t>(&u - units.units().data()), query)) continue;
            const bool lies_there = std::all_of(w.upper.begin(), w.upper.end(), [&](const std::string& name) {
                return std::any_of(above.begin(), above.end(),
                                   [&](const unit* up) { return key_of(up->name()) == name; });
            });
            found.push_back({&u, edits, lies_there});
            break;
        }
    }
    const auto last = found.begin() + static_cast<std::ptrdiff_t>(std::min(max, found.size()));
    std::partial_sort(found.begin(), last, found.end(), [](const near_name& a, const near_name& b) {
        return std::tuple{!a.lies_there, a.edits, b.who->valid().from(), a.who} <
               std::tuple{!b.lies_there, b.edits, a.who->valid().from(), b.who};
    });
    found.erase(last, found.end());
    return found;
}

}  // namespace muong::v0
