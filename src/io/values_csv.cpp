// SPDX-License-Identifier: MIT
#include <muong/io/values_csv.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <utility>

#include <muong/core/detail/wide.hpp>
#include <muong/indicators/detail/cell_grid.hpp>
#include <muong/io/csv_reader.hpp>
#include <muong/io/file.hpp>
#include <muong/io/fixed_point.hpp>
#include <muong/io/text_numbers.hpp>
#include <muong/units/likely_code.hpp>

#include "io/decimal_comma.hpp"
#include "io/short_number.hpp"

namespace muong::inline v0 {
namespace {

/// Takes the rows of a table one by one. What is taken of a unit is kept by column.
class value_collector {
public:
    value_collector(csv_reader& in, const values_options& options) : in_{in}, o_{options} {
        code_ = in.require("code");
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
                throw std::invalid_argument{"muong::parse_values: " + in_.source() + " has no '" + name +
                                            "', for which there is a rule"};
            }
        }
    }

    result<value_table> made() && {
        std::vector<std::size_t> order;
        for (std::size_t u = 0; u < units_.size(); ++u) {
            if (units_[u].row != 0) order.push_back(u);
        }
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return *units_[a].code < *units_[b].code; });
        std::vector<unit_code> codes;
        std::vector<std::size_t> row_of(units_.size());
        for (const auto u : order) {
            row_of[u] = codes.size();
            codes.push_back(*units_[u].code);
        }
        // By period, then in the order in which they came: of a wide table, that of its header.
        std::vector<std::uint32_t> by_period(columns_.size());
        for (std::uint32_t c = 0; c < by_period.size(); ++c) by_period[c] = c;
        std::stable_sort(by_period.begin(), by_period.end(),
                         [&](auto a, auto b) { return columns_[a].when < columns_[b].when; });
        std::vector<column> columns;
        std::vector<std::size_t> at(by_period.size());
        for (const auto c : by_period) {
            at[c] = columns.size();
            columns.push_back(columns_[c]);
        }
        panel::builder values{o_.geography, std::move(codes), std::move(columns)};
        for (const auto u : order) {
            const auto cells = std::exchange(units_[u].cells, {});
            for (std::size_t c = 0; c < cells.size(); ++c) {
                if (cells[c].has_value()) set(values, row_of[u], at[c], c, cells[c]);
            }
        }
        std::vector<cell_status> statuses;
        for (const auto& s : statuses_) statuses.push_back({row_of[s.row], at[s.column], s.status});
        std::sort(statuses.begin(), statuses.end(), [](const cell_status& a, const cell_status& b) {
            return std::tie(a.row, a.column) < std::tie(b.row, b.column);
        });
        auto built = std::move(values).try_build();
        if (built) return value_table{std::move(built).value(), std::move(statuses), {}};
        auto found = built.error();
        std::stable_sort(found.begin(), found.end(), [](const problem& a, const problem& b) {
            return std::tie(a.where.row, a.where.column) < std::tie(b.where.row, b.where.column);
        });
        return found;
    }

private:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    /// 16 bytes, as a table may have many millions.
    class taken_cell {
    public:
        taken_cell() noexcept = default;  ///< nothing is taken
        taken_cell(const std::optional<decimal>& value, std::uint64_t row) noexcept
            : coefficient_{value ? value->coefficient() : 0},
              row_and_form_{row * 32 + static_cast<std::uint64_t>(value ? value->decimals() + 1 : 0)} {}

        [[nodiscard]] std::uint64_t row() const noexcept { return row_and_form_ / 32; }  ///< of the table; 0 = none
        [[nodiscard]] bool has_value() const noexcept { return row_and_form_ % 32 != 0; }
        [[nodiscard]] decimal value() const { return decimal{coefficient_, static_cast<int>(row_and_form_ % 32) - 1}; }

    private:
        std::int64_t coefficient_ = 0;
        std::uint64_t row_and_form_ = 0;
    };
    struct unit_rows {
        std::optional<unit_code> code;
        errc kind = {};         ///< what is wrong with the code, if it is none
        std::string expected;   ///< instead
        std::uint64_t row = 0;  ///< of the table, the first that was taken; 0 = none
        std::vector<taken_cell> cells = {};
    };
    struct told_column {
        std::optional<period> when;
        std::uint32_t column = none;  ///< until a row is taken
    };

    /// What the text of a code is, and what is wrong with it.
    [[nodiscard]] unit_rows unit_of(std::string_view text) const {
        const auto code = unit_code::parse(text);
        if (!code) {
            return {{},
                    text.empty() ? errc::missing_value : errc::malformed_code,
                    "a code of 1 to 15 characters out of [0-9A-Za-z._-]"};
        }
        if (o_.units == nullptr || o_.units->at(*code, o_.geography) != nullptr) return {code, {}, {}};
        return {{},
                o_.units->history_of(*code).empty() ? errc::unknown_unit : errc::not_in_force,
                expected_unit(*o_.units, code->view(), o_.geography)};
    }

    /// The unit of the row. A code is looked up once, a fault of it is told of each row.
    unit_rows& unit_of_row() {
        const auto [number, is_new] = codes_.number(in_.key(code_));
        if (is_new) units_.push_back(unit_of(in_[code_]));
        auto& unit = units_[number];
        if (!unit.code) in_.fault(unit.kind, code_, unit.expected);
        return unit;
    }

    /// A number of any count of decimals up to 18, as the table writes it.
    std::optional<decimal> number_in(csv_column column) {
        const bool comma = in_.dialect().decimal_comma;
        const auto text = in_[column];
        std::int64_t digits = 0;
        int behind = 0;
        const bool minus = text.starts_with('-');
        if (detail::scan_short(text.substr(minus ? 1 : 0), comma, digits, behind)) {
            return decimal{minus ? -digits : digits, behind};
        }
        auto form = scan_fixed(text, decimal::max_decimals, comma).form;
        if (form == number_form::plain || form == number_form::too_large) {
            const auto number = comma ? detail::parse_with_comma<decimal>(text) : decimal::parse(text);
            if (number) return number;
            form = number_form::too_large;
        }
        in_.fault(problem_kind(form), column, expected_instead(form, decimal::max_decimals, comma));
        return {};
    }

    /// Decimals as written, zeros at the end as well.
    void take(unit_rows& unit, std::uint32_t column, const std::optional<decimal>& value) {
        if (value) columns_[column].decimals = std::max(columns_[column].decimals, value->decimals());
        if (unit.cells.size() <= column) unit.cells.resize(columns_.size());
        unit.cells[column] = {value, in_.row()};
        if (unit.row == 0) unit.row = in_.row();
    }

    std::uint32_t add_column(csv_column field, std::string id, aggregation rule, std::optional<period> when) {
        columns_.push_back({std::move(id), 0, rule, when});
        fields_.push_back(field);
        return static_cast<std::uint32_t>(columns_.size() - 1);
    }

    void set(panel::builder& values, std::size_t row, std::size_t column, std::size_t taken_as,
             const taken_cell& cell) const {
        const auto value = cell.value();
        const int decimals = columns_[taken_as].decimals;
        std::int64_t scaled = 0;
        if (!__builtin_mul_overflow(value.coefficient(), detail::power_of_ten[decimals - value.decimals()], &scaled) &&
            scaled != detail::missing_cell) {
            static const place not_needed;
            values.set(row, column, decimal{scaled, decimals}, not_needed);
        } else {
            const auto field = fields_[taken_as].index();
            values.set(row, column, value,
                       {in_.source(), cell.row(), static_cast<std::uint32_t>(field + 1), in_.header()[field]});
        }
    }

    [[nodiscard]] aggregation rule_of(std::string_view name) const {
        for (const auto& [named, rule] : o_.rules) {
            if (named == name) return rule;
        }
        return aggregation::extensive;
    }

    void read_wide() {
        for (std::size_t i = 0; i < in_.header().size(); ++i) {
            const auto& name = in_.header()[i];
            if (csv_column{i} == code_ || describes_unit(name)) continue;
            if (name.empty()) {
                in_.log().add({errc::missing_value,
                               {in_.source(), 1, static_cast<std::uint32_t>(i + 1), {}},
                               "",
                               "the name of a column"});
                continue;
            }
            add_column(csv_column{i}, name, rule_of(name), {});
        }
        named_.assign(in_.header().begin(), in_.header().end());
        std::vector<std::optional<decimal>> numbers(columns_.size());
        while (in_.next()) {
            if (!code_) continue;  // what is wrong with the form is told
            const auto before = in_.log().total();
            auto& unit = unit_of_row();
            for (std::size_t c = 0; c < fields_.size(); ++c) {
                numbers[c] = in_[fields_[c]].empty() ? std::nullopt : number_in(fields_[c]);
            }
            if (unit.row != 0) {
                in_.fault(errc::duplicate_key, code_, "each unit once (it is in row " + std::to_string(unit.row) + ")");
            }
            if (in_.log().total() != before) continue;
            unit.row = in_.row();
            for (std::uint32_t c = 0; c < numbers.size(); ++c) {
                if (numbers[c]) take(unit, c, numbers[c]);
            }
        }
    }

    void read_long() {
        const auto period_column = in_.require("period"), indicator = in_.require("indicator"),
                   value = in_.require("value"), status = in_.find("status");
        const bool complete = code_ && period_column && indicator && value;
        std::map<std::pair<std::string, period>, std::uint32_t> column_of;
        text_numbers<2> keys;  // a period may be written in several ways
        std::vector<told_column> told;
        text_numbers<> flags;
        std::vector<std::optional<observation_status>> known_flags;
        while (in_.next()) {
            if (!complete) continue;  // what is wrong with the form is told
            const auto before = in_.log().total();
            auto& unit = unit_of_row();
            const auto [key, is_new] = keys.number(in_.key(period_column), in_.key(indicator));
            if (is_new) told.push_back({period::parse(in_[period_column])});
            auto& [when, column] = told[key];
            if (!when) {
                in_.fault(in_[period_column].empty() ? errc::missing_value : errc::malformed_text, period_column,
                          "a period such as 2024, 2024-Q1 or 2024-05");
            }
            if (in_[indicator].empty()) in_.fault(errc::missing_value, indicator, "the name of an indicator");
            std::optional<decimal> number;
            if (!in_[value].empty()) number = number_in(value);
            std::optional<observation_status> flag{std::in_place};
            if (status) {
                const auto [text, is_new_flag] = flags.number(in_.key(status));
                if (is_new_flag) known_flags.push_back(observation_status::parse(in_[status]));
                flag = known_flags[text];
                if (!flag) {
                    in_.fault(errc::unknown_value, status, "letters of CL_OBS_STATUS such as A or B;E");
                } else if (flag->is_missing() && !in_[value].empty()) {
                    in_.fault(errc::contradiction, status, "no value beside a status that says there is none");
                }
            }
            if (in_.log().total() != before) continue;
            if (column == none) {
                const std::string name{in_[indicator]};
                const auto [at, is_first] = column_of.try_emplace({name, *when}, none);
                if (is_first) {
                    at->second = add_column(value, name + " " + to_string(*when), rule_of(name), *when);
                    if (std::find(named_.begin(), named_.end(), name) == named_.end()) named_.push_back(name);
                }
                column = at->second;
            }
            if (column < unit.cells.size() && unit.cells[column].row() != 0) {
                in_.fault(errc::duplicate_key, value,
                          "one value of " + std::string{in_[indicator]} + " in " + to_string(*when) +
                              " a unit (it is in row " + std::to_string(unit.cells[column].row()) + ")");
                continue;
            }
            take(unit, column, number);
            if (!flag->is_normal()) {
                statuses_.push_back({static_cast<std::size_t>(&unit - units_.data()), column, *flag});
            }
        }
        for (auto first = column_of.begin(); first != column_of.end();) {  // an indicator has one number of decimals
            const auto end = std::find_if(first, column_of.end(),
                                          [&](const auto& each) { return each.first.first != first->first.first; });
            int most = 0;
            for (auto at = first; at != end; ++at) most = std::max(most, columns_[at->second].decimals);
            for (; first != end; ++first) columns_[first->second].decimals = most;
        }
    }

    csv_reader& in_;
    const values_options& o_;
    csv_column code_;
    std::vector<column> columns_;
    std::vector<csv_column> fields_;  ///< in which the values of each column stand
    std::vector<std::string> named_;  ///< of the header of a wide table, or the indicators of a long one
    text_numbers<> codes_;
    std::vector<unit_rows> units_;       ///< of each code
    std::vector<cell_status> statuses_;  ///< by number of the unit and the column
};

}  // namespace

bool describes_unit(std::string_view name) noexcept {
    static constexpr std::array<std::string_view, 6> names{"name", "kind", "tier", "parent", "valid_from", "valid_to"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

result<value_table> parse_values(std::string_view text, const std::string& source, const values_options& options) {
    if (!options.csv.header || options.csv.ragged) {
        throw std::invalid_argument{"muong::parse_values: a header and even rows are needed"};
    }
    problem_log log{static_cast<std::size_t>(-1)};
    csv_reader in{text, source, log, options.csv};
    value_collector collected{in, options};
    auto found = std::move(log).kept();
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
