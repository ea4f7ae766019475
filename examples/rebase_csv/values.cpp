// SPDX-License-Identifier: MIT
#include "values.hpp"

#include "cell_taker.hpp"
#include "code_finder.hpp"
#include "first_rows.hpp"
#include "flows.hpp"
#include "hints.hpp"
#include "progress.hpp"

#include <muong/core/period.hpp>
#include <muong/io/csv_writer.hpp>
#include <muong/io/file.hpp>
#include <muong/io/text_numbers.hpp>
#include <muong/io/values_csv.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

namespace rebase_csv {

namespace {

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

/// Goes on to the next row; cells whose texts do not stay, as those of the last one, are settled before.
template <class Settle>
bool next_row(muong::csv_reader& in, Settle settle) {
    if (!in.texts_stay()) settle();
    return in.next();
}

values blank_values(const geography& g) {
    values all;
    for (const auto& way : g.ways) all.sums.emplace_back(way.shares);
    all.listed.resize(g.sources.size());
    return all;
}

/// Reads the rows of a long table, each on its map.
class long_reader {
public:
    /// `fixed` is the map of all rows, if it is none that their periods tell.
    long_reader(const options& o, const map_maker& maps, std::optional<geography> fixed, muong::csv_reader& in)
        : o_{o}, maps_{maps}, in_{in} {
        if (fixed) fixed_ = add_map(by_era_[maps.era_of(*o.from)], *std::move(fixed));
    }

    [[nodiscard]] std::vector<mapped_values> read(row_faults& faults) {
        read_rows();
        faults.doubts = thousands_.remarks(in_.source(), [this](std::size_t number) {
            const auto& to = series_[number];
            return to.map == nullptr ? std::string_view{} : name_of_numbers(to.map->on.all.columns[to.column]);
        });
        std::vector<mapped_values> found;
        for (auto& [era, map] : by_era_) {
            if (map == nullptr) continue;
            faults.add(map->log);
            found.push_back(std::move(map->on));
        }
        cell_faults_.tell(faults, [&found](const std::string& name) {
            return std::any_of(found.begin(), found.end(), [&](const auto& map) { return any_read(map.all, name); });
        });
        bad_periods_.tell(faults, [&found](const std::string&) { return !found.empty(); });
        if (faults.empty() && in_.log().empty()) require_named(o_, maps_.blank(), names_);
        return found;
    }

private:
    struct map_reader {
        map_reader(const options& o, geography made, muong::csv_reader& in, cell_faults& faults)
            : on{std::move(made), blank_values(on.g)}, codes{o, on.g, on.all}, cells{o, on.all, in, log, faults} {}
        mapped_values on;
        muong::problem_log log{told_problems};  // of cells that come again: not crowded out by those of other maps
        code_finder codes;
        cell_taker cells;
    };
    /// Where the rows of an indicator in a period go; without a map nowhere.
    struct series {
        map_reader* map = nullptr;
        std::size_t column = 0;
        muong::date day;
        day_codes* codes = nullptr;  // of that day, if the period tells it
    };

    void read_rows() {
        const auto code = in_.require(o_.code);
        const auto period = in_.require("period");
        const auto indicator = in_.require("indicator");
        const auto value = in_.require("value");
        if (!code || !period || !indicator || !value) return;
        progress shown{o_};
        while (next_row(in_, [this] { settle(); })) {
            shown.row();
            const auto code_text = in_.key(code);
            if (code_text.empty()) {
                tell_no_code(in_, code);
                continue;
            }
            const auto period_text = in_.key(period);
            const auto name = in_.key(indicator);
            if (period_text.empty() || name.empty()) {
                tell_unnamed(in_, period, indicator);
                continue;
            }
            const auto& to = find(period_text, name);
            if (to.map == nullptr) {
                tell_no_map(period);
                continue;
            }
            const auto unit = to.map->codes.find(code_text, to.day, [&] { return in_.where(code); });
            const auto source = to.map->codes.source(unit);
            if (to.codes != nullptr) note(*to.codes, source);
            if (thousands_.wants(1))
                thousands_.look(static_cast<std::size_t>(&to - series_.data()), in_[value], in_.row());
            to.map->cells.take(source, to.column, {in_[value], in_.row(), value.index()},
                               [this](std::string_view text, int decimals) { return in_.fixed(text, decimals); });
        }
    }

    static void note(day_codes& codes, std::int64_t source) {
        if (source >= 0) {
            codes.listed[static_cast<std::size_t>(source)] = true;
            return;
        }
        const auto at = code_finder::unmatched(source);
        if (codes.unmatched.size() <= at) codes.unmatched.resize(at + 1);
        codes.unmatched[at] = true;
    }

    void settle() {
        for (const auto& [era, map] : by_era_) {
            if (map != nullptr) map->cells.settle();
        }
    }

    [[nodiscard]] std::optional<muong::date> day_of(std::string_view period) const {
        const auto days = muong::period::parse_lenient(period);
        if (!days) return {};
        return o_.from_by == from_rule::period_start ? days->first() : days->last();
    }

    map_reader* add_map(std::unique_ptr<map_reader>& room, geography made) {
        room = std::make_unique<map_reader>(o_, std::move(made), in_, cell_faults_);
        return room.get();
    }

    /// Of a period that tells the day.
    [[nodiscard]] series series_on(muong::date day) {
        const auto [at, is_new] = by_era_.try_emplace(maps_.era_of(day));
        if (is_new) {
            if (auto made = maps_.on(day)) add_map(at->second, *std::move(made));
        }
        auto* const map = at->second.get();
        if (map == nullptr) return {nullptr, 0, day, nullptr};
        auto& g = map->on.g;
        g.from = std::min(g.from, day);
        g.last_from = std::max(g.last_from, day);
        auto& codes = map->on.all.codes_on[day];
        codes.listed.resize(g.sources.size());
        return {map, 0, day, &codes};
    }

    [[nodiscard]] const series& find(const muong::csv_key& period, const muong::csv_key& name) {
        const auto found = numbers_.number(period, name);
        return found.is_new ? add(period, name) : series_[found.number];
    }

    const series& add(const muong::csv_key& period, const muong::csv_key& name) {
        series made{fixed_, 0, fixed_ == nullptr ? muong::date::min() : fixed_->on.g.from, nullptr};
        if (fixed_ == nullptr) {
            if (const auto day = day_of(period.text())) made = series_on(*day);
        }
        if (made.map != nullptr) {
            auto& all = made.map->on.all;
            made.map->cells.settle();  // none may wait then
            made.column = all.columns.size();
            auto column = plan_column(o_, std::string{period.text()}, std::string{name.text()});
            if (made.codes != nullptr) column.day = made.day;
            add_column(o_, made.map->on.g, all, std::move(column));
        }
        names_.emplace(name.text());
        return series_.emplace_back(made);
    }

    void tell_no_map(muong::csv_column period) {
        const auto text = in_[period];
        const auto add = [&](muong::errc kind, std::string expected) {
            bad_periods_.add({}, {kind, in_.where(period), std::string{text}, std::move(expected)});
        };
        if (day_of(text)) {
            if (days_of_units_.empty()) days_of_units_ = days_of_units(maps_.tables().units);
            add(muong::errc::not_in_force, "a period on whose day some unit is in force" + days_of_units_);
        } else if (names_week(text)) {
            add(muong::errc::malformed_text,
                "a period such as 2024, 2024-Q1 or 2024-06, since its day tells the map (no weeks: give a day of "
                "each)");
        } else {
            add(muong::errc::malformed_text,
                "a period such as 2024, 2024-S1, 2024-Q1, 2024Q1, 2024-06, 2024M06, 2024-06-30 or 2021-2025, since its "
                "day tells the map");
        }
    }

    /// Such as 2024-W05.
    static bool names_week(std::string_view text) {
        const auto at = text.find_first_of("Ww");
        return at != std::string_view::npos && at + 1 < text.size() && at >= 4 &&
               text.find_first_not_of("0123456789- ") == at;
    }

    const options& o_;
    const map_maker& maps_;
    muong::csv_reader& in_;
    thousands_seen thousands_{o_};
    cell_faults cell_faults_;
    std::string days_of_units_;                                  // once it was asked for
    cell_faults bad_periods_;                                    // as if all were of one column
    std::map<std::size_t, std::unique_ptr<map_reader>> by_era_;  // null: no unit is in force
    map_reader* fixed_ = nullptr;                                // the one for all periods
    muong::text_numbers<2> numbers_;                             // of period and name
    std::vector<series> series_;                                 // by that number
    std::set<std::string> names_;                                // of indicators
};

void read_wide(const options& o, const geography& g, values& all, muong::csv_reader& in, row_faults& faults) {
    const auto code = in.require(o.code);
    if (!code) return;
    struct field {
        std::size_t index;
        std::size_t column;
    };
    std::vector<field> fields;
    for (const auto i : value_fields(o, in.header(), {code})) {
        fields.push_back({i, all.columns.size()});
        add_column(o, g, all, plan_column(o, {}, in.header()[i]));
    }
    require_named(o, g, names_of(all.columns));
    code_finder codes{o, g, all};
    cell_faults bad_cells;
    cell_taker cells{o, all, in, in.log(), bad_cells};
    thousands_seen thousands{o};
    auto doubtful = fields;  // that may have thousands
    progress shown{o};
    std::unordered_map<std::int64_t, std::uint64_t> row_of;  // by source
    std::vector<bool> seen;                                  // by number of the code
    while (next_row(in, [&cells] { cells.settle(); })) {
        shown.row();
        const auto code_text = in.key(code);
        if (code_text.empty()) {
            cells.settle();
            tell_no_code(in, code);
            continue;
        }
        const auto number = codes.find(code_text, g.from, [&] { return in.where(code); });
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
        if (thousands.wants(doubtful.size())) {
            std::erase_if(doubtful, [&](const auto& f) { return !thousands.look(f.column, in[f.index], in.row()); });
        }
        for (const auto& f : fields) {
            cells.take(source, f.column, {in[f.index], in.row(), f.index},
                       [&in](std::string_view text, int decimals) { return in.fixed(text, decimals); });
        }
    }
    faults.doubts =
        thousands.remarks(in.source(), [&all](std::size_t column) { return name_of_numbers(all.columns[column]); });
    bad_cells.tell(faults, [&all](const std::string& name) { return any_read(all, name); });
}

}  // namespace

void row_faults::add(muong::problems found, std::uint64_t others) {
    first.insert(first.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    more += others;
    std::stable_sort(first.begin(), first.end(), [](const muong::problem& a, const muong::problem& b) {
        return std::pair{a.where.row, a.where.column} < std::pair{b.where.row, b.where.column};
    });
    if (first.size() <= told_problems) return;
    more += first.size() - told_problems;
    first.resize(told_problems);
}

std::set<std::string> names_of(const std::vector<value_column>& columns) {
    std::set<std::string> names;
    for (const auto& c : columns) names.insert(c.name);
    return names;
}

bool any_read(const values& all, const std::string& name) {
    for (std::size_t c = 0; c < all.columns.size(); ++c) {
        if (all.columns[c].name != name) continue;
        if (all.columns[c].any_unmatched) return true;
        const auto& sums = all.sums_of(c);
        for (std::size_t s = 0; s < sums.sources(); ++s) {
            if (sums.has(s, all.number_of(c))) return true;
        }
    }
    return false;
}

void require_named(const options& o, const geography& g, const std::set<std::string>& columns) {
    std::vector<std::string> missing;
    for (const auto& name : named_by_rules(o)) {
        if (!columns.contains(name) && !is_among(missing, name)) missing.push_back(name);
    }
    const bool by_rules = !missing.empty();
    for (const auto& [name, basis] : o.basis_of) {
        if (!by_rules && !columns.contains(name)) missing.push_back(name);
    }
    if (missing.empty()) return g.require_bases(o, columns);
    const bool one = missing.size() == 1;
    auto told = muong::source_name(o.in) + " has no " + (o.is_long ? "indicator" : "column") + (one ? " " : "s ");
    for (const auto& name : missing) told += (&name == &missing.front() ? "'" : ", '") + name + "'";
    told += !by_rules ? ", which --basis names" : one ? ", which a rule names" : ", which rules name";
    std::size_t listed = 0;
    for (const auto& name : columns) {
        if (listed++ == told_remarks) break;
        told += listed == 1 ? ", but " : ", ";
        muong::append_csv_field(told, name, ',');
    }
    if (columns.size() > told_remarks) told += " and " + std::to_string(columns.size() - told_remarks) + " more";
    throw usage_error{told};
}

std::vector<std::size_t> value_fields(const options& o, std::span<const std::string> header,
                                      std::initializer_list<muong::csv_column> keys) {
    auto named = named_by_rules(o);
    for (const auto& [name, basis] : o.basis_of) named.push_back(name);
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

std::vector<std::string> summed_unasked(const options& o, const std::vector<mapped_values>& maps) {
    const auto named = named_by_rules(o);
    std::set<std::string_view> seen{named.begin(), named.end()};
    for (const auto& r : o.ratios) seen.insert(r.name);
    std::vector<std::string> names;
    for (const auto& map : maps) {
        for (const auto& c : map.all.columns) {
            if (seen.insert(c.name).second) names.push_back(c.name);
        }
    }
    return names;
}

std::string_view name_of_numbers(const value_column& column) {
    return column.label ? std::string_view{} : std::string_view{column.name};
}

void tell_no_code(muong::csv_reader& in, muong::csv_column code) {
    bool total = false;
    for (std::size_t i = 0; i < in.size(); ++i) total = total || is_total(in[i]);
    in.fault(muong::errc::missing_value, code,
             total ? "the code of a unit (a row of totals is to be left out)" : "the code of a unit");
}

void tell_unnamed(muong::csv_reader& in, muong::csv_column period, muong::csv_column indicator) {
    if (in[period].empty()) in.fault(muong::errc::missing_value, period, "a period such as 2024 or 2024-Q1");
    if (in[indicator].empty()) in.fault(muong::errc::missing_value, indicator, "the name of an indicator");
}

value_column plan_column(const options& o, std::string period, std::string name) {
    value_column c;
    c.label = std::any_of(o.labels.begin(), o.labels.end(), [&](const auto& r) { return r.column == name; });
    c.weight = std::any_of(o.means.begin(), o.means.end(), [&](const auto& r) { return r.weight == name; }) ||
               std::any_of(o.labels.begin(), o.labels.end(),
                           [&](const auto& r) { return r.mode == label_mode::largest && r.by == name; });
    if (is_among(o.whole, name)) c.how = muong::carried::whole;
    c.period = std::move(period);
    c.name = std::move(name);
    return c;
}

void add_column(const options& o, const geography& g, values& all, value_column column) {
    const auto& name = column.name;
    bool kept = column.label || column.weight || is_among(o.least, name) || is_among(o.greatest, name);
    for (const auto& r : o.means) kept |= r.rate == name;
    for (const auto& r : o.labels) kept |= r.by == name;
    for (const auto& r : o.ratios) {
        kept |= o.gaps == muong::gap_rule::skip && (r.numerator == name || r.denominator == name);
    }
    const auto way = g.way_of(o, name);
    const auto number = all.sums[way].add_column(column.how, kept);
    all.homes.push_back({&all.sums[way], static_cast<std::uint32_t>(number), static_cast<std::uint16_t>(way),
                         column.label || column.weight});
    all.columns.push_back(std::move(column));
}

std::vector<mapped_values> read_values(const options& o, const map_maker& maps, row_faults& faults) {
    std::optional<geography> fixed;  // the map of all rows
    if (o.from_by == from_rule::day) {
        fixed = maps.on(*o.from);
        if (!fixed) throw no_units_on(o, maps.tables().units, *o.from);
    }
    const opened_file file{o.in};
    muong::descriptor_source bytes{file.descriptor(), muong::source_name(o.in)};
    muong::problem_log log{told_problems};
    muong::csv_reader in{bytes, muong::source_name(o.in), log, {.dialect = o.dialect, .buffer = read_at_once}};
    std::vector<mapped_values> found;
    if (o.is_long && !o.flows) {
        found = long_reader{o, maps, std::move(fixed), in}.read(faults);
    } else {
        auto all = blank_values(*fixed);
        if (o.flows) {
            all = read_flows(o, *fixed, in, faults);
        } else {
            read_wide(o, *fixed, all, in, faults);
        }
        found.push_back({*std::move(fixed), std::move(all)});
    }
    faults.add(log);
    add_first_rows(o, faults);
    return found;
}

}  // namespace rebase_csv
