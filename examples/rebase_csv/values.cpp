// SPDX-License-Identifier: MIT
#include "values.hpp"

#include "cell_taker.hpp"
#include "code_finder.hpp"
#include "flows.hpp"
#include "progress.hpp"

#include <muong/io/file.hpp>
#include <muong/io/text_numbers.hpp>
#include <muong/io/values_csv.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

namespace rebase_csv {

namespace {

bool is_among(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> named_by_rules(const options& o) {
    std::vector<std::string> names;
    for (const auto* list : {&o.sum, &o.whole, &o.least, &o.greatest}) {
        names.insert(names.end(), list->begin(), list->end());
    }
    for (const auto& r : o.ratios) names.insert(names.end(), {r.numerator, r.denominator});
    for (const auto& r : o.means) names.insert(names.end(), {r.rate, r.weight});
    for (const auto& r : o.labels) {
        names.push_back(r.column);
        if (r.mode == label_mode::largest) names.push_back(r.by);
    }
    return names;
}

/// Whether a ratio makes a column of this name out of others, so that what the table says there is not used.
bool is_made(const options& o, std::string_view name) {
    return std::any_of(o.ratios.begin(), o.ratios.end(), [&](const auto& r) { return r.name == name; });
}

/// Bytes: they stay in the cache beside the sums.
constexpr std::size_t read_at_once = std::size_t{1} << 17;

/// The table, open to be read; "-" is the standard input.
class opened_file {
public:
    /// \throws muong::data_error
    explicit opened_file(const std::string& path)
        : descriptor_{path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {
        if (descriptor_ >= 0) return;
        throw muong::data_error{
            {{muong::errc::unreadable, {path, 0, 0, {}}, std::strerror(errno), "a file that can be read"}}};
    }
    opened_file(const opened_file&) = delete;
    opened_file& operator=(const opened_file&) = delete;
    ~opened_file() {
        if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
    }
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

private:
    int descriptor_;
};

/// The columns of a long table as they come.
class column_finder {
public:
    column_finder(const options& o, values& all, cell_taker& cells) : o_{o}, all_{all}, cells_{cells} {}

    std::size_t find(const muong::text_key& period, const muong::text_key& name) {
        const auto found = numbers_.number(period, name);
        if (!found.is_new) return found.number;
        cells_.settle();  // none may wait then
        add_column(o_, all_, plan_column(o_, std::string{period.text()}, std::string{name.text()}));
        return found.number;
    }

private:
    const options& o_;
    values& all_;
    cell_taker& cells_;
    muong::text_numbers<2> numbers_;  // of period and name
};

/// Goes on to the next row; cells whose texts do not stay, as those of the last one, are settled before.
bool next_row(muong::csv_reader& in, cell_taker& cells) {
    if (!in.texts_stay()) cells.settle();
    return in.next();
}

void read_long(const options& o, const geography& g, values& all, muong::csv_reader& in) {
    const auto code = in.require(o.code);
    const auto period = in.require("period");
    const auto indicator = in.require("indicator");
    const auto value = in.require("value");
    if (!code || !period || !indicator || !value) return;
    code_finder codes{o, g, all};
    cell_taker cells{o, all, in, in.log()};
    column_finder columns{o, all, cells};
    progress shown{o};
    while (next_row(in, cells)) {
        shown.row();
        const auto code_text = in.key(code);
        if (code_text.empty()) {
            cells.settle();  // what is told of rows before this one is told first
            in.fault(muong::errc::missing_value, code, "the code of a unit");
            continue;
        }
        const auto period_text = in.key(period);
        const auto name = in.key(indicator);
        if (period_text.empty() || name.empty()) {
            cells.settle();
            tell_unnamed(in, period, indicator);
            continue;
        }
        const auto unit = codes.find(code_text, [&] { return in.where(code); });
        const auto column = columns.find(period_text, name);
        cells.take(codes.source(unit), column, {in[value], in.row(), value.index()},
                   [&](int decimals) { return in.fixed(value, decimals); });
    }
}

void read_wide(const options& o, const geography& g, values& all, muong::csv_reader& in) {
    const auto code = in.require(o.code);
    if (!code) return;
    struct field {
        std::size_t index;
        std::size_t column;
    };
    std::vector<field> fields;
    for (const auto i : value_fields(o, in.header(), {code})) {
        fields.push_back({i, all.columns.size()});
        add_column(o, all, plan_column(o, {}, in.header()[i]));
    }
    require_named(o, all.columns);
    code_finder codes{o, g, all};
    cell_taker cells{o, all, in, in.log()};
    progress shown{o};
    std::unordered_map<std::int64_t, std::uint64_t> row_of;  // by source
    std::vector<bool> seen;                                  // by number of the code
    while (next_row(in, cells)) {
        shown.row();
        const auto code_text = in.key(code);
        if (code_text.empty()) {
            cells.settle();
            in.fault(muong::errc::missing_value, code, "the code of a unit");
            continue;
        }
        const auto number = codes.find(code_text, [&] { return in.where(code); });
        const auto source = codes.source(number);
        if (seen.size() <= number) seen.resize(number + 1);
        bool is_second = seen[number];
        std::uint64_t first_row = 0;
        if (source >= 0) {
            const auto [at, is_new] = row_of.try_emplace(source, in.row());
            is_second = !is_new;
            first_row = at->second;
        }
        if (is_second) {
            cells.settle();
            in.fault(
                muong::errc::duplicate_key, code,
                first_row == 0 ? "each unit once" : "each unit once (it is in row " + std::to_string(first_row) + ")");
            continue;
        }
        seen[number] = true;
        for (const auto& f : fields) {
            cells.take(source, f.column, {in[f.index], in.row(), f.index},
                       [&](int decimals) { return in.fixed(muong::csv_column{f.index}, decimals); });
        }
    }
}

}  // namespace

void row_faults::add(const muong::problem_log& log) {
    first.insert(first.end(), log.kept().begin(), log.kept().end());
    more += log.more();
    std::stable_sort(first.begin(), first.end(), [](const muong::problem& a, const muong::problem& b) {
        return std::pair{a.where.row, a.where.column} < std::pair{b.where.row, b.where.column};
    });
    if (first.size() <= told_problems) return;
    more += first.size() - told_problems;
    first.resize(told_problems);
}

void require_named(const options& o, const std::vector<value_column>& columns) {
    for (const auto& name : named_by_rules(o)) {
        if (std::none_of(columns.begin(), columns.end(), [&](const auto& c) { return c.name == name; })) {
            throw usage_error{muong::source_name(o.in) + " has no " + (o.is_long ? "indicator" : "column") + " '" +
                              name + "', which a rule names"};
        }
    }
}

std::vector<std::size_t> value_fields(const options& o, std::span<const std::string> header,
                                      std::initializer_list<muong::csv_column> keys) {
    const auto named = named_by_rules(o);
    const auto is_long = [&](const char* name) {
        return std::find(header.begin(), header.end(), name) != header.end() && !is_among(named, name);
    };
    if (is_long("period") && is_long("indicator") && is_long("value")) {
        throw usage_error{muong::source_name(o.in) + " has the columns period, indicator and value: --long reads it"};
    }
    std::vector<std::size_t> fields;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const bool left_out =
            (muong::describes_unit(header[i]) || is_made(o, header[i])) && !is_among(named, header[i]);
        if (!left_out && std::find(keys.begin(), keys.end(), muong::csv_column{i}) == keys.end()) fields.push_back(i);
    }
    return fields;
}

std::vector<std::string> summed_unasked(const options& o, const values& all) {
    const auto named = named_by_rules(o);
    std::set<std::string_view> seen{named.begin(), named.end()};
    for (const auto& r : o.ratios) seen.insert(r.name);
    std::vector<std::string> names;
    for (const auto& c : all.columns) {
        if (seen.insert(c.name).second) names.push_back(c.name);
    }
    return names;
}

void tell_unnamed(muong::csv_reader& in, muong::csv_column period, muong::csv_column indicator) {
    if (in[period].empty()) in.fault(muong::errc::missing_value, period, "a period such as 2024 or 2024-Q1");
    if (in[indicator].empty()) in.fault(muong::errc::missing_value, indicator, "the name of an indicator");
}

value_column plan_column(const options& o, std::string period, std::string name) {
    value_column c;
    c.label = std::any_of(o.labels.begin(), o.labels.end(), [&](const auto& r) { return r.column == name; });
    c.weight = std::any_of(o.means.begin(), o.means.end(), [&](const auto& r) { return r.weight == name; });
    if (is_among(o.whole, name)) c.how = muong::carried::whole;
    c.period = std::move(period);
    c.name = std::move(name);
    return c;
}

void add_column(const options& o, values& all, value_column column) {
    const auto& name = column.name;
    bool kept = column.label || column.weight || is_among(o.least, name) || is_among(o.greatest, name);
    for (const auto& r : o.means) kept |= r.rate == name;
    for (const auto& r : o.labels) kept |= r.by == name;
    for (const auto& r : o.ratios) {
        kept |= o.gaps == muong::gap_rule::skip && (r.numerator == name || r.denominator == name);
    }
    all.sums.add_column(column.how, kept);
    all.with_care.push_back(column.label || column.weight ? 1 : 0);
    all.columns.push_back(std::move(column));
}

values read_values(const options& o, const geography& g, row_faults& faults) {
    const opened_file file{o.in};
    muong::descriptor_source bytes{file.descriptor(), muong::source_name(o.in)};
    muong::problem_log log{told_problems};
    muong::csv_reader in{bytes, muong::source_name(o.in), log, {.dialect = o.dialect, .buffer = read_at_once}};
    values all{muong::rebase_accumulator{g.shares}, {}, {}, {}, std::vector<bool>(g.sources.size()), {}, {}, {}, {}};
    if (o.flows) {
        all = read_flows(o, g, in, faults);
    } else if (o.is_long) {
        read_long(o, g, all, in);
        if (log.empty()) require_named(o, all.columns);
    } else {
        read_wide(o, g, all, in);
    }
    faults.add(log);
    return all;
}

}  // namespace rebase_csv
