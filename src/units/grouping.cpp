// SPDX-License-Identifier: MIT
#include <muong/units/grouping.hpp>
#include <muong/units/registry.hpp>

#include <algorithm>

namespace muong::inline v0 {

namespace {

constexpr auto nowhere = static_cast<std::uint32_t>(-1);

/// A crosswalk on one day of whole units; each goes to the target of that number, or nowhere.
crosswalk whole_units(date day, std::vector<unit_code> sources, std::vector<unit_code> targets,
                      const std::vector<std::uint32_t>& target_of, std::uint64_t fingerprint = 0) {
    std::vector<std::vector<crosswalk_entry>> rows(sources.size());
    for (std::size_t s = 0; s < rows.size(); ++s) {
        if (target_of[s] != nowhere) rows[s].push_back({target_of[s], fraction{1}, fraction{1}});
    }
    return {day, day, "", std::move(sources), std::move(targets), rows, fingerprint};
}

std::uint32_t position(const std::vector<unit_code>& sorted, const unit_code& code) {
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), code);
    return static_cast<std::uint32_t>(at - sorted.begin());
}

/// All area codes, in order.
std::vector<unit_code> area_codes(const common_areas& areas) {
    std::vector<unit_code> codes;
    for (std::size_t a = 0; a < areas.size(); ++a) codes.push_back(area_code(areas, a));
    return codes;
}

}  // namespace

crosswalk rolled_up(const registry& units, date day, unit_tier tier, std::optional<unit_tier> from) {
    std::vector<unit_code> sources, targets;
    std::vector<const unit*> above;
    for (const auto& u : units.on(day)) {
        if (u.tier() == tier) targets.push_back(u.code());
        if (from ? u.tier() != *from : !units.is_leaf(u, day)) continue;
        sources.push_back(u.code());
        const unit* found = u.tier() == tier ? &u : nullptr;
        for (const auto* a : units.ancestors_of(u, day)) {
            if (a->tier() == tier) found = a;
        }
        above.push_back(found);
    }
    std::vector<std::uint32_t> target_of;
    for (const auto* a : above) target_of.push_back(a == nullptr ? nowhere : position(targets, a->code()));
    return whole_units(day, std::move(sources), std::move(targets), target_of, units.fingerprint());
}

result<crosswalk> grouped(date day, std::vector<std::pair<unit_code, unit_code>> group_of_unit) {
    std::stable_sort(group_of_unit.begin(), group_of_unit.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    problems found;
    std::vector<unit_code> sources, targets;
    for (const auto& [code, group] : group_of_unit) {
        if (!sources.empty() && sources.back() == code) {
            found.push_back({errc::duplicate_key,
                             {},
                             to_string(code) + " in group " + to_string(group),
                             "each unit once, in one group (it is in " + to_string(targets.back()) + ")"});
        }
        sources.push_back(code);
        targets.push_back(group);
    }
    if (!found.empty()) return found;
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    std::vector<std::uint32_t> target_of;
    for (const auto& [code, group] : group_of_unit) target_of.push_back(position(targets, group));
    return whole_units(day, std::move(sources), std::move(targets), target_of);
}

unit_code area_code(const common_areas& areas, std::size_t area) {
    static_cast<void>(areas.sources(area));  // throws if there is no such area
    auto digits = std::to_string(area + 1);
    const auto length = std::to_string(areas.size()).size();
    digits.insert(0, length - digits.size(), '0');
    return *unit_code::parse(digits);
}

crosswalk sources_to_areas(const crosswalk& between, const common_areas& areas) {
    std::vector<std::uint32_t> area_of;
    for (std::size_t s = 0; s < between.sources().size(); ++s) area_of.push_back(areas.of_source(s));
    return whole_units(between.from(), {between.sources().begin(), between.sources().end()}, area_codes(areas), area_of,
                       between.registry_fingerprint());
}

crosswalk targets_to_areas(const crosswalk& between, const common_areas& areas) {
    std::vector<std::uint32_t> area_of;
    for (std::size_t t = 0; t < between.targets().size(); ++t) area_of.push_back(areas.of_target(t));
    return whole_units(between.to(), {between.targets().begin(), between.targets().end()}, area_codes(areas), area_of,
                       between.registry_fingerprint());
}

}  // namespace muong::v0
