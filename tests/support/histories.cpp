// SPDX-License-Identifier: MIT
#include "support/histories.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace muong::test {

namespace {

unit_code code_of(std::string_view text) { return unit_code::parse(text).value(); }

/// Something with people and land that never comes apart.
struct atom {
    std::array<std::int64_t, 2> size{};
};
using atoms = std::vector<std::size_t>;

struct commune {
    std::string name;
    std::string kind;
    std::optional<std::string> parent;
    date since = date::min();
    atoms land;
};

struct move {
    std::string from;
    bool from_within;
    std::string to;
    bool to_within;
    atoms land;
};

class historian {
public:
    explicit historian(source_of_chance& chance) : chance_{chance} {}

    generated_history tell() {
        today_ = date::min() + static_cast<std::int32_t>(chance_.between(200'000, 220'000));
        made_.moments.push_back(today_);
        const auto provinces = chance_.between(0, 2);
        for (std::int64_t p = 0; p < provinces; ++p) begin_province();
        const auto communes = chance_.between(2, 6);
        for (std::int64_t c = 0; c < communes; ++c) {
            atoms land;
            const auto pieces = chance_.between(1, 6);
            for (std::int64_t i = 0; i < pieces; ++i) {
                land.push_back(atoms_.size());
                atoms_.push_back({{chance_.chance(1, 5) ? 0 : chance_.between(1, 9), chance_.between(1, 9)}});
            }
            begin(fresh_code(), land);
        }
        const auto days = chance_.between(1, 5);
        for (std::int64_t d = 0; d < days; ++d) {
            today_ = today_ + static_cast<std::int32_t>(chance_.chance(1, 4) ? 1 : chance_.between(2, 400));
            change();
        }
        for (auto& [code, unit] : communes_) write(code, unit, {});
        for (auto& [code, since] : provinces_) write_province(code, since, {});
        made_.order = chance_.bits();
        return std::move(made_);
    }

private:
    // ---- units

    std::string fresh_code() {
        std::vector<std::string> idle;
        for (const auto& code : dead_) {
            if (!touched_.contains(code)) idle.push_back(code);
        }
        const auto code = !idle.empty() && chance_.chance(1, 2) ? chance_.pick(idle) : "C" + std::to_string(++codes_);
        touched_.insert(code);
        return code;
    }

    std::optional<std::string> any_province() {
        if (provinces_.empty() || chance_.chance(1, 6)) return {};
        return std::next(provinces_.begin(), static_cast<std::ptrdiff_t>(chance_.index(provinces_.size())))->first;
    }

    void begin_province() { provinces_.emplace("P" + std::to_string(++codes_), today_); }

    void begin(const std::string& code, atoms land) {
        dead_.erase(code);
        communes_.insert_or_assign(code, commune{chance_.text("abcde", 1, 2), chance_.chance(1, 3) ? "ward" : "commune",
                                                 any_province(), today_, std::move(land)});
    }

    void write(const std::string& code, const commune& unit, std::optional<date> to) {
        std::optional<unit_code> parent;
        if (unit.parent) parent = code_of(*unit.parent);
        made_.units.push_back({code_of(code), unit.name, unit.kind, unit_tier::commune, parent, unit.since, to});
    }
    void write_province(const std::string& code, date since, std::optional<date> to) {
        made_.units.push_back({code_of(code), "Province " + code, "tinh", unit_tier::province, {}, since, to});
    }

    /// The unit goes on under its code as another version.
    void turn_over(const std::string& code) {
        auto& unit = communes_.at(code);
        if (unit.since == today_) return;
        write(code, unit, today_);
        auto land = std::move(unit.land);
        begin(code, std::move(land));
    }

    /// A commune on which nothing has happened today.
    std::optional<std::string> pick() {
        std::vector<std::string> idle;
        for (const auto& [code, unit] : communes_) {
            if (!touched_.contains(code)) idle.push_back(code);
        }
        if (idle.empty()) return {};
        const auto code = chance_.pick(idle);
        touched_.insert(code);
        return code;
    }

    // ---- days

    void change() {
        made_.moments.push_back(today_.eve());
        made_.moments.push_back(today_);
        made_.days.push_back({today_, {}});
        touched_.clear();
        lossy_ = chance_.chance(1, 12);
        // how often a share, a back share and an amount are stated today, out of 4
        for (auto& often : told_) often = std::array{0, 0, 1, 2, 3, 4, 4}[chance_.index(7)];
        if (lossy_) told_ = {4, 0, 0};
        const auto acts = chance_.between(1, 4);
        for (std::int64_t i = 0; i < acts; ++i) act();
        if (chance_.chance(1, 5) && !provinces_.empty()) end_province();
    }

    void act() {
        const auto a = pick();
        if (!a) return;
        switch (chance_.index(13)) {
            case 0:
                return merge(*a, fresh_code());
            case 1:
                return merge(*a, *a);
            case 2:
                return divide(*a, {fresh_code(), fresh_code()});
            case 3:
                return divide(*a, {*a, fresh_code()});
            case 4:
                return to_neighbours(*a, true);
            case 5:
                return to_neighbours(*a, false);
            case 6:
                return exchange(*a);
            case 7:
                return turn_over(*a);  // another name, kind or parent
            case 8:
                return use_again(*a);
            case 9:
                return through_ended(*a);
            case 10:
                return through_passage(*a);
            case 11:
                return through_new(*a);
            default:
                return divide(*a, {*a, fresh_code(), fresh_code()});
        }
    }

    [[nodiscard]] const atoms& land(const std::string& code) const { return communes_.at(code).land; }

    /// Each of `count` parts gets some of the land, and one at least where it suffices.
    std::vector<atoms> parts(const atoms& whole, std::size_t count) {
        std::vector<atoms> made(count);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            made[i < count && !chance_.chance(1, 10) ? i : chance_.index(count)].push_back(whole[i]);
        }
        return made;
    }

    void merge(const std::string& a, const std::string& into) {
        std::vector<move> moves;
        if (into != a || chance_.chance(1, 2)) moves.push_back({a, false, into, false, land(a)});
        const auto others = chance_.between(into == a ? 1 : 0, 2);  // with none it gets another code
        for (std::int64_t i = 0; i < others; ++i) {
            if (const auto b = pick()) moves.push_back({*b, false, into, false, land(*b)});
        }
        carry_out(moves);
    }

    void divide(const std::string& a, const std::vector<std::string>& into) {
        const auto pieces = parts(land(a), into.size());
        std::vector<move> moves;
        for (std::size_t i = 0; i < into.size(); ++i) moves.push_back({a, false, into[i], false, pieces[i]});
        carry_out(moves);
    }

    void to_neighbours(const std::string& a, bool goes_on) {
        std::vector<std::string> into;
        if (goes_on) into.push_back(a);
        for (int i = 0; i < 2; ++i) {
            if (const auto b = pick()) into.push_back(*b);
        }
        if (into.empty()) return;
        const auto pieces = parts(land(a), into.size());
        std::vector<move> moves;
        for (std::size_t i = 0; i < into.size(); ++i) {
            moves.push_back({a, false, into[i], false, pieces[i]});
            if (into[i] != a && chance_.chance(1, 3)) moves.push_back({into[i], false, into[i], false, land(into[i])});
        }
        carry_out(moves);
    }

    void exchange(const std::string& a) {
        const auto b = pick();
        if (!b) return;
        const auto of_a = parts(land(a), 2);
        const auto of_b = parts(land(*b), 2);
        carry_out({{a, false, a, false, of_a[0]},
                   {a, false, *b, false, of_a[1]},
                   {*b, false, *b, false, of_b[0]},
                   {*b, false, a, false, of_b[1]}});
    }

    /// A code that is free from today names another unit from today, or two units swap their codes.
    void use_again(const std::string& a) {
        const auto b = pick();
        if (!b) return;
        const auto c = chance_.chance(1, 2) ? std::optional{a} : pick();
        carry_out({{a, false, c ? *b : fresh_code(), false, land(a)}, {*b, false, c ? *c : a, false, land(*b)}});
    }

    /// A goes into B, which ends today and goes into one or two others, perhaps through yet another that ends; A may
    /// also give a part to where B goes.
    void through_ended(const std::string& a) {
        const auto b = pick();
        if (!b) return;
        const auto target = chance_.chance(1, 2) ? pick() : std::nullopt;
        const auto c = target ? *target : fresh_code();
        std::vector<move> moves;
        const auto of_a = parts(land(a), chance_.chance(1, 3) ? 2 : 1);
        moves.push_back({a, false, *b, true, of_a[0]});
        if (of_a.size() > 1) moves.push_back({a, false, c, false, of_a[1]});
        auto held = land(*b);
        held.insert(held.end(), of_a[0].begin(), of_a[0].end());
        auto last = *b;
        if (chance_.chance(1, 3)) {
            if (const auto middle = pick()) {
                moves.push_back({last, true, *middle, true, held});
                held.insert(held.end(), land(*middle).begin(), land(*middle).end());
                last = *middle;
            }
        }
        if (chance_.chance(1, 2)) {
            moves.push_back({last, true, c, false, held});
        } else {
            const auto pieces = parts(held, 2);
            moves.push_back({last, true, c, false, pieces[0]});
            moves.push_back({last, true, fresh_code(), false, pieces[1]});
        }
        carry_out(moves);
    }

    /// One or two units into one that is made and ended today, and on into others.
    void through_passage(const std::string& a) {
        const auto passage = fresh_code();
        dead_.insert(passage);
        if (chance_.chance(1, 2)) {
            made_.units.push_back({code_of(passage), "", "", unit_tier::commune, {}, today_, today_});
        }
        std::vector<move> moves{{a, false, passage, true, land(a)}};
        auto held = land(a);
        if (const auto b = pick()) {
            moves.push_back({*b, false, passage, true, land(*b)});
            held.insert(held.end(), land(*b).begin(), land(*b).end());
        }
        const auto count = static_cast<std::size_t>(chance_.between(1, 3));
        const auto pieces = parts(held, count);
        for (std::size_t i = 0; i < count; ++i) {
            const auto next = i == 2 ? pick() : std::nullopt;
            moves.push_back({passage, true, next ? *next : fresh_code(), false, pieces[i]});
        }
        carry_out(moves);
    }

    /// A or a part of it into a new unit, which gives a part of itself on and stays.
    void through_new(const std::string& a) {
        const auto made = fresh_code();
        const auto goes_on = chance_.chance(1, 2);
        const auto of_a = parts(land(a), goes_on ? 2 : 1);
        std::vector<move> moves{{a, false, made, true, of_a[0]}};
        if (goes_on) moves.push_back({a, false, a, false, of_a[1]});
        const auto pieces = parts(of_a[0], 2);
        const auto other = pick();
        moves.push_back({made, true, made, false, pieces[0]});
        moves.push_back({made, true, other ? *other : fresh_code(), false, pieces[1]});
        carry_out(moves);
    }

    /// Ends a province: its communes get another parent, and it has a successor or only its communes have one.
    void end_province() {
        const auto old = std::next(provinces_.begin(), static_cast<std::ptrdiff_t>(chance_.index(provinces_.size())));
        const auto code = old->first;
        bool has_children = false;  // on the eve
        for (const auto& u : made_.units) {
            has_children =
                has_children || (u.parent && u.parent->view() == code && u.valid_to && *u.valid_to == today_);
        }
        for (const auto& [child, unit] : communes_) {
            has_children = has_children || (unit.parent == code && unit.since != today_);
        }
        if (old->second == today_) return;
        write_province(code, old->second, today_);
        provinces_.erase(old);
        begin_province();
        if (!has_children || chance_.chance(1, 2)) {
            const auto to = std::prev(provinces_.end())->first;
            record({code, false, to, false, {}}, {1, 1}, {1, 1}, {1, 1}, true);
        }
        for (auto& [child, unit] : communes_) {
            if (unit.parent != code) continue;
            if (unit.since == today_) {
                unit.parent = any_province();
            } else {
                turn_over(child);
            }
        }
    }

    // ---- what an act does

    [[nodiscard]] std::array<std::int64_t, 2> size_of(const atoms& land) const {
        std::array<std::int64_t, 2> sum{};
        for (const auto i : land) {
            for (std::size_t b = 0; b < 2; ++b) sum[b] += atoms_[i].size[b];
        }
        return sum;
    }

    void carry_out(const std::vector<move>& moves) {
        using node = std::pair<std::string, bool>;  // within the day?
        std::map<node, atoms> gives;
        std::map<node, atoms> takes;
        std::set<std::string> used_up;
        std::map<node, std::size_t> ways_from;
        const auto add = [](atoms& to, const atoms& more) { to.insert(to.end(), more.begin(), more.end()); };
        for (const auto& m : moves) {
            add(gives[{m.from, m.from_within}], m.land);
            add(takes[{m.to, m.to_within}], m.land);
            ++ways_from[{m.from, m.from_within}];
            for (const auto& code : {m.from_within ? std::string{} : m.from, m.to_within ? m.to : std::string{}}) {
                if (!code.empty() && communes_.contains(code)) used_up.insert(code);
            }
        }
        for (auto& [n, held] : takes) {
            if (communes_.contains(n.first) && (n.second || !used_up.contains(n.first))) add(held, land(n.first));
        }
        const auto leave_out = lossy_ && chance_.chance(1, 2) ? chance_.index(moves.size()) : moves.size();
        for (std::size_t i = 0; i < moves.size(); ++i) {
            const auto& m = moves[i];
            const auto ways = ways_from.at({m.from, m.from_within});
            if (i == leave_out && ways > 1 && !m.from_within && !m.to_within) {
                made_.lossy = true;
                continue;
            }
            record(m, size_of(m.land), size_of(gives.at({m.from, m.from_within})),
                   size_of(takes.at({m.to, m.to_within})), ways == 1 && !chance_.chance(1, 10));
        }
        for (const auto& code : used_up) {
            if (takes.contains({code, false})) continue;
            write(code, communes_.at(code), today_);
            communes_.erase(code);
            dead_.insert(code);
        }
        for (auto& [n, held] : takes) {
            if (n.second) continue;
            if (!communes_.contains(n.first)) {
                begin(n.first, held);
                continue;
            }
            communes_.at(n.first).land = held;
            if (chance_.chance(1, 2)) turn_over(n.first);
        }
    }

    void record(const move& m, std::array<std::int64_t, 2> moved, std::array<std::int64_t, 2> of,
                std::array<std::int64_t, 2> into, bool whole) {
        transfer_row row{today_,
                         chance_.chance(1, 4) ? "" : chance_.text("12", 1, 1),
                         chance_.text("34", 0, 1),
                         code_of(m.from),
                         code_of(m.to),
                         whole ? extent::whole : extent::part,
                         {}};
        for (std::size_t b = 0; b < 2; ++b) {
            auto& known = row.shares.emplace_back(basis_row{std::string{generated_history::bases[b]}, {}, {}, {}});
            if (whole && chance_.chance(1, 2)) continue;
            if (of[b] > 0 && chance_.chance(told_[0], 4)) known.share = fraction{moved[b], of[b]};
            if (into[b] > 0 && chance_.chance(told_[1], 4)) known.back_share = fraction{moved[b], into[b]};
            if (chance_.chance(told_[2], 4)) known.amount = decimal{moved[b]};
        }
        made_.days.back().ways.push_back(
            {m.from, m.from_within, m.to, m.to_within, made_.transfers.size(), moved, of, into});
        made_.transfers.push_back(std::move(row));
    }

    source_of_chance& chance_;
    generated_history made_;
    date today_ = date::min();
    std::vector<atom> atoms_;
    std::map<std::string, commune> communes_;
    std::map<std::string, date> provinces_;
    std::set<std::string> dead_;     // codes that no unit bears
    std::set<std::string> touched_;  // codes of today's changes
    std::array<int, 3> told_{};
    bool lossy_ = false;
    int codes_ = 0;
};

}  // namespace

generated_history any_history(source_of_chance& chance) { return historian{chance}.tell(); }

registry::builder generated_history::rows() const {
    registry::builder made{"TEST"};
    source_of_chance chance{order};
    std::vector<std::size_t> numbers(units.size() + transfers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
    for (std::size_t i = numbers.size(); i > 1; --i) std::swap(numbers[i - 1], numbers[chance.index(i)]);
    for (const auto n : numbers) {
        if (n < units.size()) {
            made.add(units[n], {"units.csv", n + 2, 0, ""});
        } else {
            made.add(transfers[n - units.size()], {"transfers.csv", n - units.size() + 2, 0, ""});
        }
    }
    return made;
}

registry::builder generated_history::texts() const {
    registry::builder made{"TEST"};
    const auto text = [](const auto& value) { return value ? to_string(*value) : std::string{}; };
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto& u = units[i];
        const auto code = to_string(u.code);
        const auto tier = std::to_string(static_cast<int>(u.tier));
        const auto parent = text(u.parent);
        const auto from = to_string(u.valid_from);
        const auto to = text(u.valid_to);
        made.add(unit_text{code, u.name, u.kind, tier, parent, from, to}, {"units.csv", i + 2, 0, ""});
    }
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        const auto& t = transfers[i];
        std::vector<std::array<std::string, 3>> kept;
        for (const auto& s : t.shares) kept.push_back({text(s.share), text(s.back_share), text(s.amount)});
        std::vector<basis_text> shares;
        for (std::size_t s = 0; s < kept.size(); ++s) {
            shares.push_back({t.shares[s].basis, kept[s][0], kept[s][1], kept[s][2]});
        }
        const auto day = to_string(t.effective);
        const auto from = to_string(t.from_code);
        const auto to = to_string(t.to_code);
        made.add(transfer_text{day, t.act, t.clause, from, to, t.extent == extent::whole ? "whole" : "part", shares},
                 {"transfers.csv", i + 2, 0, ""});
    }
    return made;
}

const unit_row* generated_history::standing(std::string_view code, date day) const {
    for (const auto& u : units) {
        if (u.code.view() == code && u.valid_from <= day && (!u.valid_to || day < *u.valid_to)) return &u;
    }
    return nullptr;
}

std::vector<std::string> generated_history::leaves(date day) const {
    std::set<std::string> codes;
    for (const auto& u : units) {
        if (standing(u.code.view(), day) == &u) codes.insert(to_string(u.code));
    }
    for (const auto& u : units) {
        if (u.parent && standing(u.code.view(), day) == &u) codes.erase(to_string(*u.parent));
    }
    return {codes.begin(), codes.end()};
}

}  // namespace muong::test
