// SPDX-License-Identifier: MIT
#include <muong/indicators/carried_rules.hpp>

#include <algorithm>

#include <muong/core/fraction_sum.hpp>

namespace muong::inline v0 {

namespace {

/// A part of a quotient whose share lies within a range: what it adds to both sums when all of it is taken.
struct loose_part {
    fraction above, below;
    fraction least, most;
};

/// The greatest (or least) quotient that some shares within the ranges give; nothing if it has no end, or none gives
/// one, or if what is divided by may be below zero. `above` and `below` are the sums of what is certain. Each share
/// goes to one of its ends: to the greater as long as that moves the quotient the right way.
std::optional<fraction> extreme_quotient(fraction above, fraction below, std::vector<loose_part> loose, bool greatest) {
    const auto wanted = [greatest](const fraction& f) { return greatest ? f.sign() > 0 : f.sign() < 0; };
    if (below.sign() < 0 && !loose.empty()) return {};
    for (const auto& p : loose) {
        if (p.below.sign() < 0) return {};
        above += (p.below.sign() == 0 && wanted(p.above) ? p.most : p.least) * p.above;
        below += p.least * p.below;
    }
    std::erase_if(loose, [](const loose_part& p) { return p.below.sign() == 0; });
    // as the shares of all that is below go to zero
    if (below.sign() == 0 && !loose.empty() && wanted(above)) return {};
    // a / b before c / d without a division
    const auto beyond = [&wanted](const fraction& a, const fraction& b, const fraction& c, const fraction& d) {
        return wanted(a * d - c * b);
    };
    std::stable_sort(loose.begin(), loose.end(), [&](const loose_part& a, const loose_part& b) {
        return beyond(a.above, a.below, b.above, b.below);
    });
    for (const auto& p : loose) {
        if (below.sign() != 0 && !beyond(p.above, p.below, above, below)) break;
        const auto more = p.most - p.least;
        above += more * p.above;
        below += more * p.below;
    }
    if (below.sign() == 0) return {};
    return above / below;
}

/// A quotient is known also where all shares that may be true give one.
void settle(carried_value& made) {
    if (made.value || !made.least || !made.most || *made.least != *made.most) return;
    made.value = made.least;
    made.shared += made.ranged;
}

carried_value counted(const carried_sum& sum) {
    carried_value made;
    made.parts = sum.parts;
    made.missing = sum.missing;
    made.ranged = sum.ranged;
    made.shared = sum.shared;
    return made;
}

/// Whether the parts that have no value take that of the cell away.
bool is_withheld(std::uint32_t missing, gap_rule gaps) { return missing > 0 && gaps != gap_rule::skip; }

bool hides_range(const carried_value& v, gap_rule gaps) {
    return v.parts == 0 || v.missing == v.parts || is_withheld(v.missing, gaps);
}

bool hides_value(const carried_value& v, gap_rule gaps) { return v.ranged > 0 || hides_range(v, gaps); }

carried_value extreme_at(const rebase_accumulator& from, std::size_t place, std::size_t column, gap_rule gaps,
                         bool greatest) {
    carried_value made;
    std::optional<fraction> certain;   // of the parts that are surely there
    std::optional<fraction> possible;  // of all parts
    std::optional<fraction> other;     // the other end of these
    const auto take = [](std::optional<fraction>& best, const fraction& v, bool up) {
        if (!best || (up ? *best < v : v < *best)) best = v;
    };
    for (const auto& p : from.parts(place)) {
        ++made.parts;
        const auto v = from.value(p.source, column);
        const bool surely = p.least.sign() > 0;
        if (!v) {
            ++made.missing;
            continue;
        }
        if (!surely) ++made.ranged;
        if (surely && !p.is_whole()) ++made.shared;
        take(possible, *v, greatest);
        take(other, *v, !greatest);
        if (surely) take(certain, *v, greatest);
    }
    if (hides_range(made, gaps)) {
        if (gaps == gap_rule::bound) (greatest ? made.least : made.most) = certain;
        return made;
    }
    if (certain == possible) made.value = certain;
    if (!certain) certain = other;  // some part is there, whichever it is
    made.least = greatest ? certain : possible;
    made.most = greatest ? possible : certain;
    settle(made);
    return made;
}

}  // namespace

cell_quality quality_of(const carried_value& cell, gap_rule gaps, bool assumed) {
    if (!cell.value) {
        const bool has_range = cell.least || cell.most;
        const bool of_shares_alone = cell.missing == 0 && cell.ranged > 0;
        return has_range && (gaps == gap_rule::bound || of_shares_alone) ? cell_quality::bounded
                                                                         : cell_quality::missing;
    }
    if (cell.missing > 0) return cell_quality::partial;
    if (cell.shared > 0 || assumed) return cell_quality::estimated;
    return cell.parts == 1 ? cell_quality::copied : cell_quality::summed;
}

carried_value sum_at(const rebase_accumulator& from, std::size_t place, std::size_t column, gap_rule gaps) {
    const auto sum = from.sum(place, column);
    auto made = counted(sum);
    made.known = sum.known;
    if (!hides_value(made, gaps)) made.value = sum.known;
    if (!hides_range(made, gaps)) {
        made.least = sum.least;
        made.most = sum.most;
    } else if (gaps == gap_rule::bound && made.parts > 0 && !from.any_negative(column)) {
        made.least = sum.least;
    }
    return made;
}

bool is_rounding_assumed(const rebase_accumulator& from, std::size_t place, std::size_t column,
                         const std::vector<bool>& is_assumed) {
    const auto parts = from.parts(place);
    return std::any_of(parts.begin(), parts.end(), [&](const carried_part& p) {
        if (!is_assumed[p.source] || !p.is_exact() || p.is_whole() || !from.has(p.source, column)) return false;
        return from.is_rounded(p, place, *from.value(p.source, column));
    });
}

void add_to_account(account_line& line, const carried_value& cell) {
    if (cell.value) {
        line.out += *cell.value;
    } else {
        (cell.ranged > 0 ? line.unknown : line.missing) += cell.known;
    }
}

void close_account(account_line& line, const rebase_accumulator& from, std::size_t column) {
    const auto rest = from.rest(column);
    line.unknown += rest.unknown;
    line.unmatched += rest.unmatched;
}

carried_value ratio_at(const rebase_accumulator& from, std::size_t place, std::size_t numerator,
                       std::size_t denominator, const fraction& factor, gap_rule gaps) {
    const auto above = from.exact_sum(place, numerator);
    const auto below = from.exact_sum(place, denominator);
    auto made = counted(above.missing >= below.missing ? above : below);
    made.ranged = std::max(above.ranged, below.ranged);
    made.shared = std::max(above.shared, below.shared);
    if (hides_range(made, gaps)) return made;
    auto certain_above = above.known;
    auto certain_below = below.known;
    std::vector<loose_part> loose;
    if (made.missing > 0) {  // a part that one of the two lacks would make a quotient of things that do not belong
        fraction_sum a, b;
        made.missing = 0;
        for (const auto& p : from.parts(place)) {
            const auto x = from.value(p.source, numerator);
            const auto y = from.value(p.source, denominator);
            if (!x || !y) {
                ++made.missing;
            } else if (p.is_exact()) {
                a += p.least * *x;
                b += p.least * *y;
            } else {
                loose.push_back({*x, *y, p.least, p.most});
            }
        }
        if (made.missing == made.parts) return made;
        made.ranged = static_cast<std::uint32_t>(loose.size());
        certain_above = a.total();
        certain_below = b.total();
    } else if (made.ranged > 0) {
        for (const auto& p : from.parts(place)) {
            if (p.is_exact()) continue;
            loose.push_back({*from.value(p.source, numerator), *from.value(p.source, denominator), p.least, p.most});
        }
    }
    made.least = extreme_quotient(certain_above, certain_below, loose, factor.sign() < 0);
    made.most = extreme_quotient(certain_above, certain_below, std::move(loose), factor.sign() >= 0);
    if (made.least) *made.least *= factor;
    if (made.most) *made.most *= factor;
    settle(made);
    return made;
}

carried_value ratio_at(const rebase_accumulator& above, std::size_t numerator, const rebase_accumulator& below,
                       std::size_t denominator, std::size_t place, const fraction& factor) {
    const auto a = above.exact_sum(place, numerator);
    const auto b = below.exact_sum(place, denominator);
    carried_value made;
    made.parts = std::max(a.parts, b.parts);
    made.missing = std::max(a.missing, b.missing);
    made.ranged = std::max(a.ranged, b.ranged);
    made.shared = std::max(a.shared, b.shared);
    if (a.parts == 0 || b.parts == 0 || made.missing > 0) return made;
    if (made.ranged == 0) {
        if (b.known.sign() != 0) made.value = made.least = made.most = factor * a.known / b.known;
        return made;
    }
    if (b.least.sign() <= 0) return made;
    for (const auto& x : {a.least, a.most}) {
        for (const auto& y : {b.least, b.most}) {
            const auto quotient = factor * x / y;
            made.least = made.least ? min(*made.least, quotient) : quotient;
            made.most = made.most ? max(*made.most, quotient) : quotient;
        }
    }
    settle(made);
    return made;
}

carried_value mean_at(const rebase_accumulator& from, std::size_t place, std::size_t rate, std::size_t weight,
                      gap_rule gaps) {
    carried_value made;
    fraction_sum all_above, all_below;
    std::vector<loose_part> loose;
    for (const auto& p : from.parts(place)) {
        ++made.parts;
        const auto r = from.value(p.source, rate);
        const auto w = from.value(p.source, weight);
        if (!r || !w) {
            ++made.missing;
            continue;
        }
        if (!p.is_exact()) {
            ++made.ranged;
            loose.push_back({*r * *w, *w, p.least, p.most});
            continue;
        }
        if (!p.is_whole()) ++made.shared;
        const auto weight_here = p.least * *w;
        all_above += weight_here * *r;
        all_below += weight_here;
    }
    if (hides_range(made, gaps)) return made;
    const auto above = all_above.total();
    const auto below = all_below.total();
    if (!hides_value(made, gaps) && below.sign() != 0) made.value = above / below;
    made.least = extreme_quotient(above, below, loose, false);
    made.most = extreme_quotient(above, below, loose, true);
    settle(made);
    return made;
}

carried_value least_at(const rebase_accumulator& from, std::size_t place, std::size_t column, gap_rule gaps) {
    return extreme_at(from, place, column, gaps, false);
}

carried_value greatest_at(const rebase_accumulator& from, std::size_t place, std::size_t column, gap_rule gaps) {
    return extreme_at(from, place, column, gaps, true);
}

carried_label joined_labels_at(const rebase_accumulator& from, std::size_t place, std::size_t column, gap_rule gaps) {
    carried_label made;
    for (const auto& p : from.parts(place)) {
        ++made.parts;
        const auto label = from.count(p.source, column);
        if (!label) {
            ++made.missing;
        } else if (std::find(made.labels.begin(), made.labels.end(), *label) == made.labels.end()) {
            made.labels.push_back(*label);
        }
    }
    if (is_withheld(made.missing, gaps)) made.labels.clear();
    return made;
}

carried_label same_label_at(const rebase_accumulator& from, std::size_t place, std::size_t column, gap_rule gaps) {
    auto made = joined_labels_at(from, place, column, gaps);
    if (made.labels.size() > 1) made.labels.clear();
    return made;
}

carried_label label_of_largest_at(const rebase_accumulator& from, std::size_t place, std::size_t column, std::size_t by,
                                  gap_rule gaps) {
    struct share_of_label {
        std::int64_t label;
        fraction least, most;
    };
    carried_label made;
    std::vector<share_of_label> found;
    for (const auto& p : from.parts(place)) {
        ++made.parts;
        const auto label = from.count(p.source, column);
        const auto size = from.value(p.source, by);
        if (!label || !size) {
            ++made.missing;
        } else {
            found.push_back({*label, p.least * *size, p.most * *size});
        }
    }
    if (found.empty() || is_withheld(made.missing, gaps)) return made;
    const auto best =
        std::max_element(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.least < b.least; });
    for (const auto& f : found) {
        if (&f == &*best || f.label == best->label) continue;
        // one that can only reach it would come before it in a tie, or not
        const bool can_win = best->least < f.most || (best->least == f.most && &f < &*best);
        if (can_win && f.least != f.most) return made;
        if (f.least == best->least && f.least == f.most) made.tie = true;
    }
    made.labels.push_back(best->label);
    return made;
}

carried_label first_label_at(const rebase_accumulator& from, std::size_t place, std::size_t column,
                             std::span<const std::int64_t> list, gap_rule gaps) {
    carried_label made;
    auto certain = list.end();   // of the parts that are surely there
    auto possible = list.end();  // of all parts
    auto last = list.begin();
    for (const auto& p : from.parts(place)) {
        ++made.parts;
        const auto label = from.count(p.source, column);
        if (!label) {
            ++made.missing;
            continue;
        }
        const auto rank = std::find(list.begin(), list.end(), *label);
        possible = std::min(possible, rank);
        last = std::max(last, rank);
        if (p.least.sign() > 0) certain = std::min(certain, rank);
    }
    if (is_withheld(made.missing, gaps)) return made;
    // that of a part that is surely there, or of all that may be
    if (possible != list.end() && (certain == possible || last == possible)) made.labels.push_back(*possible);
    return made;
}

}  // namespace muong::v0
