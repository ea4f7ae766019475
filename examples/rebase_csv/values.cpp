// SPDX-License-Identifier: MIT
#include "values.hpp"

#include "cell_taker.hpp"
#include "flows.hpp"

#include <muong/io/csv_reader.hpp>
#include <muong/io/file.hpp>
#include <muong/io/values_csv.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

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

void require_named(const options& o, const std::vector<value_column>& columns) {
    for (const auto& name : named_by_rules(o)) {
        if (std::none_of(columns.begin(), columns.end(), [&](const auto& c) { return c.name == name; })) {
            throw usage_error{muong::source_name(o.in) + " has no " + (o.is_long ? "indicator" : "column") + " '" +
                              name + "', which a rule names"};
        }
    }
}

/// Whether a ratio makes a column of this name out of others, so that what the table says there is not used.
bool is_made(const options& o, std::string_view name) {
    return std::any_of(o.ratios.begin(), o.ratios.end(), [&](const auto& r) { return r.name == name; });
}

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

/// Tells how far the reading is, on a terminal.
class progress {
public:
    explicit progress(const options& o) : on_{!o.quiet && ::isatty(STDERR_FILENO) == 1} {}
    ~progress() {
        if (told_) std::fprintf(stderr, "\r\033[K");
    }
    void row() {
        if (++rows_ % 1'000'000 != 0 || !on_) return;
        std::fprintf(stderr, "\r%llu million rows", static_cast<unsigned long long>(rows_ / 1'000'000));
        told_ = true;
    }

private:
    bool on_;
    bool told_ = false;
    unsigned long long rows_ = 0;
};

/// The codes of a table as they come: which unit each is.
class code_finder {
public:
    struct entry {
        std::string text;  ///< as in the table
        std::int64_t source = -1;
        std::uint32_t next = 0;  ///< the entry that followed it the last time
        bool seen = false;
    };

    code_finder(const options& o, const geography& g, values& all) : o_{o}, g_{g}, all_{all} {}

    template <class Where>
    entry& find(std::string_view text, Where&& where) {
        if (!entries_.empty()) {
            if (entries_[last_].text == text) return entries_[last_];
            const auto guess = entries_[last_].next;
            if (entries_[guess].text == text) return entries_[last_ = guess];
        }
        const auto [at, is_new] = numbers_.try_emplace(std::string{text}, static_cast<std::uint32_t>(entries_.size()));
        if (is_new) add(text, where());
        entries_[last_].next = at->second;
        return entries_[last_ = at->second];
    }

private:
    void add(std::string_view text, muong::place where) {
        const auto code = padded(text, o_.pad_codes);
        const auto source = g_.source(code);
        entries_.push_back({std::string{text}, source ? static_cast<std::int64_t>(*source) : -1, 0, false});
        all_.listed_codes.push_back(code);
        if (source) {
            all_.listed[*source] = true;
        } else {
            all_.unmatched.push_back({code, std::move(where)});
        }
    }

    const options& o_;
    const geography& g_;
    values& all_;
    std::vector<entry> entries_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::uint32_t last_ = 0;
};

/// The columns of a long table as they come.
class column_finder {
public:
    column_finder(const options& o, values& all) : o_{o}, all_{all} {}

    std::size_t find(std::string_view period, std::string_view name) {
        if (!next_.empty()) {
            const auto guess = next_[last_];
            const auto& c = all_.columns[guess];
            if (c.name == name && c.period == period) return last_ = guess;
        }
        key_.assign(period);
        key_ += '\0';
        key_ += name;
        const auto [at, is_new] = numbers_.try_emplace(key_, all_.columns.size());
        if (is_new) {
            auto column = plan_column(o_, std::string{period}, std::string{name});
            add_column(o_, all_, std::move(column));
            next_.push_back(0);
        }
        next_[last_] = at->second;
        return last_ = at->second;
    }

private:
    const options& o_;
    values& all_;
    std::vector<std::size_t> next_;
    std::unordered_map<std::string, std::size_t> numbers_;
    std::string key_;
    std::size_t last_ = 0;
};

void read_long(const options& o, const geography& g, values& all, muong::csv_reader& in) {
    const auto code = in.require("code");
    const auto period = in.require("period");
    const auto indicator = in.require("indicator");
    const auto value = in.require("value");
    if (!code || !period || !indicator || !value) return;
    code_finder codes{o, g, all};
    column_finder columns{o, all};
    cell_taker cells{all, in.log()};
    progress shown{o};
    while (in.next()) {
        shown.row();
        const auto code_text = in[code];
        if (code_text.empty()) {
            in.fault(muong::errc::missing_value, code, "the code of a unit");
            continue;
        }
        const auto period_text = in[period];
        const auto name = in[indicator];
        if (period_text.empty()) in.fault(muong::errc::missing_value, period, "a period such as 2024 or 2024-Q1");
        if (name.empty()) in.fault(muong::errc::missing_value, indicator, "the name of an indicator");
        if (period_text.empty() || name.empty()) continue;
        const auto& unit = codes.find(code_text, [&] { return in.where(code); });
        const auto column = columns.find(period_text, name);
        cells.take(unit.source, column, in[value], [&] { return in.where(value); });
    }
}

void read_wide(const options& o, const geography& g, values& all, muong::csv_reader& in) {
    const auto code = in.require("code");
    if (!code) return;
    struct field {
        std::size_t index;
        std::size_t column;
    };
    std::vector<field> fields;
    const auto named = named_by_rules(o);
    for (std::size_t i = 0; i < in.header().size(); ++i) {
        const auto& name = in.header()[i];
        if (muong::csv_column{i} == code ||
            ((muong::describes_unit(name) || is_made(o, name)) && !is_among(named, name))) {
            continue;
        }
        fields.push_back({i, all.columns.size()});
        add_column(o, all, plan_column(o, {}, name));
    }
    require_named(o, all.columns);
    code_finder codes{o, g, all};
    cell_taker cells{all, in.log()};
    progress shown{o};
    std::unordered_map<std::int64_t, std::uint64_t> row_of;  // by source
    while (in.next()) {
        shown.row();
        const auto code_text = in[code];
        if (code_text.empty()) {
            in.fault(muong::errc::missing_value, code, "the code of a unit");
            continue;
        }
        auto& unit = codes.find(code_text, [&] { return in.where(code); });
        bool is_second = unit.seen;
        std::uint64_t first_row = 0;
        if (unit.source >= 0) {
            const auto [at, is_new] = row_of.try_emplace(unit.source, in.row());
            is_second = !is_new;
            first_row = at->second;
        }
        if (is_second) {
            in.fault(
                muong::errc::duplicate_key, code,
                first_row == 0 ? "each unit once" : "each unit once (it is in row " + std::to_string(first_row) + ")");
            continue;
        }
        unit.seen = true;
        for (const auto& f : fields) {
            cells.take(unit.source, f.column, in[f.index], [&] { return in.where(f.index); });
        }
    }
}

}  // namespace

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
    all.columns.push_back(std::move(column));
}

values read_values(const options& o, const geography& g, muong::problem_log& log) {
    const opened_file file{o.in};
    muong::descriptor_source bytes{file.descriptor(), muong::source_name(o.in)};
    muong::csv_reader in{bytes, muong::source_name(o.in), log};
    if (o.flows) return read_flows(o, g, in);
    values all{muong::rebase_accumulator{g.shares}, {}, {}, std::vector<bool>(g.sources.size()), {}, {}, {}};
    if (o.is_long) {
        read_long(o, g, all, in);
        if (log.empty()) require_named(o, all.columns);
    } else {
        read_wide(o, g, all, in);
    }
    return all;
}

}  // namespace rebase_csv
