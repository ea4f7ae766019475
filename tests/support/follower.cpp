// SPDX-License-Identifier: MIT
#include "support/follower.hpp"

#include <algorithm>
#include <set>

namespace muong::test {

namespace {

/// What a row tells of one branch.
struct fact {
    std::optional<rational> share;
    std::optional<rational> amount;
    bool of_other_end = false;  ///< the share is nothing since it is nothing there
};

/// The corners of all the ways to divide one unit that agree with the facts: shares from 0 that add up to 1, a known
/// share as it is, and known amounts in proportion to each other and to the shares beside them.
std::vector<std::vector<rational>> corners(const std::vector<fact>& facts) {
    // a unit of which nothing came: all of it went nowhere, or it was empty and may have gone to any of these
    std::vector<std::vector<rational>> of_nothing{std::vector<rational>(facts.size())};
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (!facts[i].of_other_end) continue;
        of_nothing.emplace_back(facts.size())[i] = 1;
    }
    const bool is_nothing = std::all_of(facts.begin(), facts.end(), [](const fact& f) {
        return f.share == rational{0} && (!f.amount || *f.amount == 0);
    });
    if (is_nothing && of_nothing.size() > 1) return of_nothing;
    std::optional<rational> whole;  // in the measure of the amounts
    bool empty = true;
    for (const auto& f : facts) {
        if (f.share && f.amount && *f.share > 0 && *f.amount > 0) whole = *f.amount / *f.share;
        if (!f.amount || *f.amount > 0) empty = false;
    }
    std::vector<rational> fixed(facts.size());
    std::vector<std::size_t> free;
    std::vector<std::size_t> tied;  // by their amounts
    rational left = 1;
    rational sum = 0;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const auto& f = facts[i];
        if (f.share) {
            fixed[i] = *f.share;
        } else if (f.amount && !empty && *f.amount == 0) {
            fixed[i] = 0;
        } else if (f.amount && whole) {
            fixed[i] = *f.amount / *whole;
        } else if (f.amount && !empty) {
            tied.push_back(i);
            sum += *f.amount;
            continue;
        } else {
            free.push_back(i);
            continue;
        }
        left -= fixed[i];
    }
    std::vector<std::vector<rational>> found;
    for (const auto i : free) {
        found.push_back(fixed);
        found.back()[i] = left;
        if (left == 0) return found;
    }
    if (!tied.empty()) {
        found.push_back(fixed);
        for (const auto i : tied) found.back()[i] = left * *facts[i].amount / sum;
    }
    if (found.empty()) found.push_back(fixed);
    return found;
}

}  // namespace

follower::follower(const generated_history& history, std::optional<std::size_t> basis)
    : history_{history}, basis_{basis} {
    for (std::size_t day = 0; day < history.days.size(); ++day) {
        add_forward(day);
        add_backward(day);
    }
}

void follower::add_forward(std::size_t day) {
    const auto& ways = history_.days[day].ways;
    std::map<node, std::vector<fact>> facts;
    for (const auto& w : ways) {
        const node at{day, w.from, w.from_within, false};
        auto& f = facts[at].emplace_back();
        const auto b = basis_.value_or(0);
        divisions_[at].branches.push_back(
            {w.to, w.to_within, w.of[b] > 0 ? rational{w.moved[b], w.of[b]} : rational{-1}});
        const auto& row = history_.transfers[w.row];
        if (row.extent == extent::whole) f.share = 1;
        if (!basis_) continue;
        for (const auto& known : row.shares) {
            if (known.basis != generated_history::bases[*basis_]) continue;
            if (known.share) f.share = plain(*known.share);
            f.of_other_end = !f.share && known.back_share == fraction{};
            if (f.of_other_end) f.share = 0;
            if (known.amount) f.amount = plain(fraction{*known.amount});
        }
    }
    for (auto& [at, list] : facts) divisions_[at].extremes = corners(list);
}

void follower::add_backward(std::size_t day) {
    const auto& ways = history_.days[day].ways;
    const auto eve = history_.days[day].day.eve();
    std::map<node, std::vector<fact>> facts;
    std::set<std::string> used_up;
    std::set<std::string> passed;
    for (const auto& w : ways) {
        if (!w.from_within) used_up.insert(w.from);
        if (w.from_within) passed.insert(w.from);
    }
    for (const auto& w : ways) {
        const node at{day, w.to, w.to_within, true};
        auto& f = facts[at].emplace_back();
        const auto b = basis_.value_or(0);
        divisions_[at].branches.push_back(
            {w.from, w.from_within, w.into[b] > 0 ? rational{w.moved[b], w.into[b]} : rational{-1}});
        if (!basis_) continue;
        for (const auto& known : history_.transfers[w.row].shares) {
            if (known.basis != generated_history::bases[*basis_]) continue;
            if (known.back_share) f.share = plain(*known.back_share);
            f.of_other_end = !f.share && known.share == fraction{};
            if (f.of_other_end) f.share = 0;
            if (known.amount) f.amount = plain(fraction{*known.amount});
        }
    }
    for (auto& [at, list] : facts) {
        auto& made = divisions_[at];
        // what the unit held on the eve comes too, unless it was used up by itself
        const bool stood = history_.standing(at.code, eve) != nullptr;
        if (stood && (at.within || (!used_up.contains(at.code) && !passed.contains(at.code)))) {
            rational others = 0;
            for (const auto& b : made.branches) others += b.truly;
            made.branches.push_back({at.code, false, 1 - others});
            list.emplace_back();
        }
        if (list.size() == 1) list.front() = {rational{1}, {}, false};
        made.extremes = corners(list);
    }
}

template <class Take>
void follower::follow_day(const node& at, const rational& share, shares_by_code& into, Take&& take) const {
    const auto found = divisions_.find(at);
    if (found == divisions_.end()) {
        if (!at.backward && !at.within && divisions_.contains({at.day, at.code, true, false})) {
            follow_day({at.day, at.code, true, false}, share, into, take);  // it takes in others, then goes on
            return;
        }
        const auto& [day, ways] = history_.days[at.day];
        if (at.backward && std::any_of(ways.begin(), ways.end(), [&](const way& w) { return w.from == at.code; })) {
            return;  // used up, and nobody says what the unit of that code is made of now
        }
        if (history_.standing(at.code, at.backward ? day.eve() : day) != nullptr) into[at.code] += share;
        return;
    }
    const auto& shares = take(found->second);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const auto& b = found->second.branches[i];
        // on the way forward a branch within the day goes on from there; so it does on the way back
        if (b.within) {
            follow_day({at.day, b.code, true, at.backward}, share * shares[i], into, take);
        } else {
            into[b.code] += share * shares[i];
        }
    }
}

template <class Take>
shares_by_code follower::follow(const std::string& code, date from, date to, Take&& take) const {
    shares_by_code now{{code, 1}};
    const auto one_day = [&](std::size_t day, bool backward) {
        shares_by_code next;
        for (const auto& [unit, share] : now) follow_day({day, unit, false, backward}, share, next, take);
        now = std::move(next);
    };
    const auto& days = history_.days;
    for (std::size_t d = 0; d < days.size(); ++d) {
        if (from < days[d].day && days[d].day <= to) one_day(d, false);
    }
    for (std::size_t d = days.size(); d-- > 0;) {
        if (to < days[d].day && days[d].day <= from) one_day(d, true);
    }
    return now;
}

bool follower::each_extreme(const std::string& code, date from, date to, std::size_t limit,
                            const std::function<void(const shares_by_code&)>& show) const {
    // which divisions can be met at all: take a way that gives each branch something
    std::map<const division*, std::size_t> met;
    std::map<const division*, std::vector<rational>> touched;
    static_cast<void>(follow(code, from, to, [&](const division& d) -> const std::vector<rational>& {
        if (d.extremes.size() > 1) met.emplace(&d, 0);
        auto& every = touched[&d];
        every.assign(d.branches.size(), 0);
        for (const auto& corner : d.extremes) {
            for (std::size_t i = 0; i < corner.size(); ++i) every[i] += corner[i];
        }
        return every;
    }));
    std::size_t combinations = 1;
    for (const auto& [d, at] : met) {
        combinations *= d->extremes.size();
        if (combinations > limit) return false;
    }
    for (std::size_t n = 0; n < combinations; ++n) {
        auto rest = n;
        for (auto& [d, at] : met) {
            at = rest % d->extremes.size();
            rest /= d->extremes.size();
        }
        show(follow(code, from, to, [&](const division& d) -> const std::vector<rational>& {
            const auto at = met.find(&d);
            return d.extremes[at == met.end() ? 0 : at->second];
        }));
    }
    return true;
}

std::optional<bounds_by_code> follower::between(const std::string& code, date from, date to, std::size_t limit) const {
    bounds_by_code found;
    bool first = true;
    const bool all = each_extreme(code, from, to, limit, [&](const shares_by_code& reached) {
        for (auto& [unit, b] : found) {
            if (!reached.contains(unit)) b.least = 0;
        }
        for (const auto& [unit, share] : reached) {
            const auto [at, fresh] = found.try_emplace(unit, bounds{first ? share : rational{0}, share});
            if (fresh) continue;
            at->second.least = std::min(at->second.least, share);
            at->second.most = std::max(at->second.most, share);
        }
        first = false;
    });
    return all ? std::optional{found} : std::nullopt;
}

shares_by_code follower::drawn(const std::string& code, date from, date to, source_of_chance& chance) const {
    std::map<const division*, std::size_t> chosen;
    return follow(code, from, to, [&](const division& d) -> const std::vector<rational>& {
        return d.extremes[chosen.try_emplace(&d, chance.index(d.extremes.size())).first->second];
    });
}

shares_by_code follower::true_shares(const std::string& code, date from, date to) const {
    std::map<const division*, std::vector<rational>> chosen;
    return follow(code, from, to, [&](const division& d) -> const std::vector<rational>& {
        auto& shares = chosen[&d];
        shares.clear();
        for (const auto& b : d.branches) {
            if (b.truly < 0) return d.extremes.front();  // of an empty unit, any division is true
            shares.push_back(b.truly);
        }
        return shares;
    });
}

}  // namespace muong::test
