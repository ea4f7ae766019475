// SPDX-License-Identifier: MIT
#pragma once

#include "support/histories.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace muong::test {

using rational = boost::multiprecision::cpp_rational;
inline rational plain(const fraction& f) { return rational{to_string(f)}; }

/// Least and greatest share of a unit that another gets.
struct bounds {
    rational least;
    rational most;
    friend bool operator==(const bounds&, const bounds&) = default;
};
using shares_by_code = std::map<std::string, rational>;
using bounds_by_code = std::map<std::string, bounds>;

/// Follows a unit's territory through a generated history day by day, with unlimited rationals and concrete shares: a
/// plain second way to what a crosswalk tells, parts with a share of zero among it. A unit whose shares are not all
/// known is divided in each of the extreme ways that agree with what is known; every other way lies between those.
class follower {
public:
    /// `basis` is a position in generated_history::bases; no position: no share is known.
    follower(const generated_history& history, std::optional<std::size_t> basis);

    /// Where the unit that bears `code` on `from` is on `to`, before or after, between the extremes. \returns nothing
    /// if there are more than `limit` combinations of extremes
    [[nodiscard]] std::optional<bounds_by_code> between(const std::string& code, date from, date to,
                                                        std::size_t limit) const;
    /// Shows each of those combinations. \returns false, and shows none, if there are more than `limit`
    bool each_extreme(const std::string& code, date from, date to, std::size_t limit,
                      const std::function<void(const shares_by_code&)>& show) const;
    /// The same for one of those combinations, drawn.
    [[nodiscard]] shares_by_code drawn(const std::string& code, date from, date to, source_of_chance& chance) const;
    /// The same for the shares that were true.
    [[nodiscard]] shares_by_code true_shares(const std::string& code, date from, date to) const;

private:
    struct node {
        std::size_t day;
        std::string code;
        bool within;
        bool backward;
        friend auto operator<=>(const node&, const node&) = default;
    };
    struct branch {
        std::string code;
        bool within;
        rational truly;
    };
    struct division {
        std::vector<branch> branches;
        std::vector<std::vector<rational>> extremes;  // shares by branch
    };

    void add_forward(std::size_t day);
    void add_backward(std::size_t day);
    template <class Take>
    [[nodiscard]] shares_by_code follow(const std::string& code, date from, date to, Take&& take) const;
    template <class Take>
    void follow_day(const node& at, const rational& share, shares_by_code& into, Take&& take) const;

    const generated_history& history_;
    std::optional<std::size_t> basis_;
    std::map<node, division> divisions_;
};

}  // namespace muong::test
