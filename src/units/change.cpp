// SPDX-License-Identifier: MIT
#include <muong/units/change.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <vector>

#include "core/word_list.hpp"

namespace muong::inline v0 {

namespace {

constexpr std::array<std::string_view, 11> kind_names{"creation", "abolition",        "merge",           "absorption",
                                                      "split",    "separation",       "boundary_change", "rename",
                                                      "recode",   "reclassification", "parent_change"};

/// What became of the territory that stayed one unit.
void compare(const unit& before, const unit& after, change_kinds& kinds) {
    if (before.code() != after.code()) kinds.insert(change_kind::recode);
    if (before.name() != after.name()) kinds.insert(change_kind::rename);
    if (before.kind() != after.kind() || before.tier() != after.tier()) kinds.insert(change_kind::reclassification);
    if (before.parent() != after.parent()) kinds.insert(change_kind::parent_change);
}

}  // namespace

std::string_view to_string(change_kind kind) noexcept { return detail::word_of(kind_names, kind); }
std::ostream& operator<<(std::ostream& out, change_kind kind) { return out << to_string(kind); }

std::string to_string(change_kinds kinds) {
    std::string text;
    for (std::size_t i = 0; i < kind_names.size(); ++i) {
        if (!kinds.contains(static_cast<change_kind>(i))) continue;
        if (!text.empty()) text += ", ";
        text += kind_names[i];
    }
    return text;
}
std::ostream& operator<<(std::ostream& out, change_kinds kinds) { return out << to_string(kinds); }

namespace {

/// What the transfers into one unit are. `goes_on`: whether a code is that of a target of the change.
template <class GoesOn>
void look_at_target(std::span<const transfer* const> into, GoesOn&& goes_on, change_kinds& kinds) {
    const auto& target = into.front()->to_code();
    const bool all_whole =
        std::all_of(into.begin(), into.end(), [](const transfer* t) { return t->extent() == extent::whole; });
    const auto itself =
        std::find_if(into.begin(), into.end(), [&](const transfer* t) { return t->from_code() == target; });
    const auto* const same = itself != into.end() ? *itself : into.front();
    const bool carried_on = itself != into.end() && same->from() != nullptr && same->to() != nullptr &&
                            same->from()->name() == same->to()->name();
    if (all_whole && into.size() == 1) {
        if (same->from() != nullptr && same->to() != nullptr) {
            compare(*same->from(), *same->to(), kinds);
        } else {
            kinds.insert(change_kind::absorption);  // into a unit that passes on the same day
        }
    } else if (all_whole) {
        kinds.insert(carried_on ? change_kind::absorption : change_kind::merge);
    } else if (itself != into.end()) {
        if (into.size() > 1) kinds.insert(change_kind::boundary_change);
    } else if (into.front()->to() != nullptr && into.front()->to()->valid().from() == into.front()->day()) {
        const bool parent_goes_on =
            std::any_of(into.begin(), into.end(), [&](const transfer* t) { return goes_on(t->from_code()); });
        kinds.insert(into.size() == 1 && parent_goes_on ? change_kind::separation : change_kind::creation);
    } else {
        kinds.insert(change_kind::boundary_change);
    }
}

}  // namespace

change_kinds change::kinds() const {
    change_kinds kinds;
    std::vector<const transfer*> ways;
    std::map<unit_code, std::size_t> ways_from;
    for (const auto& t : transfers_) {
        ways.push_back(&t);
        ++ways_from[t.from_code()];
    }
    std::stable_sort(ways.begin(), ways.end(),
                     [](const transfer* a, const transfer* b) { return a->to_code() < b->to_code(); });
    const auto goes_on = [&ways](const unit_code& code) {
        const auto at = std::lower_bound(ways.begin(), ways.end(), code,
                                         [](const transfer* t, const unit_code& c) { return t->to_code() < c; });
        return at != ways.end() && (*at)->to_code() == code;
    };
    for (auto first = ways.begin(); first != ways.end();) {
        const auto last =
            std::find_if(first, ways.end(), [&](const transfer* t) { return t->to_code() != (*first)->to_code(); });
        look_at_target({first, last}, goes_on, kinds);
        first = last;
    }
    for (const auto& [source, count] : ways_from) {
        if (count > 1 && !goes_on(source)) {
            kinds.insert(ways_from.size() == 1 ? change_kind::split : change_kind::abolition);
        }
    }
    return kinds;
}

}  // namespace muong::v0
