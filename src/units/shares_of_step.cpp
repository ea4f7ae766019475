// SPDX-License-Identifier: MIT
#include "units/shares_of_step.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace muong::inline v0::detail {

namespace {

/// Adds a part with what its transfer tells, if anything. A share of nothing at the other end is one at this end too:
/// what did not leave did not come. But beside an amount it was only too small for its decimals.
void add_told(known_shares& to, std::uint32_t node, const basis_share* told,
              std::optional<fraction> basis_share::*share, std::optional<fraction> basis_share::*other) {
    if (told == nullptr) return to.add(node, {}, {});
    auto known = told->*share;
    auto amount = told->amount ? std::optional{fraction{*told->amount}} : std::optional<fraction>{};
    const bool did_not_come = !known && told->*other == fraction{} && !(amount && amount->sign() > 0);
    if (did_not_come) known = fraction{};
    to.add(node, std::move(known), std::move(amount), did_not_come);
}

}  // namespace

fraction fill(std::vector<filling>& parts, const fraction& whole, bool greatest) {
    std::stable_sort(parts.begin(), parts.end(), [greatest](const filling& a, const filling& b) {
        return greatest ? b.gives < a.gives : a.gives < b.gives;
    });
    auto left = whole;
    for (const auto& p : parts) left -= *p.least;
    fraction total;
    for (const auto& p : parts) {
        const auto more = min(left, *p.most - *p.least);
        left -= more;
        total += (*p.least + more) * p.gives;
    }
    return total;
}

void known_shares::use_amounts() {
    const bool something =
        std::any_of(parts_.begin(), parts_.end(), [](const entry& p) { return !p.amount || p.amount->sign() > 0; });
    if (!something) return;  // an empty unit: any division of it is right
    bool all_told = true;
    std::optional<fraction> total;
    fraction stated;
    fraction amounts;  // of the parts without a share
    for (auto& p : parts_) {
        if (!p.share && p.amount && p.amount->sign() == 0) p.share = fraction{};
        all_told = all_told && (p.share || p.amount);
        if (p.share) {
            stated += *p.share;
            const bool tells = !total && p.share->sign() > 0 && p.amount && p.amount->sign() > 0;
            if (tells) total = *p.amount / *p.share;
        } else if (p.amount) {
            amounts += *p.amount;
        }
    }
    if (all_told || !total || stated + amounts / *total > fraction{1}) return;
    for (auto& p : parts_) {
        if (!p.share && p.amount) p.share = *p.amount / *total;
    }
}

bool known_shares::open_if_empty() {
    const auto has_nothing = [](const entry& p) {
        return p.share && p.share->sign() == 0 && (!p.amount || p.amount->sign() == 0);
    };
    bool any = false;
    for (auto& p : parts_) any = any || p.did_not_come;
    if (!any || !std::all_of(parts_.begin(), parts_.end(), has_nothing)) return false;
    for (auto& p : parts_) {
        if (p.did_not_come) p = {p.node, {}, {}, true};
    }
    return true;
}

void known_shares::resolve(parts_of_unit& into) {
    into.parts.clear();
    into.together.clear();
    const bool may_have_been_empty = open_if_empty();
    use_amounts();
    fraction left{1};
    fraction amounts;  // of the parts without a share
    std::size_t with_amount = 0;
    std::size_t unknown = 0;
    for (const auto& p : parts_) {
        if (p.share) {
            left -= *p.share;
        } else if (p.amount && p.amount->sign() > 0) {
            amounts += *p.amount;
            ++with_amount;
        } else {
            ++unknown;
        }
    }
    if (left.sign() < 0) left = fraction{};  // shares and amounts that do not fit each other
    for (const auto& p : parts_) {
        if (p.share) {
            into.parts.push_back({p.node, *p.share, *p.share});
        } else if (p.amount && p.amount->sign() > 0 && unknown == 0) {
            const auto share = left * (*p.amount / amounts);
            into.parts.push_back({p.node, share, share});
        } else if (p.amount && p.amount->sign() > 0 && with_amount > 1) {
            const auto share = *p.amount / amounts;
            into.together.push_back({p.node, share, share});
        } else {
            const bool takes_all = unknown + with_amount == 1 && !may_have_been_empty;
            into.parts.push_back({p.node, takes_all ? left : fraction{}, left});
        }
    }
    if (may_have_been_empty) into.parts.push_back({nowhere, fraction{}, left});
    if (!into.together.empty()) into.parts.push_back({no_index, fraction{}, left});
    if (unknown + with_amount == 0 && left.sign() > 0) into.parts.push_back({nowhere, left, left});
}

void forward_parts(const registry_data& data, std::span<const step_entry> row, std::string_view basis,
                   known_shares& scratch, parts_of_unit& into) {
    if (goes_whole(data, row)) {
        into.parts.assign(1, {row.front().target, fraction{1}, fraction{1}});
        into.together.clear();
        return;
    }
    scratch.clear();
    for (const auto& e : row) {
        add_told(scratch, e.target, data.transfers[e.forward].on(basis), &basis_share::share, &basis_share::back_share);
    }
    scratch.resolve(into);
}

void backward_parts(const registry_data& data, std::span<const back_way> ways, std::string_view basis,
                    known_shares& scratch, parts_of_unit& into) {
    if (ways.size() == 1) {
        into.parts.assign(1, {ways.front().source, fraction{1}, fraction{1}});
        into.together.clear();
        return;
    }
    scratch.clear();
    for (const auto& way : ways) {
        const auto* const known = way.backward == no_index ? nullptr : data.transfers[way.backward].on(basis);
        add_told(scratch, way.source, known, &basis_share::back_share, &basis_share::share);
    }
    scratch.resolve(into);
}

}  // namespace muong::v0::detail
