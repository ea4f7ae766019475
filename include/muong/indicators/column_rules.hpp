// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/indicators/account.hpp>
#include <muong/indicators/aggregation.hpp>
#include <muong/indicators/carried_rules.hpp>
#include <muong/indicators/observation_status.hpp>
#include <muong/indicators/panel.hpp>
#include <muong/indicators/rebase.hpp>
#include <muong/units/crosswalk.hpp>

namespace muong::inline v0 {

/// How a column of the new map is made of columns of the old one.
enum class combination : std::uint8_t {
    sum,               ///< of an extensive column, by exact shares
    whole,             ///< the same in whole numbers: the parts of a divided value are whole and add up to it
    ratio,             ///< `factor` times the sum of one extensive column by that of another
    mean,              ///< of an intensive column, weighted by an extensive one that is not below zero
    least,             ///< value of the parts, of any column but one of labels or of no rule
    greatest,          ///< value of the parts, of the same columns
    same_label,        ///< the label that all parts have, of a column of labels, which are numbers
    label_of_largest,  ///< the label of the part that has most of an extensive column
};
/// "sum"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(combination how) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, combination how);

/// One column to be made, and of what.
struct column_rule {
    std::string id;  ///< of the new column; not empty, once among the rules
    combination how = combination::sum;
    std::string of;             ///< column of the panel: numerator, rate, label ...
    std::string by = {};        ///< the other one: denominator, weight, size
    fraction factor = 1;        ///< of a ratio: 100 for percent, 1000 for a rate per thousand
    std::string basis = {};     ///< of the crosswalk that carries `of`; empty: the first one
    std::string by_basis = {};  ///< of the one that carries `by`, of a ratio; empty: as `basis`
};

struct column_rule_options {
    gap_rule gaps = gap_rule::propagate;
    unmatched_rule unmatched = unmatched_rule::refuse;
};

/// A cell that was made by a rule: its value or its bounds, of how many parts, and how sure it is.
struct ruled_cell : carried_value {
    cell_quality quality = cell_quality::missing;
    fraction from_shares;  ///< which part of a sum rests on shares of divided units
    bool assumed = false;  ///< a share that it rests on is assumed; see crosswalk::assumption
    bool tie = false;      ///< several parts were the largest, and the first in code order gave the label

    /// Normal if it was copied or summed; E, estimated, if it rests on shares, on an assumption or on some of its
    /// parts; O if missing.
    [[nodiscard]] MUONG_EXPORT observation_status status() const;
};

/// The columns that the rules have made, on the units of the new map.
class ruled_panel {
public:
    [[nodiscard]] date geography() const noexcept { return geography_; }
    [[nodiscard]] std::span<const unit_code> units() const& noexcept { return units_; }
    std::span<const unit_code> units() const&& = delete;
    [[nodiscard]] std::span<const column_rule> rules() const& noexcept { return rules_; }
    std::span<const column_rule> rules() const&& = delete;

    /// \throws std::out_of_range if there is no such row or column
    [[nodiscard]] MUONG_EXPORT const ruled_cell& at(std::size_t row, std::size_t column) const&;
    [[nodiscard]] MUONG_EXPORT const ruled_cell& at(const unit_code& code, std::string_view id) const&;
    [[nodiscard]] MUONG_EXPORT const ruled_cell& at(const unit_code& code, std::size_t column) const&;
    void at(std::size_t row, std::size_t column) const&& = delete;
    void at(const unit_code& code, std::size_t column) const&& = delete;
    void at(const unit_code& code, std::string_view id) const&& = delete;

    /// A line for each sum, with the id of its column, in the order of the rules.
    [[nodiscard]] const muong::account& account() const& noexcept { return account_; }
    const muong::account& account() const&& = delete;
    /// Units of the panel that the crosswalks do not know, in code order.
    [[nodiscard]] std::span<const unit_code> unmatched() const& noexcept { return unmatched_; }
    std::span<const unit_code> unmatched() const&& = delete;
    /// The assumptions of the crosswalks, each once; empty if there are none.
    [[nodiscard]] std::string_view assumption() const& noexcept { return assumption_; }
    std::string_view assumption() const&& = delete;

private:
    friend class rule_work;
    ruled_panel(date day, muong::account lines) : geography_{day}, account_{std::move(lines)} {}

    date geography_;
    std::vector<unit_code> units_;
    std::vector<column_rule> rules_;
    std::vector<ruled_cell> cells_;  // row after row
    muong::account account_;
    std::vector<unit_code> unmatched_;
    std::string assumption_;
};

/// Carries columns of a panel from one map to another, each by its own rule and on its own basis, in one call: people
/// by population shares, fields by area shares, the density as the ratio of the two. The crosswalks go between the same
/// two days and have the same units, and each has another basis. A ratio whose two columns go by different bases has no
/// value where a part of either is missing, whatever `gaps` says.
///
/// Laws, tested in tests/indicators/column_rules.test.cpp:
///  - a sum is that of a rebase_accumulator, and every line of the account closes to the last digit;
///  - a mean lies between the least and the greatest of its parts;
///  - a value lies within its bounds;
///  - one that was copied or summed is the same whatever is assumed.
/// O(cells x rules). For extensive columns alone `rebase` on a panel is many times faster.
/// \throws std::invalid_argument if there is no crosswalk, one does not start on the panel's day, they do not fit each
///     other, or a rule names a basis that none has
/// \throws data_error with every problem: missing_value for an empty id; missing_column for a column that the panel
/// does not have; duplicate_column
///     for an id told twice; not_additive for a column of a kind that the rule does not carry (`combination`), or to go
///     by that is not extensive; unit_mismatch for whole numbers of a column with decimals; out_of_range for a weight
///     or size below zero; unknown_unit for a unit that the crosswalks do not know, unless these are to be reported
[[nodiscard]] MUONG_EXPORT ruled_panel rebase(const panel& values, std::span<const crosswalk> onto,
                                              std::span<const column_rule> rules,
                                              const column_rule_options& options = {});

}  // namespace muong::v0
