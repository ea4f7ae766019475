// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/detail/registry_data.hpp>

namespace muong::inline v0::detail {

/// In the place of a node: the facts do not say where.
inline constexpr std::uint32_t nowhere = no_index - 1;

/// What one node of a step gives to another.
struct part {
    std::uint32_t node = no_index;
    fraction least;
    fraction most;
};

/// A part of a unit, and what it gives on to the target that is asked about.
struct filling {
    const fraction* least;
    const fraction* most;
    fraction gives;
};
/// The greatest (or least) share of a unit that a target can get through its parts, which add up to `whole`: each part
/// has its least, and what is then left goes to those that give the target the most (or the least) first.
[[nodiscard]] fraction fill(std::vector<filling>& parts, const fraction& whole, bool greatest);

/// The parts of one unit, which share it out between them.
struct parts_of_unit {
    std::vector<part> parts;
    /// Parts of which only the amounts are known: each has its exact share of what they hold together, which is the
    /// last one of `parts`, with the node `no_index`. Often empty.
    std::vector<part> together;
};

/// What is known of the shares of one unit's parts on one basis, all parts together.
class known_shares {
public:
    /// A part whose own share may be known, and whose amount may be. `did_not_come`: its share is nothing since it is
    /// nothing at the other end.
    void add(std::uint32_t node, std::optional<fraction> share, std::optional<fraction> amount,
             bool did_not_come = false) {
        parts_.push_back({node, std::move(share), std::move(amount), did_not_come});
    }
    void clear() noexcept { parts_.clear(); }
    [[nodiscard]] std::size_t size() const noexcept { return parts_.size(); }

    /// Closes the gaps that the facts close. A share that is stated stands, and what these leave is divided by the
    /// amounts if all other parts have one. Else one amount beside its share gives the share of every other amount, if
    /// they fit; without such a pair the parts with amounts keep the proportion of those. One part that is not known is
    /// what the others leave; several are ranges up to that. What known ones leave goes `nowhere`. Where all parts are
    /// nothing, and some of them since they are at the other end, the unit may have been empty: these tell nothing
    /// then.
    void resolve(parts_of_unit& into);

private:
    struct entry {
        std::uint32_t node;
        std::optional<fraction> share;
        std::optional<fraction> amount;
        bool did_not_come;
    };
    /// Whether the unit may have been empty; if so, nothing is known any more of parts that did not come.
    [[nodiscard]] bool open_if_empty();
    void use_amounts();
    std::vector<entry> parts_;
};

/// Whether all of what a row tells of goes to one place, its first entry.
[[nodiscard]] inline bool goes_whole(const registry_data& data, std::span<const step_entry> row) noexcept {
    if (row.size() != 1) return false;
    const auto way = row.front().forward;
    return way == no_index || data.transfers[way].extent() == extent::whole;
}

/// Shares on the way forward of the parts of one row.
void forward_parts(const registry_data& data, std::span<const step_entry> row, std::string_view basis,
                   known_shares& scratch, parts_of_unit& into);

/// One way of a step, seen from its target.
struct back_way {
    std::uint32_t target;
    std::uint32_t source;
    std::uint32_t backward;  // as in step_entry
};

/// Shares on the way back of the origins of one target; `ways` all have that target.
void backward_parts(const registry_data& data, std::span<const back_way> ways, std::string_view basis,
                    known_shares& scratch, parts_of_unit& into);

}  // namespace muong::v0::detail
