// SPDX-License-Identifier: MIT
#include <muong/io/values_csv.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <stdexcept>
#include <tuple>

#include <muong/io/csv_table.hpp>
#include <muong/io/file.hpp>
#include <muong/io/fixed_point.hpp>
#include <muong/units/likely_code.hpp>

#include "io/decimal_comma.hpp"

namespace muong::inline v0 {
namespace {

/// A number of any count of decimals up to 18, as the table writes it.
std::optional<decimal> number_in(const csv_cell& cell, bool decimal_comma, problem_log& log) {
    auto form = scan_fixed(cell.text(), decimal::max_decimals, decimal_comma).form;
    if (form == number_form::plain || form == number_form::too_large) {
        const auto number =
            decimal_comma ? detail::parse_with_comma<decimal>(cell.text()) : decimal::parse(cell.text());
        if (number) return number;
        form = number_form::too_large;
    }
    const auto kind = problem_kind(form);
    cell.fault(log, kind, expected_instead(form, decimal::max_decimals, decimal_comma));
    return {};
}

class value_collector {
public:
    value_collector(const csv_table& table, const values_options& options, problem_log& log)
        : table_{table}, o_{options}, log_{log} {
        code_ = table.require("code", log);
        if (o_.form == values_form::wide) {
            read_wide();
        } else {
            read_long();
        }
    }

    /// That a table without a fault has what the rules are for.
    void require_rules() const {
        for (const auto& [name, rule] : o_.rules) {
            if (std::find(named_.begin(), named_.end(), name) == named_.end()) {
                throw std::invalid_argument{"parse_values: " + table_.source() + " has no '" + name +
                                            "', for which there is a rule"};
            }
        }
    }

    result<value_table> made() && {
        std::vector<unit_code> codes;
        for (auto& [code, row] : rows_) {
            row.number = codes.size();
            codes.push_back(code);
        }
        // By period, then in the order in which they came: of a wide table, that of its header.
        std::vector<std::uint32_t> order(columns_.size());
        for (std::uint32_t c = 0; c < order.size(); ++c) order[c] = c;
        std::stable_sort(order.begin(), order.end(),
                         [&](auto a, auto b) { return columns_[a].when < columns_[b].when; });
        std::vector<column> columns;
        std::vector<std::size_t> at(order.size());
        for (const auto c : order) {
            at[c] = columns.size();
            columns.push_back(columns_[c]);
        }
        panel::builder values{o_.geography, std::move(codes), std::move(columns)};
        std::vector<cell_status> statuses;
        for (const auto& cell : cells_) {
            const auto row = rows_.at(cell.code).number;
            const auto& name = table_.header()[cell.field];
            if (cell.value) {
                values.set(row, at[cell.column], *cell.value,
                           place{table_.source(), cell.line, static_cast<std::uint32_t>(cell.field + 1), name});
            }
            if (!cell.status.is_normal()) statuses.push_back({row, at[cell.column], cell.status});
        }
        std::sort(statuses.begin(), statuses.end(), [](const cell_status& a, const cell_status& b) {
            return std::tie(a.row, a.column) < std::tie(b.row, b.column);
        });
        auto built = std::move(values).try_build();
        if (!built) return built.error();
        return value_table{std::move(built).value(), std::move(statuses), {}};
    }

private:
    struct row_state {
        std::size_t number = 0;  ///< in the panel, once all are known
        std::uint64_t line = 0;  ///< of a wide table
    };
    struct taken_cell {
        unit_code code;
        std::uint32_t column;
        std::optional<decimal> value;
        observation_status status;
        std::uint64_t line;
        std::size_t field;
    };

    std::optional<unit_code> code_of(const csv_row& row) {
        const auto code = row[code_].read(log_, unit_code::parse, "a code of 1 to 15 characters out of [0-9A-Za-z._-]",
                                          errc::malformed_code);
        if (!code || o_.units == nullptr || o_.units->at(*code, o_.geography) != nullptr) return code;
        row[code_].fault(log_, o_.units->history_of(*code).empty() ? errc::unknown_unit : errc::not_in_force,
                         expected_unit(*o_.units, code->view(), o_.geography));
        return {};
    }

    /// Decimals as written, zeros at the end as well.
    void take(taken_cell cell) {
        if (cell.value) {
            auto& decimals = columns_[cell.column].decimals;
            decimals = std::max(decimals, cell.value->decimals());
        }
        cells_.push_back(std::move(cell));
    }

    [[nodiscard]] aggregation rule_of(std::string_view name) {
        for (const auto& [named, rule] : o_.rules) {
            if (named == name) return rule;
        }
        return aggregation::extensive;
    }

    void read_wide() {
        std::vector<std::pair<std::size_t, std::uint32_t>> fields;
        for (std::size_t i = 0; i < table_.header().size(); ++i) {
            const auto& name = table_.header()[i];
            if (csv_column{i} == code_ || describes_unit(name)) continue;
            if (name.empty()) {
                log_.add({errc::missing_value,
                          {table_.source(), 1, static_cast<std::uint32_t>(i + 1), {}},
                          "",
                          "the name of a column"});
                continue;
            }
            fields.emplace_back(i, static_cast<std::uint32_t>(columns_.size()));
            columns_.push_back({name, 0, rule_of(name), {}});
        }
        named_.assign(table_.header().begin(), table_.header().end());
        if (!code_) return;
        for (const auto row : table_) {
            const auto before = log_.total();
            const auto code = code_of(row);
            std::vector<taken_cell> cells;
            for (const auto& [field, column] : fields) {
                if (row[field].empty()) continue;
                const auto number = number_in(row[field], table_.dialect().decimal_comma, log_);
                if (code && number) cells.push_back({*code, column, number, {}, row.row(), field});
            }
            if (!code) continue;
            const auto at = rows_.find(*code);
            if (at != rows_.end()) {
                row[code_].fault(log_, errc::duplicate_key,
                                 "each unit once (it is in row " + std::to_string(at->second.line) + ")");
            }
            if (log_.total() != before) continue;
            rows_[*code].line = row.row();
            for (auto& cell : cells) take(std::move(cell));
        }
    }

    void read_long() {
        const auto period_column = table_.require("period", log_);
        const auto indicator = table_.require("indicator", log_);
        const auto value = table_.require("value", log_);
        const auto status = table_.find("status");
        if (!code_ || !period_column || !indicator || !value) return;
        std::map<std::pair<std::string, period>, std::uint32_t> column_of;
        std::map<std::pair<unit_code, std::uint32_t>, std::uint64_t> seen;
        for (const auto row : table_) {
            const auto before = log_.total();
            const auto code = code_of(row);
            const auto when = row[period_column].as<period>(log_, "a period such as 2024, 2024-Q1 or 2024-05");
            if (row[indicator].empty()) {
                row[indicator].fault(log_, errc::missing_value, "the name of an indicator");
            }
            std::optional<decimal> number;
            if (!row[value].empty()) number = number_in(row[value], table_.dialect().decimal_comma, log_);
            auto flags = row[status].read(log_, observation_status::parse, "letters of CL_OBS_STATUS such as A or B;E",
                                          errc::unknown_value);
            if (flags && flags->is_missing() && !row[value].empty()) {
                row[status].fault(log_, errc::contradiction, "no value beside a status that says there is none");
            }
            if (log_.total() != before) continue;
            const std::string name{row[indicator].text()};
            const auto [at, is_new] = column_of.try_emplace({name, *when}, static_cast<std::uint32_t>(columns_.size()));
            if (is_new) {
                columns_.push_back({name + " " + to_string(*when), 0, rule_of(name), *when});
                if (std::find(named_.begin(), named_.end(), name) == named_.end()) named_.push_back(name);
            }
            const auto [first, is_first] = seen.try_emplace({*code, at->second}, row.row());
            if (!is_first) {
                row[value].fault(log_, errc::duplicate_key,
                                 "one value of " + name + " in " + to_string(*when) + " a unit (it is in row " +
                                     std::to_string(first->second) + ")");
                continue;
            }
            rows_.try_emplace(*code);
            take({*code, at->second, number, *flags, row.row(), value.index()});
        }
        for (auto first = column_of.begin(); first != column_of.end();) {  // an indicator has one number of decimals
            const auto end = std::find_if(first, column_of.end(),
                                          [&](const auto& each) { return each.first.first != first->first.first; });
            int most = 0;
            for (auto at = first; at != end; ++at) most = std::max(most, columns_[at->second].decimals);
            for (; first != end; ++first) columns_[first->second].decimals = most;
        }
    }

    const csv_table& table_;
    const values_options& o_;
    problem_log& log_;
    csv_column code_;
    std::vector<column> columns_;
    std::vector<std::string> named_;  ///< of the header of a wide table, or the indicators of a long one
    std::map<unit_code, row_state> rows_;
    std::vector<taken_cell> cells_;
};

}  // namespace

bool describes_unit(std::string_view name) noexcept {
    static constexpr std::array<std::string_view, 6> names{"name", "kind", "tier", "parent", "valid_from", "valid_to"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

result<value_table> parse_values(std::string_view text, const std::string& source, const values_options& options) {
    problem_log log{static_cast<std::size_t>(-1)};
    problem_log form{static_cast<std::size_t>(-1)};
    const csv_table table{std::string{text}, source, form, options.csv};
    value_collector collected{table, options, log};
    auto found = form.kept();
    found.insert(found.end(), log.kept().begin(), log.kept().end());
    std::stable_sort(found.begin(), found.end(),
                     [](const problem& a, const problem& b) { return a.where.row < b.where.row; });
    const bool headless = std::any_of(found.begin(), found.end(), [](const problem& p) {
        return p.code == errc::empty_file || p.code == errc::missing_column || p.code == errc::duplicate_column;
    });
    if (!found.empty() && (headless || options.how == faulty_rows::refuse)) return found;
    if (found.empty()) collected.require_rules();
    auto made = std::move(collected).made();
    if (!made) return made.error();
    auto read = std::move(made).value();
    read.left_out = std::move(found);
    return read;
}

result<value_table> read_values(const std::string& path, const values_options& options) {
    const auto bytes = file_bytes::open(path);
    if (!bytes) return bytes.error();
    return parse_values(bytes.value().text(), source_name(path), options);
}

}  // namespace muong::v0
