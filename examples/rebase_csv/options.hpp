// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/date.hpp>
#include <muong/core/fraction.hpp>
#include <muong/indicators/carried_rules.hpp>
#include <muong/io/csv_options.hpp>

#include <array>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rebase_csv {

/// What is asked for cannot be meant so: a sentence each, at least one.
class usage_error : public std::runtime_error {
public:
    explicit usage_error(const std::string& what) : std::runtime_error{what}, all_{what} {}
    explicit usage_error(std::vector<std::string> all) : std::runtime_error{all.front()}, all_{std::move(all)} {}
    [[nodiscard]] const std::vector<std::string>& all() const noexcept { return all_; }

private:
    std::vector<std::string> all_;
};

struct ratio_rule {
    std::string name, numerator, denominator;
    muong::fraction factor{1};
};
struct mean_rule {
    std::string rate, weight;
};
enum class label_mode { same, join, largest, list };
struct label_rule {
    std::string column;
    label_mode mode = label_mode::same;
    std::string by;                 ///< of `largest`
    std::vector<std::string> list;  ///< of `list`, the first one first
};
enum class assumption { none, equal, proportional };

/// The day of the map on which rows stand: the same for all, or the first or the last day of the period of each.
enum class from_rule { day, period_start, period_end };

struct options {
    std::string units, transfers, in, out = "-";
    std::string code = "code";   ///< column of IN and OUT
    muong::csv_dialect dialect;  ///< of IN and OUT
    muong::csv_dialect registry_dialect, group_dialect, assume_dialect;
    std::optional<muong::date> from, to;
    from_rule from_by = from_rule::day;
    std::optional<std::string> basis;             ///< of all columns of which no other is named
    std::map<std::string, std::string> basis_of;  ///< by column

    std::vector<std::string> sum, whole, least, greatest;
    std::vector<ratio_rule> ratios;
    std::vector<mean_rule> means;
    std::vector<label_rule> labels;
    std::optional<int> decimals;

    assumption assume = assumption::none;
    std::string assume_file, assume_column;
    std::vector<std::string> no_value;  ///< what stands in cells without a value
    muong::gap_rule gaps = muong::gap_rule::propagate;
    bool bounds = false;
    bool quality = false;
    std::string group;
    std::optional<std::pair<std::string, std::string>> flows;
    int pad_codes = 0;
    bool report_unmatched = false;
    bool is_long = false;
    std::string report;
    bool quiet = false;
    bool help = false;
    bool version = false;
};

/// Tables of which each may be written in its own way.
struct table_kind {
    const char* name;  ///< in the list of --semicolon
    muong::csv_dialect options::*dialect;
};
extern const std::array<table_kind, 4> table_kinds;

/// Where help is asked for nothing else is looked at. \throws usage_error with all that is wrong
[[nodiscard]] options parse_options(int argc, const char* const* argv);

[[nodiscard]] bool is_among(const std::vector<std::string>& names, std::string_view name);

/// The column whose parts decide where a column goes: of a rate its weight, of a label by the largest the size, else
/// itself.
[[nodiscard]] const std::string& decides_shares_of(const options& o, const std::string& column);

extern const char* const usage;

}  // namespace rebase_csv
