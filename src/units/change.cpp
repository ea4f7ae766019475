// SPDX-License-Identifier: MIT
#include <muong/units/change.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <set>

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

change_kinds change::kinds() const {
    change_kinds kinds;
    std::set<unit_code> sources;
    std::set<unit_code> targets;
    for (const auto& t : transfers_) {
        sources.insert(t.from_code());
        targets.insert(t.to_code());
    }
    const auto ways_from = [this](const unit_code& code) {
        return std::count_if(transfers_.begin(), transfers_.end(),
                             [&](const auto& t) { return t.from_code() == code; });
    };

    for (const auto& target : targets) {
        std::vector<const transfer*> into;
        for (const auto& t : transfers_) {
            if (t.to_code() == target) into.push_back(&t);
        }
        const bool all_whole =
            std::all_of(into.begin(), into.end(), [](const transfer* t) { return t->extent() == extent::whole; });
        const auto* const same = *std::min_element(into.begin(), into.end(), [&](const auto* a, const auto* b) {
            return (a->from_code() == target) > (b->from_code() == target);
        });
        const bool carried_on = same->from_code() == target && same->from() != nullptr && same->to() != nullptr &&
                                same->from()->name() == same->to()->name();
        if (all_whole && into.size() == 1) {
            if (same->from() != nullptr && same->to() != nullptr) {
                compare(*same->from(), *same->to(), kinds);
            } else {
                kinds.insert(change_kind::absorption);  // into a unit that passes on the same day
            }
        } else if (all_whole) {
            kinds.insert(carried_on ? change_kind::absorption : change_kind::merge);
        } else if (same->from_code() == target) {
            if (into.size() > 1) kinds.insert(change_kind::boundary_change);
        } else if (into.front()->to() != nullptr && into.front()->to()->valid().from() == into.front()->day()) {
            const bool parent_goes_on = std::any_of(
                into.begin(), into.end(), [&](const transfer* t) { return targets.contains(t->from_code()); });
            kinds.insert(into.size() == 1 && parent_goes_on ? change_kind::separation : change_kind::creation);
        } else {
            kinds.insert(change_kind::boundary_change);
        }
    }
    for (const auto& source : sources) {
        if (ways_from(source) > 1 && !targets.contains(source)) {
            kinds.insert(sources.size() == 1 ? change_kind::split : change_kind::abolition);
        }
    }
    return kinds;
}

}  // namespace muong::v0
