// SPDX-License-Identifier: MIT
#include "units/registry_assembler.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace muong::inline v0::detail {

std::shared_ptr<const registry_data> registry_assembler::assemble_sound(problems& left_out) {
    lay_out_units();
    sort_transfers();
    check_overlaps();
    bool all_checked = faults_.empty() || !data_->units.empty();
    for (std::uint32_t i = 0; i < transfers_.size(); ++i) {
        if (transfers_[i].blamed) blamed_transfers_.push_back(i);
    }
    if (all_checked) check_all();
    for (;;) {
        if (faults_.empty() && all_checked) check_circles();
        if (faults_.empty() && all_checked) break;
        sort_faults();
        left_out.insert(left_out.end(), std::make_move_iterator(faults_.begin()),
                        std::make_move_iterator(faults_.end()));
        faults_.clear();

        work_list work;
        spoiled_.clear();  // these rows are left out now
        for (const auto i : std::exchange(spared_, {})) work.ends.insert(i);
        for (const auto i : std::exchange(blamed_units_, {})) {
            if (left_out_[i] == 0) leave_out_unit(i, work);
        }
        for (auto& p : passages_) p.left_out = p.blamed;
        for (const auto i : std::exchange(blamed_transfers_, {})) {
            if (!transfers_[i].left_out) leave_out_transfer(i, work);
        }
        if (all_checked) {
            check_again(work);
        } else {
            check_all();
            all_checked = true;
        }
    }
    drop_left_out();
    auto made = lay_out_all();
    sort_faults();  // of acts and variants
    left_out.insert(left_out.end(), std::make_move_iterator(faults_.begin()), std::make_move_iterator(faults_.end()));
    faults_.clear();
    return made;
}

void registry_assembler::drop_left_out() {
    auto& units = data_->units;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (left_out_[i] != 0) continue;
        units[kept] = units[i];
        unit_order_[kept++] = unit_order_[i];
    }
    units.erase(units.begin() + static_cast<std::ptrdiff_t>(kept), units.end());
    units.shrink_to_fit();
    unit_order_.resize(kept);
    std::erase_if(transfers_, [](const auto& row) { return row.left_out; });
    index_units();
    find_all_ends();
}

void registry_assembler::leave_out_unit(std::uint32_t position, work_list& work) {
    const auto& u = data_->units[position];
    left_out_[position] = 1;
    const auto versions = versions_of(u.code());
    const auto first = data_->position(versions.data());
    const auto add_versions = [&](std::span<const unit> others) {  // that need somebody to go on
        for (const auto& version : others) {
            if (!version.valid().is_open()) work.ends.insert(data_->position(&version));
        }
    };
    work.codes.insert(first);
    add_versions(versions);
    if (u.parent()) add_versions(versions_above(u));
    work.cycles = work.cycles || std::binary_search(below_cycles_.begin(), below_cycles_.end(), position);
    for (const auto child : children_of(u.code())) work.children.insert(child);

    const auto add_transfers = [&](const transfers_by_code& ends) {
        if (ends.list.empty()) return;
        for (auto at = ends.first[first]; at < ends.first[first + 1]; ++at) {
            const auto day = transfers_[ends.list[at]].day;
            const bool concerned = u.valid().from() <= day && (u.valid().is_open() || day <= *u.valid().to());
            if (concerned) work.transfers.insert(ends.list[at]);  // it stands on the eve or on the day
        }
    };
    add_transfers(leaving_);
    add_transfers(arriving());
}

void registry_assembler::leave_out_transfer(std::uint32_t position, work_list& work) {
    auto& t = transfers_[position];
    t.left_out = true;
    work.sources.emplace(t.day, t.from);
    work.targets.emplace(t.day, t.to);
    for (const auto i : ends_on(leaving_, t.day, number_of(t.to))) work.transfers.insert(i);
    for (const auto i : ends_on(arriving(), t.day, number_of(t.from))) work.transfers.insert(i);
    for (const auto& version : versions_of(t.from)) {
        if (version.valid().to() == t.day) work.ends.insert(data_->position(&version));
    }
    for (std::uint32_t i = 0; i < passages_.size(); ++i) {
        const auto& p = passages_[i];
        if (p.day == t.day && (p.code == t.from || p.code == t.to)) work.passages.insert(i);
    }
}

/// The checks in the order of check_overlaps and check_all, so that what a row is told of comes in the same order.
void registry_assembler::check_again(const work_list& work) {
    const auto& units = data_->units;
    for (const auto first : work.codes) check_overlaps(versions_of(units[first].code()));
    for (const auto i : work.children) {
        if (left_out_[i] == 0) check_parent(units[i]);
    }
    if (work.cycles) check_cycles();
    auto targets = work.targets;
    for (const auto i : work.transfers) {
        auto& t = transfers_[i];
        if (t.left_out) continue;
        const bool chained = t.chained_to;
        ends_[i] = ends_of(t);
        check_ends(i);
        if (t.chained_to != chained) targets.emplace(t.day, t.to);
    }
    for (const auto& [day, code] : work.sources) {
        const auto group = ends_on(leaving_, day, number_of(code));
        check_parts(group);
        check_shares(group);
    }
    for (const auto& [day, code] : targets) check_back_shares(ends_on(arriving(), day, number_of(code)));
    for (const auto i : work.ends) {
        if (left_out_[i] == 0) check_successor(units[i], versions_of(units[i].code()));
    }
    for (const auto i : work.passages) {
        if (!passages_[i].left_out) check_passage(passages_[i]);
    }
}

}  // namespace muong::v0::detail
