// SPDX-License-Identifier: MIT
#include <muong/units/branch.hpp>

#include "core/in_use.hpp"
#include "units/crosswalk_options.hpp"
#include "units/lineage_of_several.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace muong::inline v0 {

struct branch::builder::rows {
    registry base;
    std::vector<std::pair<unit_row, place>> units;
    std::vector<std::pair<transfer_row, place>> transfers;
};

namespace {

constexpr const char* self = "muong::branch::builder";

}  // namespace

branch::builder::builder(const registry& base) : rows_{std::make_unique<rows>(rows{base, {}, {}})} {}
branch::builder::builder(builder&&) noexcept = default;
branch::builder& branch::builder::operator=(builder&&) noexcept = default;
branch::builder::~builder() = default;

branch::builder& branch::builder::add(const unit_row& row, const place& where) {
    detail::in_use(rows_, self).units.emplace_back(row, where);
    return *this;
}
branch::builder& branch::builder::add(const transfer_row& row, const place& where) {
    detail::in_use(rows_, self).transfers.emplace_back(row, where);
    return *this;
}

namespace {

/// The versions of a code that stand on some day from `since` to `until`.
std::span<const unit> versions_of(const registry& base, const unit_code& code, date since, date until) {
    const auto history = base.history_of(code);
    const auto first = std::find_if(history.begin(), history.end(),
                                    [&](const unit& u) { return !u.valid().to() || since < *u.valid().to(); });
    const auto last = std::find_if(first, history.end(), [&](const unit& u) { return until < u.valid().from(); });
    return {first, last};
}

/// Of each code that transfers from `begins` on name, one of these.
std::map<unit_code, const transfer*> later_transfers(const registry& base, date begins) {
    std::map<unit_code, const transfer*> later;
    const auto all = base.transfers();
    for (auto t = all.rbegin(); t != all.rend() && t->day() >= begins; ++t) {
        later.try_emplace(t->from_code(), &*t);
        later.try_emplace(t->to_code(), &*t);
    }
    return later;
}

/// Whether the units of a code stand on all of these days.
bool stands_throughout(const registry& units, const unit_code& code, const date_range& days) {
    std::optional<date> next = days.from();  // of those that are not seen; nothing: all are
    for (const auto& version : units.history_of(code)) {
        if (next && version.valid().contains(*next)) next = version.valid().to();
    }
    return !next || (days.to() && *days.to() <= *next);
}

template <class Row>
using placed = std::vector<std::pair<Row, place>>;

/// The rows of a branch, and what they need of its registry.
class groundwork {
public:
    /// A code that has units of the registry in the branch.
    struct holding {
        place where;
        date since;  // versions that end before are not needed
    };

    groundwork(const registry& base, const placed<unit_row>& units, const placed<transfer_row>& transfers)
        : base_{base}, units_{units}, transfers_{transfers} {
        for (const auto& [row, where] : units_) speak(row.code, row.valid_from, where);
        for (const auto& [row, where] : transfers_) {
            speak(row.from_code, row.effective, where);
            speak(row.to_code, row.effective, where);
        }
    }

    /// The first day; nothing if there is no row.
    [[nodiscard]] std::optional<date> begins() const noexcept { return begins_; }
    /// Every code that the branch speaks of, and where first.
    [[nodiscard]] const std::map<unit_code, place>& spoken() const noexcept { return spoken_; }

    /// Units spoken of that the registry itself changes from the first day on.
    [[nodiscard]] problems conflicts() const {
        const auto later = later_transfers(base_, *begins_);
        const auto change_of = [&](const unit_code& code) -> std::optional<std::string> {
            for (const auto& version : base_.history_of(code)) {
                const auto& days = version.valid();
                if (days.from() >= *begins_ || (days.to() && *days.to() >= *begins_)) return to_string(version);
            }
            const auto at = later.find(code);
            return at != later.end() ? std::optional{to_string(*at->second)} : std::nullopt;
        };
        problems faults;
        for (const auto& [code, where] : spoken_) {
            const auto change = change_of(code);
            if (!change) continue;
            faults.push_back({errc::branch_conflict, where, to_string(code),
                              "a unit that the registry itself leaves alone from " + to_string(*begins_) +
                                  " on (it has " + *change + ")"});
        }
        return faults;
    }

    /// Units above the ones spoken of stand in the branch too, so that parents are known for as long as their children
    /// stand.
    [[nodiscard]] std::map<unit_code, holding> held_units() const {
        std::map<unit_code, holding> held;
        std::vector<unit_code> open;
        const auto hold = [&](const unit_code& code, const place& where, date since) {
            const auto [at, is_new] = held.try_emplace(code, holding{where, since});
            if (!is_new && at->second.since <= since) return;
            at->second.since = since;
            open.push_back(code);
        };
        for (const auto& [code, where] : spoken_) hold(code, where, begins_->eve());
        for (const auto& [row, where] : units_)
            if (row.parent) hold(*row.parent, where, begins_->eve());
        while (!open.empty()) {
            const auto code = open.back();
            open.pop_back();
            const auto [where, since] = held.at(code);
            for (const auto& version : versions_held(code, since))
                if (version.parent()) hold(*version.parent(), where, version.valid().from());
        }
        return held;
    }

    /// The rows of the registry of the units spoken of, right from the eve of the first day on, and of those above
    /// them.
    [[nodiscard]] registry::builder own_rows(const std::map<unit_code, holding>& all_held) const {
        const auto turns = days_of_turns();
        const auto end_after = [&turns](const unit_code& code, date from) -> std::optional<date> {
            const auto at = turns.find(code);
            if (at == turns.end()) return {};
            const auto next = at->second.upper_bound(from);
            return next == at->second.end() ? std::nullopt : std::optional{*next};
        };
        const auto eve = begins_->eve();
        registry::builder own{base_.scheme()};
        for (const auto& [code, held] : all_held) {
            for (const auto& version : versions_held(code, held.since)) {
                auto end = version.valid().to();
                if (spoken_.contains(code) && version.valid().contains(eve)) end = end_after(code, eve);
                own.add(unit_row{code, std::string{version.name()}, std::string{version.kind()}, version.tier(),
                                 version.parent(), version.valid().from(), end},
                        held.where);
            }
        }
        for (auto [row, where] : units_) {
            if (!row.valid_to) row.valid_to = end_after(row.code, row.valid_from);
            own.add(row, where);
        }
        for (const auto& [row, where] : transfers_) own.add(row, where);
        return own;
    }

    /// Units spoken of that do not stand as long as others of the registry lie in them.
    [[nodiscard]] problems left_by_parents(const registry& own) const {
        problems faults;
        for (const auto& [code, where] : spoken_) {
            for (const auto position : base_.data().ids_by_parent(code)) {
                const auto& child = base_.units()[position];
                const auto& days = child.valid();
                if (spoken_.contains(child.code()) || (days.to() && *days.to() <= *begins_)) continue;
                const auto left = *date_range::make(std::max(days.from(), *begins_), days.to());
                if (stands_throughout(own, code, left)) continue;
                faults.push_back({errc::parent_not_in_force, where, to_string(code),
                                  "a unit that stands all of " + to_string(left) + ", as " + to_string(child.code()) +
                                      " lies in it, or a row for that unit too"});
            }
        }
        return faults;
    }

private:
    void speak(const unit_code& code, date day, const place& where) {
        begins_ = begins_ ? std::min(*begins_, day) : day;
        spoken_.try_emplace(code, where);
    }

    /// Days on which a code that stands gets an end: a new version begins, or all of it is given away.
    [[nodiscard]] std::map<unit_code, std::set<date>> days_of_turns() const {
        std::map<unit_code, std::set<date>> turns;
        std::set<std::pair<unit_code, date>> take;
        for (const auto& [row, where] : units_) turns[row.code].insert(row.valid_from);
        for (const auto& [row, where] : transfers_) take.emplace(row.to_code, row.effective);
        for (const auto& [row, where] : transfers_) {
            if (!take.contains({row.from_code, row.effective})) turns[row.from_code].insert(row.effective);
        }
        return turns;
    }

    /// Of the units spoken of the branch itself tells what they become.
    [[nodiscard]] std::span<const unit> versions_held(const unit_code& code, date since) const {
        return versions_of(base_, code, since, spoken_.contains(code) ? begins_->eve() : date::max());
    }

    const registry& base_;
    const placed<unit_row>& units_;
    const placed<transfer_row>& transfers_;
    std::map<unit_code, place> spoken_;
    std::optional<date> begins_;
};

}  // namespace

result<branch> branch::builder::try_build() && {
    const auto used = detail::taken_out(rows_, self);
    const groundwork ground{used->base, used->units, used->transfers};
    const auto begins = ground.begins();
    if (!begins) return problem{errc::missing_value, {}, "", "at least one unit or transfer in a branch"};
    if (*begins == date::min()) {
        return problem{
            errc::out_of_range, {}, to_string(*begins), "a branch that begins after the first day of the calendar"};
    }
    auto faults = ground.conflicts();
    const auto held = ground.held_units();
    auto own_rows = ground.own_rows(held);
    for (const auto& [code, holding] : held) {
        if (!ground.spoken().contains(code)) own_rows.spare_ends_of(code);
    }
    auto own = std::move(own_rows).try_build();
    faults.insert(faults.end(), own.error().begin(), own.error().end());
    if (faults.empty()) faults = ground.left_by_parents(own.value());
    if (!faults.empty()) return faults;

    std::vector<unit_code> changed;
    for (const auto& [code, where] : ground.spoken()) changed.push_back(code);
    return branch{used->base, std::move(own).value(), std::move(changed), *begins};
}

bool branch::changes(const unit_code& code) const noexcept {
    return std::binary_search(changed_.begin(), changed_.end(), code);
}

const unit* branch::at(const unit_code& code, date day) const& noexcept {
    return begins_ <= day && changes(code) ? own_.at(code, day) : base_.at(code, day);
}

namespace {

void sort_by_code(std::vector<const unit*>& units) {
    std::sort(units.begin(), units.end(), [](const unit* a, const unit* b) { return a->code() < b->code(); });
}

}  // namespace

std::vector<const unit*> branch::on(date day) const& {
    std::vector<const unit*> standing;
    const bool own = begins_ <= day;
    for (const unit& u : base_.on(day)) {
        if (!own || !changes(u.code())) standing.push_back(&u);
    }
    if (!own) return standing;
    for (const unit& u : own_.on(day)) {
        if (changes(u.code())) standing.push_back(&u);
    }
    sort_by_code(standing);
    return standing;
}

std::vector<const unit*> branch::children_of(const unit_code& parent, date day) const& {
    auto children = on(day);
    std::erase_if(children, [&](const unit* u) { return u->parent() != parent; });
    return children;
}

std::vector<const unit*> branch::named(std::string_view name, date day) const& {
    std::vector<const unit*> found;
    const bool own = begins_ <= day;
    for (const unit& u : base_.named(name, day)) {
        if (!own || !changes(u.code())) found.push_back(&u);
    }
    if (!own) return found;
    for (const unit& u : own_.named(name, day)) {
        if (changes(u.code())) found.push_back(&u);
    }
    sort_by_code(found);
    return found;
}

std::vector<change> branch::changes_between(date from, date to) const& {
    auto all = own_.changes_between(from, to);
    const auto others = base_.changes_between(from, to);
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

/// Codes of the units of a day that a crosswalk is about, as in one registry, in order.
std::vector<unit_code> branch::chosen(date day, const crosswalk_options& options) const {
    const auto units = on(day);
    std::set<unit_code> parents;
    for (const auto* const u : units) {
        if (!options.tier && u->parent()) parents.insert(*u->parent());
    }
    std::vector<unit_code> codes;
    for (const auto* const u : units) {
        if (options.tier ? u->tier() == *options.tier : !parents.contains(u->code())) codes.push_back(u->code());
    }
    return codes;
}

/// From these units, in order, to all that they reach and those to be told besides, or on by `last` unless it is null.
/// Both days are up to the eve of the first one, or both from there on: the branch tells where the changed units go,
/// the base where all others do.
crosswalk branch::leg(date from, date to, std::string_view basis, std::span<const unit_code> sources,
                      const crosswalk* last, std::span<const unit_code> more_targets) const {
    std::vector<unit_code> of_base, of_own;
    for (const auto& code : sources) {
        (std::max(from, to) >= begins_ && changes(code) ? of_own : of_base).push_back(code);
    }
    const auto base = crosswalk::compose(base_, from, to, basis, of_base, last);
    const auto own = crosswalk::compose(own_, from, to, basis, of_own, last);

    std::set<unit_code> targets{more_targets.begin(), more_targets.end()};
    for (const auto* part : {&base, &own}) targets.insert(part->targets().begin(), part->targets().end());
    std::vector<unit_code> target_list{targets.begin(), targets.end()};
    std::vector<std::vector<crosswalk_entry>> rows;
    std::vector<crosswalk_rest> rests;
    for (std::uint32_t s = 0; s < sources.size(); ++s) {
        const auto in_base = base.source(sources[s]);
        const auto& part = in_base ? base : own;
        const auto row = in_base ? *in_base : *own.source(sources[s]);
        if (auto most = part.greatest_rest(row); most.sign() > 0) rests.push_back({s, part.rest(row), std::move(most)});
        auto& list = rows.emplace_back();
        for (auto e : part.row(row)) {
            const auto& target = part.targets()[e.target];
            const auto place = std::lower_bound(target_list.begin(), target_list.end(), target) - target_list.begin();
            e.target = static_cast<std::uint32_t>(place);
            list.push_back(std::move(e));
        }
    }
    return {from, base.to(), base.basis(), {sources.begin(), sources.end()}, std::move(target_list), rows, 0, rests};
}

crosswalk branch::between(date from, date to, const crosswalk_options& options) const {
    const std::array<registry, 2> both{base_, own_};
    detail::require_known(options, both);
    const auto eve = begins_.eve();
    if (std::max(from, to) <= eve) return crosswalk::compose(base_, from, to, options);
    const auto sources = chosen(from, options), targets = chosen(to, options);
    if (std::min(from, to) >= eve) return leg(from, to, options.basis, sources, nullptr, targets);
    // from the units that it reaches on the eve, of whatever tier, and then in one go
    const auto first = leg(from, eve, options.basis, sources, nullptr, {});
    const auto last = leg(eve, to, options.basis, first.targets(), nullptr, targets);
    return leg(from, eve, options.basis, sources, &last, {});
}

namespace {

/// Adds what another lineage tells and this does not: its steps in the order of time, then by code, and its ends.
void merge(lineage& all, const lineage& more) {
    const auto key = [](const lineage_step& s) {
        const bool is_opened = s.link == lineage_link::children;  // from where the steps of that day go on
        return std::tuple{s.day, !is_opened, s.how != nullptr ? s.how->from_code() : s.before->code()};
    };
    const auto known = [](const lineage_step& s) { return std::tuple{s.day, s.how, s.before, s.after}; };
    const auto told = std::exchange(all.steps, {});
    std::set<std::tuple<date, const transfer*, const unit*, const unit*>> seen;
    for (const auto& step : told) seen.insert(known(step));
    auto at = told.begin();
    for (const auto& step : more.steps) {
        if (seen.contains(known(step))) continue;
        while (at != told.end() && key(*at) < key(step)) all.steps.push_back(*at++);
        all.steps.push_back(step);
    }
    all.steps.insert(all.steps.end(), at, told.end());
    all.ends.insert(all.ends.end(), more.ends.begin(), more.ends.end());
    sort_by_code(all.ends);
    all.ends.erase(std::unique(all.ends.begin(), all.ends.end()), all.ends.end());
}

}  // namespace

lineage branch::successors(const unit_code& code, date day, date until) const& {
    const auto eve = begins_.eve();
    if (until <= eve || until < day) return muong::successors(base_, code, day, until);
    const auto parted = std::max(day, eve);  // from here on each goes on in its own registry
    auto whole = muong::successors(begins_ <= day && changes(code) ? own_ : base_, code, day, parted);
    whole.to = until;
    std::vector<const unit*> ours, theirs;
    for (const auto* const u : std::exchange(whole.ends, {})) {
        if (changes(u->code())) {
            ours.push_back(own_.at(u->code(), parted));
        } else {
            theirs.push_back(u);
        }
    }
    auto later = detail::successors_of(own_, ours, parted, until);
    const auto by_them = detail::successors_of(base_, theirs, parted, until);
    merge(later, by_them);
    // where a tier of the registry ends, some of the units below may be of the branch
    std::set<const unit*> opened;
    for (const auto& step : by_them.steps) {
        if (step.link != lineage_link::children || !opened.insert(step.before).second) continue;
        lineage below{nullptr, step.day.eve(), until, {}, {}};
        std::vector<const unit*> children;
        for (const unit& child : own_.children_of(step.before->code(), step.day.eve())) {
            if (!changes(child.code())) continue;
            children.push_back(&child);
            below.steps.push_back({step.day, lineage_link::children, nullptr, step.before, &child});
        }
        merge(later, below);
        merge(later, detail::successors_of(own_, children, step.day.eve(), until));
    }
    whole.steps.insert(whole.steps.end(), later.steps.begin(), later.steps.end());
    whole.ends = std::move(later.ends);
    return whole;
}

lineage branch::predecessors(const unit_code& code, date day, date back_to) const& {
    const auto eve = begins_.eve();
    if (day <= eve) return muong::predecessors(base_, code, day, back_to);
    const auto stop = std::max(back_to, eve);
    auto whole = muong::predecessors(changes(code) ? own_ : base_, code, day, stop);
    whole.start = at(code, day);
    whole.to = back_to;
    for (auto& u : whole.ends) u = at(u->code(), stop);
    if (back_to >= eve) return whole;
    auto before = detail::predecessors_of(base_, whole.ends, eve, back_to);
    before.steps.insert(before.steps.end(), whole.steps.begin(), whole.steps.end());
    whole.steps = std::move(before.steps);
    whole.ends = std::move(before.ends);
    return whole;
}

}  // namespace muong::v0
