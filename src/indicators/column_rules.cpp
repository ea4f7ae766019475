// SPDX-License-Identifier: MIT
#include <muong/indicators/column_rules.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <set>
#include <stdexcept>
#include <tuple>

#include "core/word_list.hpp"
#include "units/name_lists.hpp"

namespace muong::inline v0 {

namespace {

constexpr std::array<std::string_view, 8> combination_names{"sum",   "whole",    "ratio",      "mean",
                                                            "least", "greatest", "same_label", "label_of_largest"};

bool has_second(combination how) {
    return how == combination::ratio || how == combination::mean || how == combination::label_of_largest;
}
bool is_sum(combination how) { return how == combination::sum || how == combination::whole; }

bool carries(combination how, aggregation kind) {
    switch (how) {
        case combination::sum:
        case combination::whole:
        case combination::ratio:
            return kind == aggregation::extensive;
        case combination::mean:
            return kind == aggregation::intensive;
        case combination::least:
        case combination::greatest:
            return kind != aggregation::label && kind != aggregation::none;
        case combination::same_label:
        case combination::label_of_largest:
            return kind == aggregation::label;
    }
    return false;
}

std::string_view carried_by(combination how) {
    switch (how) {
        case combination::mean:
            return "a column of intensive values";
        case combination::least:
        case combination::greatest:
            return "a column of extensive, intensive or extreme values";
        case combination::same_label:
        case combination::label_of_largest:
            return "a column of labels";
        default:
            return "a column of extensive values";
    }
}

void require(bool holds, const std::string& what) {
    if (!holds) throw std::invalid_argument{"muong::rebase by rules: " + what};
}

}  // namespace

/// Makes ruled panels.
class rule_work {
public:
    rule_work(const panel& values, std::span<const crosswalk> onto, std::span<const column_rule> rules,
              const column_rule_options& options)
        : values_{values}, onto_{onto}, rules_{rules}, options_{options} {
        check_crosswalks();
        check_rules();
        if (!found_.empty()) throw data_error{std::move(found_)};
        fill();
        if (!found_.empty()) throw data_error{std::move(found_)};
    }

    ruled_panel run() {
        std::vector<ruled_cell> cells;
        const auto targets = onto_.front().targets();
        cells.reserve(targets.size() * rules_.size());
        std::vector<account_line> lines(rules_.size());
        for (std::size_t t = 0; t < targets.size(); ++t) {
            for (std::size_t r = 0; r < rules_.size(); ++r) cells.push_back(made(rules_[r], t, lines[r]));
        }
        std::vector<account_line> told;
        for (std::size_t r = 0; r < rules_.size(); ++r) {
            if (!is_sum(rules_[r].how)) continue;
            settle(rules_[r], lines[r]);
            told.push_back(std::move(lines[r]));
        }
        ruled_panel result{onto_.front().to(), account{std::move(told)}};
        result.units_.assign(targets.begin(), targets.end());
        result.rules_.assign(rules_.begin(), rules_.end());
        result.cells_ = std::move(cells);
        result.unmatched_ = std::move(unmatched_);
        for (const auto& way : onto_) detail::add_names(result.assumption_, way.assumption());
        return result;
    }

private:
    struct carrier {
        const crosswalk* way;
        std::optional<rebase_accumulator> sums = {};
        std::map<std::pair<std::size_t, bool>, std::size_t> columns = {};  ///< of the panel, whole: of the accumulator
        std::vector<bool> assumed = {};                                    ///< by target
        std::vector<bool> is_source_assumed = {};                          ///< whether some share of it is
    };

    void check_crosswalks() {
        require(!onto_.empty(), "want at least one crosswalk");
        for (const auto& way : onto_) {
            require(way.from() == values_.geography(), "the panel is of " + to_string(values_.geography()) +
                                                           ", a crosswalk starts on " + to_string(way.from()));
            const auto& first = onto_.front();
            require(way.to() == first.to() && std::ranges::equal(way.sources(), first.sources()) &&
                        std::ranges::equal(way.targets(), first.targets()),
                    "the crosswalks lead to other days or have other units");
            for (const auto& c : carriers_) {
                require(c.way->basis() != way.basis(),
                        "two crosswalks for the basis '" + std::string{way.basis()} + "'");
            }
            carriers_.push_back({&way});
        }
    }

    carrier& carrier_of(const std::string& basis) {
        if (basis.empty()) return carriers_.front();
        for (auto& c : carriers_) {
            if (c.way->basis() == basis) return c;
        }
        throw std::invalid_argument{"muong::rebase by rules: no crosswalk for the basis '" + basis + "'"};
    }
    carrier& second_carrier_of(const column_rule& rule) {
        return carrier_of(rule.by_basis.empty() || rule.how != combination::ratio ? rule.basis : rule.by_basis);
    }

    std::optional<std::size_t> column_named(const column_rule& rule, const std::string& name) {
        const auto at = values_.column_of(name);
        if (!at) found_.push_back({errc::missing_column, {{}, 0, 0, rule.id}, name, "a column of the panel"});
        return at;
    }

    void plan(carrier& c, std::size_t column, bool whole) { c.columns.try_emplace({column, whole}, 0); }

    void check_rules() {
        std::map<std::string_view, std::size_t> ids;
        std::set<std::size_t> sizes;  // columns that have been looked at
        for (const auto& rule : rules_) {
            if (rule.id.empty()) found_.push_back({errc::missing_value, {}, {}, "an id of each column to be made"});
            if (!ids.try_emplace(rule.id, 0).second)
                found_.push_back({errc::duplicate_column, {{}, 0, 0, rule.id}, rule.id, "each column made once"});
            const auto of = column_named(rule, rule.of);
            if (of) {
                const auto& c = values_.columns()[*of];
                if (!carries(rule.how, c.rule)) {
                    found_.push_back({errc::not_additive,
                                      {{}, 0, 0, rule.id},
                                      std::string{to_string(c.rule)},
                                      std::string{carried_by(rule.how)}});
                }
                if (rule.how == combination::whole && c.decimals > 0) {
                    found_.push_back({errc::unit_mismatch,
                                      {{}, 0, 0, rule.id},
                                      std::to_string(c.decimals) + " decimals",
                                      "a column of whole numbers"});
                }
                plan(carrier_of(rule.basis), *of, rule.how == combination::whole);
            }
            if (!has_second(rule.how)) continue;
            const auto by = column_named(rule, rule.by);
            if (!by) continue;
            const auto& c = values_.columns()[*by];
            if (c.rule != aggregation::extensive) {
                found_.push_back({errc::not_additive,
                                  {{}, 0, 0, rule.id},
                                  std::string{to_string(c.rule)},
                                  "a column of extensive values to go by"});
            }
            const bool is_seen = !sizes.insert(*by).second;
            for (std::size_t row = 0; !is_seen && row < values_.rows(); ++row) {
                const auto size = values_.at(row, *by);
                if (!size || size->coefficient() >= 0) continue;
                found_.push_back({errc::out_of_range,
                                  {{}, 0, 0, rule.by},
                                  to_string(*size),
                                  "a value of " + to_string(values_.units()[row]) + " that is not below 0"});
            }
            plan(second_carrier_of(rule), *by, false);
        }
    }

    void fill() {
        const auto sources = onto_.front().sources();
        std::vector<std::optional<std::size_t>> source_of;
        for (const auto& code : values_.units()) {
            source_of.push_back(onto_.front().source(code));
            if (source_of.back()) continue;
            unmatched_.push_back(code);
            if (options_.unmatched == unmatched_rule::refuse) {
                found_.push_back(
                    {errc::unknown_unit, {}, to_string(code), "a unit in force on " + to_string(values_.geography())});
            }
        }
        for (auto& c : carriers_) {
            if (c.columns.empty()) continue;
            c.assumed.assign(c.way->targets().size(), false);
            c.is_source_assumed.assign(sources.size(), false);
            for (std::size_t s = 0; s < sources.size(); ++s) {
                for (const auto& e : c.way->row(s)) {
                    if (e.assumed) c.assumed[e.target] = c.is_source_assumed[s] = true;
                }
            }
            c.sums.emplace(shares_of(*c.way));
            for (auto& [key, number] : c.columns) {
                number = c.sums->add_column(key.second ? carried::whole : carried::sum, true);
                const auto decimals = values_.columns()[key.first].decimals;
                if (decimals > 0) c.sums->refine(number, decimals);
                for (std::size_t row = 0; row < values_.rows(); ++row) {
                    const auto value = values_.at(row, key.first);
                    if (!value || !source_of[row]) continue;
                    static_cast<void>(c.sums->add(*source_of[row], number, value->coefficient()));  // a row a unit
                }
            }
        }
    }

    [[nodiscard]] std::pair<const carrier*, std::size_t> first_of(const column_rule& rule) {
        const auto& c = carrier_of(rule.basis);
        return {&c, c.columns.at({*values_.column_of(rule.of), rule.how == combination::whole})};
    }

    ruled_cell made(const column_rule& rule, std::size_t target, account_line& line) {
        const auto [c, column] = first_of(rule);
        const auto& sums = *c->sums;
        ruled_cell cell;
        cell.assumed = c->assumed[target];
        const auto take = [&cell](const carried_value& v) { static_cast<carried_value&>(cell) = v; };
        const auto label = [&](const carried_label& l) {
            cell.parts = l.parts;
            cell.missing = l.missing;
            cell.tie = l.tie;
            if (l.labels.size() == 1) cell.value = fraction{l.labels.front()};
        };
        const carrier* other = nullptr;
        std::size_t second = 0;
        if (has_second(rule.how)) {
            other = &second_carrier_of(rule);
            second = other->columns.at({*values_.column_of(rule.by), false});
        }
        switch (rule.how) {
            case combination::sum:
            case combination::whole:
                take(sum_at(sums, target, column, options_.gaps));
                for (const auto& p : sums.parts(target)) {
                    if (!p.is_exact() || p.is_whole() || !sums.has(p.source, column)) continue;
                    cell.from_shares += sums.part_of(p, target, column, *sums.value(p.source, column));
                }
                add_to_account(line, cell);
                cell.assumed = cell.assumed || (rule.how == combination::whole &&
                                                is_rounding_assumed(sums, target, column, c->is_source_assumed));
                break;
            case combination::ratio:
                if (other == c) {
                    take(ratio_at(sums, target, column, second, rule.factor, options_.gaps));
                    break;
                }
                take(ratio_at(sums, column, *other->sums, second, target, rule.factor));
                cell.assumed = cell.assumed || other->assumed[target];
                break;
            case combination::mean:
                take(mean_at(sums, target, column, second, options_.gaps));
                break;
            case combination::least:
                take(least_at(sums, target, column, options_.gaps));
                break;
            case combination::greatest:
                take(greatest_at(sums, target, column, options_.gaps));
                break;
            case combination::same_label:
                label(same_label_at(sums, target, column, options_.gaps));
                break;
            case combination::label_of_largest:
                label(label_of_largest_at(sums, target, column, second, options_.gaps));
                break;
        }
        cell.quality = quality_of(cell, options_.gaps, cell.assumed);
        return cell;
    }

    void settle(const column_rule& rule, account_line& line) {
        const auto [c, column] = first_of(rule);
        const auto panel_column = *values_.column_of(rule.of);
        const auto& sums = *c->sums;
        line.column = rule.id;
        line.decimals = values_.columns()[panel_column].decimals;
        line.in = values_.total(panel_column);
        for (const auto& code : unmatched_) {
            if (const auto v = values_.at(*values_.row_of(code), panel_column)) line.unmatched += fraction{*v};
        }
        close_account(line, sums, column);
    }

    const panel& values_;
    std::span<const crosswalk> onto_;
    std::span<const column_rule> rules_;
    column_rule_options options_;
    std::vector<carrier> carriers_;
    std::vector<unit_code> unmatched_;
    problems found_;
};

std::string_view to_string(combination how) noexcept { return detail::word_of(combination_names, how); }
std::ostream& operator<<(std::ostream& out, combination how) { return out << to_string(how); }

observation_status ruled_cell::status() const {
    switch (quality) {
        case cell_quality::copied:
        case cell_quality::summed:
            return {};
        case cell_quality::estimated:
        case cell_quality::partial:
            return status_flag::estimated;
        case cell_quality::missing:
        case cell_quality::bounded:
            break;
    }
    return status_flag::missing;
}

const ruled_cell& ruled_panel::at(std::size_t row, std::size_t column) const& {
    if (row >= units_.size() || column >= rules_.size())
        throw std::out_of_range{"muong::ruled_panel::at: there is no such cell"};
    return cells_[row * rules_.size() + column];
}

const ruled_cell& ruled_panel::at(const unit_code& code, std::string_view id) const& {
    const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const column_rule& r) { return r.id == id; });
    return at(code, static_cast<std::size_t>(rule - rules_.begin()));
}

const ruled_cell& ruled_panel::at(const unit_code& code, std::size_t column) const& {
    const auto row = std::lower_bound(units_.begin(), units_.end(), code);
    if (row == units_.end() || *row != code || column >= rules_.size())
        throw std::out_of_range{"muong::ruled_panel::at: there is no such unit or column"};
    return at(static_cast<std::size_t>(row - units_.begin()), column);
}

ruled_panel rebase(const panel& values, std::span<const crosswalk> onto, std::span<const column_rule> rules,
                   const column_rule_options& options) {
    return rule_work{values, onto, rules, options}.run();
}

}  // namespace muong::v0
