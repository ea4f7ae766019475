// SPDX-License-Identifier: MIT
#include "indicators/apportion_plan.hpp"

#include <muong/core/detail/wide.hpp>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace muong::inline v0::detail {

using boost::multiprecision::cpp_int;

struct big_weights {
    std::vector<cpp_int> weights;
    cpp_int whole;
};

namespace {

/// Gives one unit more to each of the `extra` parts with the greatest remainders; of equal ones the earlier comes
/// first.
template <class Whole>
void give_extra(std::int64_t* parts, const std::vector<Whole>& rests, std::size_t extra) {
    if (extra == 0) return;
    std::vector<std::uint32_t> order(rests.size());
    std::iota(order.begin(), order.end(), 0U);
    std::nth_element(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(extra - 1), order.end(),
        [&rests](std::uint32_t a, std::uint32_t b) { return rests[a] != rests[b] ? rests[b] < rests[a] : a < b; });
    for (std::size_t i = 0; i < extra; ++i) ++parts[order[i]];
}

void divide_small(std::span<const std::int64_t> weights, std::int64_t whole, std::uint64_t size, std::int64_t* parts) {
    const auto n = static_cast<std::uint64_t>(whole);
    if (weights.size() == 2) {
        const uint128 product = uint128{size} * static_cast<std::uint64_t>(weights[0]);
        const auto quot = static_cast<std::uint64_t>(product / n);
        const std::uint64_t left = static_cast<std::uint64_t>(product) - quot * n;
        parts[0] = static_cast<std::int64_t>(quot + (left >= n - left ? 1 : 0));
        parts[1] = static_cast<std::int64_t>(size) - parts[0];
        return;
    }
    static thread_local std::vector<std::uint64_t> rests;
    rests.resize(weights.size());
    std::uint64_t left = size;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const uint128 product = uint128{size} * static_cast<std::uint64_t>(weights[i]);
        const auto quot = static_cast<std::uint64_t>(product / n);
        rests[i] = static_cast<std::uint64_t>(product) - quot * n;
        parts[i] = static_cast<std::int64_t>(quot);
        left -= quot;
    }
    give_extra(parts, rests, static_cast<std::size_t>(left));
}

void divide_big(const big_weights& by, std::uint64_t size, std::int64_t* parts) {
    std::vector<cpp_int> rests(by.weights.size());
    std::uint64_t left = size;
    for (std::size_t i = 0; i < by.weights.size(); ++i) {
        cpp_int quot;
        divide_qr(cpp_int{by.weights[i] * size}, by.whole, quot, rests[i]);
        parts[i] = quot.convert_to<std::int64_t>();
        left -= static_cast<std::uint64_t>(parts[i]);
    }
    give_extra(parts, rests, static_cast<std::size_t>(left));
}

/// The numerator and the denominator, of any size.
std::pair<cpp_int, cpp_int> terms(const fraction& f) {
    if (f.is_small()) return {f.numerator(), f.denominator()};
    const std::string text = to_string(f);
    const auto bar = text.find('/');
    if (bar == std::string::npos) return {cpp_int{text}, 1};
    return {cpp_int{text.substr(0, bar)}, cpp_int{text.substr(bar + 1)}};
}

[[noreturn]] void refuse(const char* why, const piece& p) {
    throw std::invalid_argument{"muong::apportion_plan: " + std::string{why} + " (source " + std::to_string(p.source) +
                                ", target " + std::to_string(p.target) + ')'};
}

/// Whether some of a source is known to go to the target.
bool goes(const piece& p) { return p.known && p.share.sign() > 0; }

/// Appends the weights of the known shares, and that of the rest if there is one.
/// \returns what they add up to; nothing, and appends nothing, if that is beyond 63 bits
std::optional<std::int64_t> weigh(std::span<const piece> pieces, std::vector<std::int64_t>& weights) {
    std::int64_t whole = 1;
    for (const piece& p : pieces) {
        if (!goes(p)) continue;
        if (!p.share.is_small()) return {};
        const auto denominator = static_cast<std::uint64_t>(p.share.denominator());
        const auto shared = static_cast<std::int64_t>(gcd(static_cast<std::uint64_t>(whole), denominator));
        const int128 multiple = int128{whole / shared} * p.share.denominator();
        if (multiple > max_int64) return {};
        whole = static_cast<std::int64_t>(multiple);
    }
    int128 left = whole;
    for (const piece& p : pieces) {
        if (!goes(p)) continue;
        const int128 weight = int128{p.share.numerator()} * (whole / p.share.denominator());
        left -= weight;
        if (left < 0) refuse("shares above one", p);
        weights.push_back(static_cast<std::int64_t>(weight));
    }
    if (left > 0) weights.push_back(static_cast<std::int64_t>(left));
    return whole;
}

big_weights weigh_exactly(std::span<const piece> pieces) {
    big_weights by{{}, 1};
    for (const piece& p : pieces)
        if (goes(p)) by.whole = lcm(by.whole, terms(p.share).second);
    cpp_int left = by.whole;
    for (const piece& p : pieces) {
        if (!goes(p)) continue;
        const auto [numerator, denominator] = terms(p.share);
        left -= by.weights.emplace_back(numerator * (by.whole / denominator));
        if (left < 0) refuse("shares above one", p);
    }
    if (left > 0) by.weights.push_back(left);
    return by;
}

}  // namespace

apportion_plan::apportion_plan(std::size_t sources, std::size_t targets, std::vector<piece> pieces)
    : sources_{sources}, absent_parts_(targets, 0), big_{std::make_shared<std::vector<big_weights>>()} {
    if (sources >= undivided || targets >= undivided)
        throw std::invalid_argument{"muong::apportion_plan: too many rows"};
    const auto before = [](const piece& a, const piece& b) {
        return a.source != b.source ? a.source < b.source : a.target < b.target;
    };
    if (!std::is_sorted(pieces.begin(), pieces.end(), before)) std::sort(pieces.begin(), pieces.end(), before);

    first_.assign(targets + 1, 0);  // behind each target, the number of its entries
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const piece& p = pieces[i];
        const bool absent = p.source == piece::no_source;
        if ((p.source >= sources && !absent) || p.target >= targets) refuse("no such row", p);
        if (i > 0 && !absent && p.source == pieces[i - 1].source && p.target == pieces[i - 1].target)
            refuse("given twice", p);
        const int sign = p.known ? p.share.sign() : 0;
        if (sign < 0) refuse("a share below zero", p);
        if (p.assumed) assumed_.push_back(p.target);
        if (absent) {
            if (!p.known || sign > 0) ++absent_parts_[p.target];
        } else if (sign > 0) {
            ++first_[p.target + 1];
        }
    }
    std::sort(assumed_.begin(), assumed_.end());
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    entries_.resize(first_.back());
    contributions made{first_, {}, {}};
    std::size_t i = 0;
    for (std::uint32_t source = 0; source < sources; ++source) {
        const std::size_t begin = i;
        while (i < pieces.size() && pieces[i].source == source) ++i;
        if (i == begin) {
            unmatched_.push_back(source);
        } else if (i == begin + 1 && pieces[begin].known && pieces[begin].share == fraction{1}) {
            entries_[made.next[pieces[begin].target]++] = {source, undivided, 0};
        } else {
            add_divided(std::span<const piece>{pieces}.subspan(begin, i - begin), made);
        }
    }

    first_unknown_.assign(targets + 1, 0);
    for (const auto& [target, source] : made.unknown) ++first_unknown_[target + 1];
    std::partial_sum(first_unknown_.begin(), first_unknown_.end(), first_unknown_.begin());
    unknown_.resize(made.unknown.size());
    made.next = first_unknown_;
    for (const auto& [target, source] : made.unknown) unknown_[made.next[target]++] = source;
    take_nothing(std::move(made.nothing));
    kinds_.resize(targets);
    for (std::size_t t = 0; t < targets; ++t) kinds_[t] = kind_of(t);
}

made_of apportion_plan::kind_of(std::size_t target) const {
    const auto parts = into(target);
    if (parts.empty() || parts.size() > few || absent_parts_[target] != 0 || !unknown_into(target).empty())
        return made_of::other;
    const bool whole = std::all_of(parts.begin(), parts.end(), [](const entry& e) { return e.split == undivided; });
    return whole ? made_of::few_sources : made_of::few_parts;
}

void apportion_plan::take_nothing(std::vector<std::pair<std::uint32_t, std::uint32_t>> nothing) {
    std::erase_if(nothing, [this](const auto& part) {
        const auto target = part.first;
        return !into(target).empty() || !unknown_into(target).empty() || absent_parts(target) != 0;
    });
    if (nothing.empty()) return;
    std::sort(nothing.begin(), nothing.end());
    first_nothing_.assign(targets() + 1, 0);
    for (const auto& [target, source] : nothing) {
        ++first_nothing_[target + 1];
        nothing_.push_back(source);
    }
    std::partial_sum(first_nothing_.begin(), first_nothing_.end(), first_nothing_.begin());
}

void apportion_plan::add_divided(std::span<const piece> pieces, contributions& into) {
    const auto number = static_cast<std::uint32_t>(splits_.size());
    split made{.source = pieces.front().source, .first = weights_.size(), .exact = big_->size()};
    entry* last = nullptr;
    for (const piece& p : pieces) {
        if (!goes(p)) {
            if (p.known) into.nothing.emplace_back(p.target, p.source);
            continue;
        }
        last = &entries_[into.next[p.target]++];
        *last = {p.source, number, made.parts++};
    }

    const auto whole = weigh(pieces, weights_);
    big_weights big;
    if (whole) {
        made.whole = *whole;
    } else {
        big = weigh_exactly(pieces);
    }
    const std::size_t weights = whole ? weights_.size() - made.first : big.weights.size();
    if (weights > made.parts) {
        ++made.parts;
        made.left = rest::unmatched;
        for (const piece& p : pieces) {
            if (p.known) continue;
            made.left = rest::unknown;
            into.unknown.emplace_back(p.target, p.source);
        }
    } else {
        for (const piece& p : pieces) {
            if (!p.known) into.nothing.emplace_back(p.target, p.source);  // since nothing is left
        }
        if (made.parts == 1) {  // all of it goes to one target
            *last = {made.source, undivided, 0};
            weights_.resize(made.first);
            return;
        }
    }
    if (!whole) big_->push_back(std::move(big));
    splits_.push_back(made);
}

void apportion_plan::divide(const split& s, std::int64_t value, std::int64_t* parts) const {
    if (value == missing_cell) {
        std::fill_n(parts, s.parts, missing_cell);
        return;
    }
    const std::uint64_t size = magnitude(value);
    if (s.whole != 0) {
        divide_small(weights(s), s.whole, size, parts);
    } else {
        divide_big((*big_)[s.exact], size, parts);
    }
    if (value < 0)
        for (std::uint32_t i = 0; i < s.parts; ++i) parts[i] = -parts[i];
}

}  // namespace muong::v0::detail
