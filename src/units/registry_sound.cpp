// SPDX-License-Identifier: MIT
#include "units/key_order.hpp"
#include "units/registry_assembler.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace muong::inline v0::detail {

std::shared_ptr<const registry_data> registry_assembler::assemble_sound(problems& left_out) {
    sort_units();
    sort_transfers();
    check_overlaps();
    bool all_checked = faults_.empty() || !units_.empty();
    for (std::uint32_t i = 0; i < units_.size(); ++i) {  // those with a fault of their own text
        if (units_[i].blamed) blamed_units_.push_back(i);
    }
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
        if (all_checked && leaving_by_code_.empty()) index_transfers_by_code();

        work_list work;
        for (const auto i : std::exchange(blamed_units_, {})) {
            if (!units_[i].left_out) leave_out_unit(i, work);
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
    const auto is_left_out = [](const auto& row) { return row.left_out; };
    std::erase_if(units_, is_left_out);
    std::erase_if(transfers_, is_left_out);
    sort_units();  // for the look-ups
    auto made = lay_out_all();
    sort_faults();  // of acts and variants
    left_out.insert(left_out.end(), std::make_move_iterator(faults_.begin()), std::make_move_iterator(faults_.end()));
    faults_.clear();
    return made;
}

void registry_assembler::index_transfers_by_code() {
    const auto by_code = [](const std::vector<transfer_end>& ends) {
        return ordered(static_cast<std::uint32_t>(ends.size()),
                       [&](std::uint32_t i) { return words_of(ends[i].code); });
    };
    leaving_by_code_ = by_code(leaving_);
    arriving_by_code_ = by_code(arriving_);
}

void registry_assembler::leave_out_unit(std::uint32_t position, work_list& work) {
    auto& u = units_[position];
    u.left_out = true;
    const auto add_versions = [&](const unit_code& code) {  // that need somebody to go on
        for (const auto& version : versions_of(code)) {
            if (version.to) work.ends.insert(static_cast<std::uint32_t>(&version - units_.data()));
        }
    };
    work.codes.insert(static_cast<std::uint32_t>(versions_of(u.code).data() - units_.data()));
    add_versions(u.code);
    if (u.parent) add_versions(*u.parent);
    work.cycles = work.cycles || std::binary_search(below_cycles_.begin(), below_cycles_.end(), position);

    const auto first_child =
        std::lower_bound(children_.begin(), children_.end(), u.code,
                         [this](std::uint32_t i, const unit_code& c) { return *units_[i].parent < c; });
    for (auto i = first_child; i != children_.end() && *units_[*i].parent == u.code; ++i) work.children.insert(*i);

    const auto add_transfers = [&](const std::vector<transfer_end>& ends, const std::vector<std::uint32_t>& by_code) {
        auto at = std::lower_bound(by_code.begin(), by_code.end(), u.code,
                                   [&](std::uint32_t i, const unit_code& c) { return ends[i].code < c; });
        for (; at != by_code.end() && ends[*at].code == u.code; ++at) {
            const auto day = ends[*at].day;
            const bool concerned = u.from <= day && (!u.to || day <= *u.to);  // on the eve or on the day
            if (concerned) work.transfers.insert(ends[*at].at);
        }
    };
    add_transfers(leaving_, leaving_by_code_);
    add_transfers(arriving_, arriving_by_code_);
}

void registry_assembler::leave_out_transfer(std::uint32_t position, work_list& work) {
    auto& t = transfers_[position];
    t.left_out = true;
    work.sources.emplace(t.day, t.from);
    work.targets.emplace(t.day, t.to);
    for (const auto& end : ends_on(leaving_, t.day, t.to)) work.transfers.insert(end.at);
    for (const auto& end : ends_on(arriving_, t.day, t.from)) work.transfers.insert(end.at);
    for (const auto& version : versions_of(t.from)) {
        if (version.to == t.day) work.ends.insert(static_cast<std::uint32_t>(&version - units_.data()));
    }
    for (std::uint32_t i = 0; i < passages_.size(); ++i) {
        const auto& p = passages_[i];
        if (p.from == t.day && (p.code == t.from || p.code == t.to)) work.passages.insert(i);
    }
}

/// The checks in the order of check_overlaps and check_all, so that what a row is told of comes in the same order.
void registry_assembler::check_again(const work_list& work) {
    for (const auto first : work.codes) {
        check_overlaps(std::span{units_}.subspan(first, versions_of(units_[first].code).size()));
    }
    for (const auto i : work.children) {
        if (!units_[i].left_out) check_parent(units_[i], versions_of(*units_[i].parent));
    }
    if (work.cycles) check_cycles();
    auto targets = work.targets;
    for (const auto i : work.transfers) {
        auto& t = transfers_[i];
        if (t.left_out) continue;
        const bool chained = t.chained_to;
        check_ends(t);
        if (t.chained_to != chained) targets.emplace(t.day, t.to);
    }
    for (const auto& [day, code] : work.sources) {
        const auto group = ends_on(leaving_, day, code);
        check_parts(group);
        check_shares(group);
    }
    for (const auto& [day, code] : targets) check_back_shares(ends_on(arriving_, day, code));
    for (const auto i : work.ends) {
        if (!units_[i].left_out) check_successor(units_[i]);
    }
    for (const auto i : work.passages) {
        if (!passages_[i].left_out) check_passage(passages_[i]);
    }
}

}  // namespace muong::v0::detail
