// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/crosswalk.hpp>
#include <muong/units/detail/registry_data.hpp>

#include <functional>

#include "units/shares_of_step.hpp"

namespace muong::inline v0::detail {

/// Rows of the crosswalk from a day within the history to the last day of the way, grown backwards along the way: from
/// the step that is applied last to the one that is applied first. Only so are ranges sharp: for one target the
/// greatest shares of all later units can be reached together, since each unit's own division is free, and the greatest
/// share of a divided unit is then a matter of filling its parts in the order of what they give.
class way_composer {
public:
    /// `keeps_divisions`: for row_by_weight.
    way_composer(const registry_data& data, date to, std::string_view basis, bool keeps_divisions);

    /// Lets the units of the last day go on by a crosswalk from there, before any step: its targets are nodes of their
    /// own, behind all units, and what of its rows is a rest lies nowhere. Units that are none of its sources stay
    /// where they are.
    void go_on(const crosswalk& last);

    /// Applies the step before those that were applied, in the direction of the way.
    void forward_step(const step& s);
    void backward_step(const step& s);

    /// A node lies in others: tells `whole(node)` if it lies in one of them with all that it has, and else
    /// `part(node, least, most)` of each, in the order of the nodes, and last of `nowhere`.
    template <class Whole, class Part>
    void tell_row(std::uint32_t node, Whole whole, Part part) const {
        const auto ref = whole_through(node);
        if (ref.count == whole_row) return whole(ref.first);
        for (const auto& p : std::span{entries_}.subspan(ref.first, ref.count)) part(p.node, p.least, p.most);
    }

    /// The row of a node that has open shares, by node, once each unit on its way has divided among its open parts what
    /// its known ones leave. `weight` is that of a node of the last day, or of `nowhere`; a part weighs as much as the
    /// nodes in which it lies in the end, each of them in equal portions for all parts on the way that lie in it. So
    /// the nodes get shares in proportion to their weights, as far as what is known of all units between allows.
    [[nodiscard]] std::vector<part> row_by_weight(std::uint32_t node,
                                                  const std::function<fraction(std::uint32_t)>& weight);

private:
    struct row_ref {
        std::uint32_t first;  // of entries_, or the one node in which all of it lies
        std::uint32_t count;
    };
    static constexpr std::uint32_t whole_row = no_index;  // as a count
    static constexpr row_ref untouched{no_index, whole_row};

    /// Where a node lies: in its parts, or whole in a node of the last day, or nowhere.
    struct place {
        std::uint32_t division = no_index;
        std::uint32_t node = no_index;
    };
    struct division_part {
        place to;
        fraction least;
        fraction most;
    };
    struct division {
        std::uint32_t first;  // of division_parts_
        std::uint32_t count;
        row_ref row;
    };
    struct pending_row {
        std::uint32_t node;
        row_ref row;
        place at;
    };

    /// The row of what goes whole into a node. Where no step touched that, it lies in itself, if it stands on the last
    /// day.
    [[nodiscard]] row_ref whole_through(std::uint32_t node) const {
        if (node == nowhere) return {nowhere, whole_row};
        if (rows_[node].first != no_index) return rows_[node];
        const bool stays = node < d_.units.size() && d_.units[node].valid().contains(to_);
        return {stays ? node : nowhere, whole_row};
    }

    /// As whole_through, of what is known of nodes if divisions are kept.
    [[nodiscard]] place place_of(std::uint32_t node) const {
        if (!keeps_divisions_) return {};
        if (node != nowhere && rows_[node].first != no_index) return places_[node];
        return {no_index, whole_through(node).first};
    }

    [[nodiscard]] std::span<const division_part> parts_of(const division& of) const {
        return std::span{division_parts_}.subspan(of.first, of.count);
    }

    void take_pending();

    std::uint32_t add_row(const row_ref& ref) {
        rows_.push_back(ref);
        return static_cast<std::uint32_t>(rows_.size() - 1);
    }

    /// Waits with the row of a node whose parts are in known_. Those that keep a proportion act as one part, a node of
    /// its own.
    void take_known(std::uint32_t node);

    /// Of parts_, which have this row.
    place keep_division(const row_ref& ref);

    /// The row of a unit whose parts are in parts_: what each of them gives on, weighted.
    row_ref combine();

    /// A way to a target: through which part, and what that part gives to it.
    struct reach {
        std::uint32_t target;
        std::uint32_t through;
        const fraction* least;
        const fraction* most;
    };

    /// By target, then by part.
    void sort_reached();

    [[nodiscard]] part weighted(std::span<const reach> through) const;

    /// With parts whose shares are ranges: give each its least, then what is left to those that give the target the
    /// most (for the greatest share) or the least.
    [[nodiscard]] part filled(std::span<const reach> through);

    const registry_data& d_;
    const change_steps& steps_{d_.steps()};
    date to_;
    std::string_view basis_;
    const fraction all_{1};
    std::vector<row_ref> rows_;  // by node, then of parts that keep a proportion
    std::vector<part> entries_;  // rows, one after the other; rows are shared and never change
    std::vector<pending_row> pending_;
    known_shares scratch_;
    parts_of_unit known_;
    std::vector<part> parts_;
    std::vector<back_way> ways_;
    std::vector<reach> reached_;
    std::vector<part> combined_;
    std::vector<filling> order_;
    bool keeps_divisions_;
    std::vector<place> places_;  // by node, as rows_, if divisions are kept
    std::vector<division> divisions_;
    std::vector<division_part> division_parts_;
};

}  // namespace muong::v0::detail
