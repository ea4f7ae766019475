// SPDX-License-Identifier: MIT
#include <muong/projects/ledger_map.hpp>
#include <muong/units/crosswalk.hpp>
#include <muong/units/lineage.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <utility>

#include "core/word_list.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::array<std::string_view, 4> reasons{"not_stated", "unknown", "divided", "untold"};

/// Follows the units of one day to the day of a map.
class follower {
public:
    follower(const registry& units, date on, date day) : units_{units}, on_{on}, day_{day} {}

    /// The unit in which all of `u` lies on the day of the map; null, with the units that share it, if there is none.
    const unit* follow(const unit& u, std::vector<const unit*>& among) {
        auto told = on_ <= day_ ? successors(units_, u.code(), on_, day_) : predecessors(units_, u.code(), on_, day_);
        if (told.ends.size() != 1) {
            among = std::move(told.ends);
            return nullptr;
        }
        const bool in_parts = std::ranges::any_of(
            told.steps, [](const lineage_step& s) { return s.how != nullptr && s.how->extent() == extent::part; });
        return in_parts && !is_told_whole(u) ? nullptr : told.ends.front();
    }

private:
    /// Whether the stated shares leave nothing of the unit over, on any basis.
    bool is_told_whole(const unit& u) {
        auto& ways = ways_[u.tier()];
        if (ways.empty()) {
            for (const auto basis : units_.bases()) {
                ways.push_back(crosswalk::between(units_, on_, day_, {.basis = basis, .tier = u.tier()}));
            }
        }
        return std::ranges::all_of(ways, [&u](const crosswalk& way) {
            const auto source = way.source(u.code());
            return !source || way.greatest_rest(*source).sign() == 0;
        });
    }

    const registry& units_;
    date on_;
    date day_;
    std::map<unit_tier, std::vector<crosswalk>> ways_;
};

/// The times between the changes of a registry, in order.
class spans_of_registry {
public:
    explicit spans_of_registry(const registry& units) {
        for (const auto& u : units.units()) {
            days_.insert(u.valid().from());
            if (const auto end = u.valid().to()) days_.insert(*end);
        }
        for (const auto& t : units.transfers()) days_.insert(t.day());
    }
    [[nodiscard]] date_range around(date day) const {
        const auto next = days_.upper_bound(day);
        const auto from = next == days_.begin() ? date::min() : *std::prev(next);
        return next == days_.end() ? date_range::since(from) : date_range{from, *next};
    }

private:
    std::set<date> days_;
};

template <class Rows>
any_money sum_of(const Rows& rows, currency c) {
    detail::int128 sum = 0;
    for (const auto& row : rows) sum += row.sum.minor();
    return any_money::of_minor(detail::checked_minor(sum), c);
}

}  // namespace

std::string_view to_string(unplaced why) noexcept { return detail::word_of(reasons, why); }
std::ostream& operator<<(std::ostream& out, unplaced why) { return out << to_string(why); }

any_money ledger_map::at(const unit_code& code) const {
    const auto found =
        std::ranges::lower_bound(of_units, code, {}, [](const money_of_unit& m) { return m.unit->code(); });
    return found == of_units.end() || found->unit->code() != code ? any_money::of_minor(0, currency) : found->sum;
}
any_money ledger_map::placed_total() const { return sum_of(of_units, currency); }
any_money ledger_map::unplaced_total() const { return sum_of(unplaced, currency); }

ledger_map on_map(const ledger& money, const registry& units, date day, const ledger_filter& which) {
    const spans_of_registry changes{units};
    std::set<date_range> spans;
    std::optional<date_range> last;
    for (std::size_t i = 0; i < money.size(); ++i) {
        const auto on = money.at(i).on;
        if (last && last->contains(on)) continue;
        last = changes.around(on);
        spans.insert(*last);
    }

    ledger_map map{day, money.currency(), {}, {}};
    std::map<unit_code, money_of_unit> placed;
    bool is_summed = false;
    for (const auto& span : spans) {
        auto within = which;
        within.days = which.days ? overlap(*which.days, span) : span;
        if (!within.days) continue;
        follower from{units, span.from(), day};
        const auto sums = money.sums({ledger_dimension::unit}, within);
        is_summed = true;
        for (const auto& row : sums.rows()) {
            unplaced_money left{row.keys[0], *within.days, unplaced::not_stated, {}, row.sum, row.count};
            if (!left.code.empty()) {
                const auto* const u = units.at(std::string_view{left.code}, span.from());
                const auto* const end = u == nullptr ? nullptr : from.follow(*u, left.among);
                if (end != nullptr) {
                    const auto [at, is_new] = placed.try_emplace(end->code(), money_of_unit{end, row.sum, row.count});
                    if (!is_new) {
                        at->second.sum += row.sum;
                        at->second.count += row.count;
                    }
                    continue;
                }
                left.why = u == nullptr            ? unplaced::unknown
                           : left.among.size() > 1 ? unplaced::divided
                                                   : unplaced::untold;
            }
            map.unplaced.push_back(std::move(left));
        }
    }
    if (!is_summed) static_cast<void>(money.total(which));  // refuses sources and programmes that are not known
    map.of_units.reserve(placed.size());
    for (const auto& [code, of_unit] : placed) map.of_units.push_back(of_unit);
    return map;
}

}  // namespace muong::v0
