// SPDX-License-Identifier: MIT
#pragma once

#include "geography.hpp"
#include "thousands.hpp"

#include <muong/core/problem.hpp>
#include <muong/indicators/flows.hpp>
#include <muong/io/csv_reader.hpp>

#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rebase_csv {

/// One column of the values: of a wide table a column, of a long one an indicator in a period.
struct value_column {
    std::string period;
    std::string name;
    bool label = false;
    bool weight = false;
    muong::carried how = muong::carried::sum;
    muong::fraction unmatched;         ///< sum of the values of codes that are no units
    std::optional<muong::date> day{};  ///< on which its rows stand, if their period tells it
    bool any_unmatched = false;        ///< whether a code that is no unit has a value
};

/// Where the values of a column are added up, and how they are read.
struct column_home {
    muong::rebase_accumulator* sums;
    std::uint32_t number = 0;  ///< of the column there
    std::uint16_t way = 0;     ///< of the map: which of the sums
    bool with_care = false;    ///< of labels or of weights
};

/// A code of the table that is no unit on its day.
struct unmatched_code {
    std::string code;
    muong::place where;  ///< of the first row that has it
    muong::date day;     ///< on which that row stands
};

/// The codes that rows of some day have.
struct day_codes {
    std::vector<bool> listed;     ///< by source
    std::vector<bool> unmatched;  ///< by their place in values::unmatched, as far as it goes

    friend bool operator==(const day_codes&, const day_codes&) = default;
};

/// All that the table says.
struct values {
    std::vector<muong::rebase_accumulator>
        sums;  ///< by way of the map, all to the same places; full before columns come
    std::vector<value_column> columns;
    std::vector<column_home> homes;  ///< by column
    std::vector<std::string> words;  ///< labels by number
    std::vector<bool> listed;        ///< sources that the table has
    std::vector<unmatched_code> unmatched;
    std::vector<muong::flow_ends> flow_pairs;   ///< of --flows: the sources at both ends of each pair of the table
    std::vector<muong::flow_ends> flow_places;  ///< of --flows: the targets at both ends of each place
    /// If periods tell the days on which rows stand: the codes that the table has on each.
    std::map<muong::date, day_codes> codes_on{};

    /// Those that a column is in, by its number there.
    [[nodiscard]] const muong::rebase_accumulator& sums_of(std::size_t column) const { return *homes[column].sums; }
    [[nodiscard]] std::size_t number_of(std::size_t column) const { return homes[column].number; }
};

/// A map, and what the rows of the table say that stand on it.
struct mapped_values {
    geography g;
    values all;
};

/// What is wrong with the table: the first problems in the order of its rows, and how many there are more.
struct row_faults {
    muong::problems first;
    std::uint64_t more = 0;
    std::vector<std::string> doubts{};  ///< what can be read and may be meant otherwise, a sentence each

    [[nodiscard]] bool empty() const noexcept { return first.empty() && more == 0; }
    void add(muong::problems found, std::uint64_t others);
    void add(const muong::problem_log& log) { add(log.kept(), log.more()); }
};

/// Whether some cell of the columns of that name can be read.
[[nodiscard]] bool any_read(const values& all, const std::string& name);

/// What the rules ask of a column of that name.
[[nodiscard]] value_column plan_column(const options& o, std::string period, std::string name);

/// The columns of a wide table that hold values, by their place in the header. `keys` are those of codes.
/// \throws usage_error for the header of a long table
[[nodiscard]] std::vector<std::size_t> value_fields(const options& o, std::span<const std::string> header,
                                                    std::initializer_list<muong::csv_column> keys);

[[nodiscard]] std::set<std::string> names_of(const std::vector<value_column>& columns);

/// \throws usage_error if a rule names a column that is none of these, or one of them has no basis
void require_named(const options& o, const geography& g, const std::set<std::string>& columns);

/// The names of columns that are summed since no rule names them, in the order of the table.
[[nodiscard]] std::vector<std::string> summed_unasked(const options& o, const std::vector<mapped_values>& maps);

/// Its name; empty for one of labels.
[[nodiscard]] std::string_view name_of_numbers(const value_column& column);

/// Tells that a row has no code.
void tell_no_code(muong::csv_reader& in, muong::csv_column code);

/// Tells that a row of a long table does not say of which indicator it is, or of which period.
void tell_unnamed(muong::csv_reader& in, muong::csv_column period, muong::csv_column indicator);

/// Reads the table. What is wrong is added to the faults, codes that are no units only to `unmatched`. One map, or with
/// `--from period-end` or the like those on which the periods stand, in the order of time.
/// \throws muong::data_error, and usage_error if a rule names a column that the table does not have
[[nodiscard]] std::vector<mapped_values> read_values(const options& o, const map_maker& maps, row_faults& faults);

}  // namespace rebase_csv
