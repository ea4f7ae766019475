// SPDX-License-Identifier: MIT
#include "units/name_table.hpp"

#include <bit>
#include <stdexcept>

namespace muong::inline v0::detail {

namespace {

/// Units from below to above; more than there are tiers, twice.
struct upper_units {
    std::array<const unit*, 24> list;
    std::size_t count = 0;

    /// Adds the units above `u` on `day`.
    void add_above(const name_table& table, const unit& u, date day) noexcept {
        const auto* const all = table.units.units().data();
        const unit* at = &u;
        while (count < list.size()) {
            const auto known = table.brief[static_cast<std::size_t>(at - all)].parent;
            if (known != no_name) {
                at = all + known;
            } else {
                if (!at->parent()) return;
                at = table.units.at(*at->parent(), day);
                if (at == nullptr) return;
            }
            list[count++] = at;
        }
    }
};

/// A name that a part may mean: what stands behind the word for its kind, or all of it.
struct reading {
    sign_range signs;
    kind_set kinds;
    std::uint32_t name = no_name;
};
struct readings {
    std::array<reading, 2> list;
    std::size_t count = 0;
};

/// The closer, the smaller. Names and their variants are equal: a text may come from either source.
int distance(name_evidence evidence) noexcept {
    switch (evidence) {
        case name_evidence::same_name:
        case name_evidence::variant:
            return 0;
        case name_evidence::respelled:
            return 1;
        case name_evidence::without_marks:
            return 2;
        case name_evidence::other_marks:
            return 3;
    }
    return 3;
}

/// A kind that is not written, or none that we know, contradicts nothing.
bool contradicts(kind_set written, kind_set kind) noexcept {
    return !written.empty() && !kind.empty() && !written.overlaps(kind);
}

/// The day on which a predecessor is read: the eve of `first`, or the last day before on which it stood.
date last_common_day(const unit& before, date first) {
    if (date::min() < first && before.valid().contains(first.eve())) return first.eve();
    return before.valid().last().value_or(before.valid().from());
}

bool may_be_meant(const name_candidate& c) noexcept { return c.in_force && !c.elsewhere; }

}  // namespace

/// One question. Looks the text up under one reading after the other, until one finds a unit that may be meant.
class name_table::search {
public:
    search(const name_table& table, const name_query& query, name_answer& answer)
        : table_{table}, query_{query}, answer_{answer}, found_{answer.candidates_} {}

    void run(sign_range text) {
        place_signs place = read_place(text, {});
        answer_.fault_ = place.fault;
        if (place.fault != place_fault::none) return;
        if (attempt(place)) return;
        place = read_place(text, {0, true});
        if (place.fault == place_fault::none && place.count > 1 && attempt(place)) return;
        const auto hyphens = std::count_if(text.first, text.last,
                                           [](const sign& s) { return !s.is_letter() && s.code_point() == U'-'; });
        if (hyphens == 0 || hyphens > 4) return;
        // The fewer hyphens part the chain, the better.
        for (int cuts = 1; cuts <= hyphens; ++cuts) {
            for (unsigned mask = 1; mask < 1U << hyphens; ++mask) {
                if (std::popcount(mask) != cuts) continue;
                place = read_place(text, {mask, false});
                if (place.fault == place_fault::none && attempt(place)) return;
            }
        }
    }

    /// Whether a unit lies where the query says.
    [[nodiscard]] bool lies_there(std::uint32_t unit) const {
        name_candidate c;
        c.who = &table_.units.units()[unit];
        c.in_force = !query_.day || c.who->valid().contains(*query_.day);
        place_it(unit, {}, c);
        return !c.elsewhere;
    }

    /// Puts the candidates in order, and sees whether one is left.
    void decide() {
        if (found_.size() > 1) {
            std::sort(found_.begin(), found_.end(), [this](const name_candidate& a, const name_candidate& b) {
                if (rank(a) != rank(b)) return rank(a) < rank(b);
                const date first = a.who->valid().from(), second = b.who->valid().from();
                const bool by_time = !query_.day || !a.in_force;
                return by_time && first != second ? second < first : a.who < b.who;
            });
        }
        int least = 4;
        int left = 0;
        for (const auto& c : found_) {
            if (!may_be_meant(c) || c.kind_differs) continue;
            const int d =
                query_.marks_may_lack && plain_ && c.evidence != name_evidence::other_marks ? 0 : distance(c.evidence);
            if (d < least) left = 0;
            if (d > least) continue;
            least = d;
            if (++left == 1) answer_.the_one_ = c.who;
            if (left > 1 || d > 1) answer_.the_one_ = nullptr;
        }
        const auto any = [this](auto&& law) { return std::any_of(found_.begin(), found_.end(), law); };
        answer_.status_ = answer_.fault_ != place_fault::none                         ? name_status::unreadable
                          : answer_.the_one_ != nullptr                               ? name_status::matched
                          : any(may_be_meant)                                         ? name_status::ambiguous
                          : any([](const name_candidate& c) { return !c.elsewhere; }) ? name_status::not_in_force
                                                                                      : name_status::unknown;
    }

private:
    static unsigned rank(const name_candidate& c) noexcept {
        return (c.elsewhere ? 32U : 0U) | (c.in_force ? 0U : 16U) | static_cast<unsigned>(c.evidence) << 1U |
               (c.kind_differs ? 1U : 0U);
    }

    /// Whether a unit that may be meant is found. What is found first stays, unless something better comes.
    bool attempt(place_signs& place) {
        leave_out_the_country(place);
        if (attempt_in_order(place)) return true;
        if (place.ordered || place.count < 2) return false;
        place.turn_round();
        return attempt_in_order(place);
    }

    bool attempt_in_order(const place_signs& place) {
        const auto before = static_cast<std::ptrdiff_t>(found_.size());
        start_ = found_.size();
        std::array<readings, written_place::max_parts> upper;
        std::size_t uppers = 0;
        for (std::size_t i = 1; i < place.count; ++i) {
            upper[uppers] = read(place.parts[i]);
            if (upper[uppers].count > 0) ++uppers;
        }
        const std::span<const readings> above{upper.data(), uppers};

        const auto lowest = read(place.parts[0]);
        for (std::size_t i = 0; i < lowest.count; ++i) gather(lowest.list[i], above);
        if (place.parts[0].certain && lowest.count == 1 && static_cast<std::ptrdiff_t>(found_.size()) == before &&
            !place.parts[0].kinds.empty()) {  // no unit of the tier that is asked for
            gather({place.parts[0].all, {}, look_up(place.parts[0].all)}, above);
        }
        const auto first = found_.begin() + before;
        if (std::any_of(first, found_.end(), may_be_meant)) {
            found_.erase(found_.begin(), first);
            return true;
        }
        const auto lies_there = [](const name_candidate& c) { return !c.elsewhere; };
        if (std::any_of(found_.begin(), first, lies_there) || !std::any_of(first, found_.end(), lies_there)) {
            if (before > 0) found_.erase(first, found_.end());
        } else {
            found_.erase(found_.begin(), first);
        }
        return false;
    }

    /// The names that a part may mean, the likelier first. What begins with a word that certainly is a kind is looked
    /// up as a name only if no unit bears the rest.
    readings read(const part_signs& part) {
        readings all;
        const auto add = [&](sign_range signs, kind_set written) {
            if (!signs.empty()) all.list[all.count++] = {signs, written, look_up(signs)};
        };
        const bool has_word = !part.kinds.empty();
        if (has_word && !part.certain) add(part.all, {});
        add(part.name, part.kinds);
        if (has_word && part.certain && all.count == 1 && all.list[0].name == no_name) add(part.all, {});
        return all;
    }

    std::uint32_t look_up(sign_range signs) {
        char* const key = key_.room(key_room(static_cast<std::size_t>(signs.last - signs.first)));
        return table_.name_of({key, write_search(signs.first, signs.last, key)});
    }

    /// "..., Việt Nam"
    void leave_out_the_country(place_signs& place) {
        for (std::size_t i = 0; i < place.count && place.count > 1; ++i) {
            const auto signs = place.parts[i].all;
            if (signs.last - signs.first < 7 || signs.last - signs.first > 8) continue;
            std::array<char, key_room(8)> key;
            const std::string_view text{key.data(), write_search(signs.first, signs.last, key.data())};
            if (text != "viet nam" && text != "vietnam") continue;
            std::copy(place.parts.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                      place.parts.begin() + static_cast<std::ptrdiff_t>(place.count),
                      place.parts.begin() + static_cast<std::ptrdiff_t>(i));
            --place.count;
        }
    }

    /// The candidate of this attempt that is `u`, by another spelling or reading; `anywhere`, or else the last one.
    name_candidate* found_again(const unit& u, bool anywhere) {
        for (auto at = found_.size(); at > start_; --at) {
            if (found_[at - 1].who == &u) return &found_[at - 1];
            if (!anywhere) break;
        }
        return nullptr;
    }

    void gather(const reading& r, std::span<const readings> above) {
        if (r.name == no_name) return;
        const auto count = static_cast<std::size_t>(r.signs.last - r.signs.first);
        char* const key = key_.room(key_room(count));
        const auto equality = hash_of_text({key, write_equality(r.signs.first, r.signs.last, key)});
        std::optional<std::uint64_t> respelled;  // wanted only where the name is not equal
        const auto is_respelled = [&](const spelling& s) {
            if (!respelled) respelled = hash_of_text({key, write_respelled(r.signs.first, r.signs.last, key)});
            return s.respelled == *respelled;
        };
        const bool plain = std::all_of(r.signs.first, r.signs.last,
                                       [](const sign& s) { return !s.is_letter() || s.is_mark_or_tone_free(); });
        plain_ = plain;
        const bool again_possible = found_.size() > start_;
        const auto list = table_.units.units();
        const auto last = table_.names[r.name + 1].first;
        for (auto at = table_.names[r.name].first; at < last; ++at) {
            const spelling& s = table_.spellings[at];
            const brief_unit& facts = table_.brief[s.unit];
            if (query_.tier && facts.tier != *query_.tier) continue;
            const unit& u = list[s.unit];
            const auto evidence = s.equality == equality
                                      ? s.variant == 0 ? name_evidence::same_name : name_evidence::variant
                                  : is_respelled(s) ? name_evidence::respelled
                                  : plain           ? name_evidence::without_marks
                                                    : name_evidence::other_marks;
            const name_variant* const variant = s.variant == 0 ? nullptr : &u.variants()[s.variant - 1];
            if (auto* const again = found_again(u, again_possible)) {
                if (evidence < again->evidence) {
                    again->evidence = evidence;
                    again->variant = variant;
                }
                continue;
            }
            name_candidate c;
            c.who = &u;
            c.evidence = evidence;
            c.variant = variant;
            c.in_force = !query_.day || facts.valid.contains(*query_.day);
            c.kind_differs = contradicts(r.kinds, facts.kind);
            place_it(s.unit, above, c);
            found_.push_back(c);
        }
    }

    /// Whether a unit lies where the text and the query say.
    void place_it(std::uint32_t unit, std::span<const readings> above, name_candidate& c) const {
        if (above.empty() && !query_.within) return;
        const auto& valid = c.who->valid();
        const date first = valid.from();
        const date last = valid.last().value_or(std::max(table_.last_day, first));
        const date day = !query_.day ? last : c.in_force ? *query_.day : *query_.day < first ? first : last;
        upper_units now;
        now.add_above(table_, *c.who, day);
        if (lies_in(now, above, day)) return;
        if (!query_.day && first != last) {
            upper_units then;
            then.add_above(table_, *c.who, first);
            if (lies_in(then, above, first)) return;
        }
        const auto list = table_.units.units();
        auto last_above = no_name;
        for (auto at = table_.origins_of[unit]; at < table_.origins_of[unit + 1]; ++at) {
            const auto& before = list[table_.origins[at]];
            const auto above_it = table_.brief[table_.origins[at]].parent;
            if (above_it != no_name && above_it == last_above) continue;  // it lay where the one before it lay
            last_above = above_it;
            upper_units both;
            both.add_above(table_, before, last_common_day(before, first));
            const auto ended = both.count;
            both.add_above(table_, *c.who, day);
            if (lies_in(both, above, day) || (above.empty() && lay_in_ended(both, ended, day))) {
                c.upper_units_ended = true;
                return;
            }
        }
        c.elsewhere = true;
    }

    [[nodiscard]] bool lies_in(const upper_units& upper, std::span<const readings> above, date day) const noexcept {
        std::size_t next = 0;
        for (const auto& part : above) {
            while (next < upper.count && !is_meant(part, upper.list[next])) ++next;
            if (next++ == upper.count) return false;
        }
        if (!query_.within) return true;
        const auto* const wanted = table_.units.at(*query_.within, day);
        return std::any_of(
            upper.list.begin(), upper.list.begin() + static_cast<std::ptrdiff_t>(upper.count),
            [&](const muong::unit* u) { return wanted != nullptr ? u == wanted : u->code() == *query_.within; });
    }
    /// Whether the code `within` has ended by `day`, and one of the first `ended` units bore it.
    [[nodiscard]] bool lay_in_ended(const upper_units& upper, std::size_t ended, date day) const noexcept {
        return query_.within && table_.units.at(*query_.within, day) == nullptr &&
               std::any_of(upper.list.begin(), upper.list.begin() + static_cast<std::ptrdiff_t>(ended),
                           [&](const muong::unit* u) { return u->code() == *query_.within; });
    }
    [[nodiscard]] bool is_meant(const readings& part, const muong::unit* u) const noexcept {
        const auto position = static_cast<std::uint32_t>(u - table_.units.units().data());
        for (std::size_t i = 0; i < part.count; ++i) {
            const auto& r = part.list[i];
            if (r.name == no_name || !table_.bears(position, r.name)) continue;
            if (!contradicts(r.kinds, table_.brief[position].kind)) return true;
        }
        return false;
    }

    const name_table& table_;
    const name_query& query_;
    name_answer& answer_;
    std::vector<name_candidate>& found_;
    key_scratch key_;
    std::size_t start_ = 0;  // where the candidates of this attempt begin
    bool plain_ = false;     // the name has no mark and no tone
};

void name_table::require_known(const name_query& query) const {
    if (query.within && units.history_of(*query.within).empty()) {
        throw std::invalid_argument{"muong::name_index: no unit ever bore the code " + to_string(*query.within)};
    }
}

bool name_table::lies_within(std::uint32_t unit, const name_query& query) const {
    name_answer unused;
    return search{*this, query, unused}.lies_there(unit);
}

void name_table::find(std::string_view written, const name_query& query, name_answer& answer) const {
    answer.candidates_.clear();
    answer.the_one_ = nullptr;
    answer.fault_ = place_fault::none;
    answer.status_ = name_status::unknown;
    answer.outside_history_ = query.day && (brief.empty() || *query.day < first_day);
    require_known(query);
    sign_scratch letters;
    auto* const signs = letters.room(written.size());
    std::size_t count = 0;
    if (decode(written, signs, count)) {
        answer.fault_ = place_fault::invalid_utf8;
        answer.status_ = name_status::unreadable;
        return;
    }
    settle_tones(signs, signs + count);
    search one{*this, query, answer};
    one.run({signs, signs + count});
    one.decide();
}

}  // namespace muong::v0::detail
