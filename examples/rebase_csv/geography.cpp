// SPDX-License-Identifier: MIT
#include "geography.hpp"

#include "hints.hpp"

#include <muong/io/csv_table.hpp>
#include <muong/io/file.hpp>
#include <muong/units/crosswalk.hpp>
#include <muong/units/dates_that_fit.hpp>
#include <muong/units/likely_code.hpp>

#include <algorithm>
#include <initializer_list>
#include <map>

namespace rebase_csv {

namespace {

using muong::fraction;

template <class Units>
std::optional<std::size_t> position(const Units& units, std::string_view text) {
    const auto code = muong::unit_code::parse(text);
    if (!code) return {};
    const auto at = std::lower_bound(units.begin(), units.end(), *code,
                                     [](const muong::unit* u, const muong::unit_code& c) { return u->code() < c; });
    if (at == units.end() || (*at)->code() != *code) return {};
    return static_cast<std::size_t>(at - units.begin());
}

void throw_if_any(const muong::problem_log& log) {
    if (!log.empty()) throw bad_table{log};
}

/// The problems of the registry, those of the units first, each table in the order of its rows.
muong::problems by_row(muong::problems found, const std::string& units) {
    std::stable_sort(found.begin(), found.end(), [&units](const muong::problem& a, const muong::problem& b) {
        return std::pair{a.where.source != units, a.where.row} < std::pair{b.where.source != units, b.where.row};
    });
    return found;
}

/// A small table beside the main one, with these columns: where they are not there, its rows tell nothing.
muong::csv_table read_table(const std::string& path, const muong::csv_dialect& dialect,
                            std::initializer_list<const char*> columns) {
    auto text = muong::read_file(path);
    if (!text) throw muong::data_error{text.error()};
    muong::problem_log log{told_problems};
    muong::csv_table table{std::move(text).value(), muong::source_name(path), log, {.dialect = dialect}};
    muong::problem_log missing{told_problems};
    for (const auto* name : columns) table.require(name, missing);
    throw_if_any(missing);
    throw_if_any(log);
    return table;
}

std::string comma_list(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// The bases by which columns go: that of all of which no other is asked, then the others, each once.
std::vector<std::string> choose_bases(geography& g, const options& o, const muong::registry_tables& tables) {
    const auto& known = tables.bases;
    const auto stated = tables.units.bases();
    const auto checked = [&](const std::string& asked, const std::string& basis) {
        if (is_among(known, basis) || stated.empty()) return basis;
        throw usage_error{"--basis " + asked + ": " + o.transfers + " has no such shares, only " + comma_list(known)};
    };
    const auto of_all = [&]() -> std::string {
        if (o.basis) return checked(*o.basis, *o.basis);
        if (is_among(known, "population")) return "population";
        if (stated.size() == 1) return std::string{stated.front()};
        if (stated.empty()) return known.size() == 1 ? known.front() : std::string{};
        if (!o.basis_of.empty()) {  // each column may have one: see require_bases
            g.bases_to_name = known;
            return o.basis_of.begin()->second;
        }
        throw usage_error{"--basis is missing: " + o.transfers + " has shares of " + comma_list(known)};
    };
    const auto of_one = [&](const std::string& column, const std::string& basis) {
        return checked(column + '=' + basis, basis);
    };
    std::vector<std::string> bases{of_all()};
    for (const auto& [column, basis] : o.basis_of) {
        if (!is_among(bases, of_one(column, basis))) bases.push_back(basis);
    }
    return bases;
}

/// By the table that --assume names.
muong::assumption read_weights(const geography& g, const options& o) {
    const auto table = read_table(o.assume_file, o.assume_dialect, {"code"});
    muong::problem_log log{told_problems};
    const auto code = table.find("code");
    auto column = muong::csv_column{};
    if (!o.assume_column.empty()) {
        column = table.find(o.assume_column);
        if (!column) {
            throw usage_error{"--assume: " + o.assume_file + " has no column '" + o.assume_column + "'"};
        }
    } else {
        for (std::size_t i = 0; i < table.header().size(); ++i) {
            if (muong::csv_column{i} == code) continue;
            if (column) throw usage_error{"--assume: name the column of " + o.assume_file + " to go by"};
            column = muong::csv_column{i};
        }
        if (!column) throw usage_error{"--assume: " + o.assume_file + " has no column to go by"};
    }

    std::vector<std::optional<fraction>> weights(g.targets.size());
    for (const auto row : table) {
        const auto at = g.target(padded(row[code].text(), o.pad_codes));
        if (!at || row[column].empty()) continue;  // units of other days and tiers do no harm here
        const auto value = fraction_in_cell(row[column].text(), o.assume_dialect);
        if (!value || value->sign() < 0) {
            row[column].fault(log, value ? muong::errc::out_of_range : muong::errc::malformed_text,
                              "a number not below 0");
        } else if (weights[*at]) {
            row[code].fault(log, muong::errc::duplicate_key, "each unit once");
        } else {
            weights[*at] = *value;
        }
    }
    throw_if_any(log);
    std::vector<std::pair<muong::unit_code, fraction>> found;
    for (std::size_t t = 0; t < weights.size(); ++t) {
        if (weights[t]) found.emplace_back(g.targets[t]->code(), *weights[t]);
    }
    return muong::assumption::proportional_to(
        o.assume_column.empty() ? o.assume_file : o.assume_file + ":" + o.assume_column, std::move(found),
        {table.source(), 1, static_cast<std::uint32_t>(column.index() + 1), table.header()[column.index()]});
}

/// Rows of all units of a day by one basis, whatever their tier. `groups` goes on from the targets to their groups.
void fill_shares(const geography& g, basis_way& to, const std::optional<muong::assumption>& how,
                 const std::optional<muong::crosswalk>& groups) {
    to.shares.rows.resize(g.sources.size());
    if (groups) to.shares.group_rows.resize(g.sources.size());
    to.shares.targets = g.targets.size();
    std::set<muong::unit_tier> tiers;
    for (const auto* u : g.sources) tiers.insert(u->tier());
    muong::problems found;
    for (const auto tier : tiers) {
        const muong::crosswalk_options options{to.basis, tier};
        const auto made = how ? assume(g.units, g.from, g.to, *how, options)
                              : muong::result{muong::crosswalk::between(g.units, g.from, g.to, options)};
        if (!made) {
            found.insert(found.end(), made.error().begin(), made.error().end());
            continue;
        }
        const auto& way = made.value();
        for (const auto& r : way.rests()) {
            if (!r.assumed) continue;
            to.assumed_rests.insert(static_cast<std::uint32_t>(*g.source(way.sources()[r.source].view())));
        }
        std::vector<std::uint32_t> target_of;
        for (const auto& code : way.targets()) {
            target_of.push_back(static_cast<std::uint32_t>(*g.target(code.view())));
        }
        for (std::size_t s = 0; s < way.sources().size(); ++s) {
            const auto source = static_cast<std::uint32_t>(*g.source(way.sources()[s].view()));
            for (auto e : way.row(s)) {
                e.target = target_of[e.target];
                if (e.assumed) to.assumed.insert({source, e.target});
                to.shares.rows[source].push_back(std::move(e));
            }
            if (way.greatest_rest(s).sign() != 0) {
                to.shares.rests.push_back({source, way.rest(s), way.greatest_rest(s)});
            }
        }
        if (!groups || (way.is_exact() && way.assumption().empty())) continue;
        const auto known = muong::crosswalk::between(g.units, g.from, g.to, *groups, options);
        for (std::size_t s = 0; s < way.sources().size(); ++s) {
            const auto is_fact = [](const auto& e) { return e.is_exact() && !e.assumed; };
            if (std::all_of(way.row(s).begin(), way.row(s).end(), is_fact)) continue;
            to.shares.group_rows[*g.source(way.sources()[s].view())].assign(known.row(s).begin(), known.row(s).end());
        }
    }
    std::sort(to.shares.rests.begin(), to.shares.rests.end(),
              [](const auto& a, const auto& b) { return a.source < b.source; });
    if (!found.empty()) throw muong::data_error{std::move(found)};
}

/// From the targets to their groups, each whole, or nowhere if it is in none. The groups have their numbers for codes.
muong::crosswalk groups_of(const geography& g) {
    const auto last = std::to_string(g.place_names.size());
    std::vector<muong::unit_code> sources, groups;
    std::vector<std::vector<muong::crosswalk_entry>> rows;
    for (std::size_t number = 0; number < g.place_names.size(); ++number) {
        const auto digits = std::to_string(number);
        groups.push_back(muong::unit_code::parse(std::string(last.size() - digits.size(), '0') + digits).value());
    }
    for (std::size_t t = 0; t < g.targets.size(); ++t) {
        sources.push_back(g.targets[t]->code());
        auto& row = rows.emplace_back();
        if (g.group_of()[t] != muong::share_table::no_group) row.push_back({g.group_of()[t], fraction{1}, fraction{1}});
    }
    return {g.to, g.to, "", std::move(sources), std::move(groups), rows};
}

void use_groups(geography& g, const options& o) {
    const auto table = read_table(o.group, o.group_dialect, {"code", "group"});
    muong::problem_log log{told_problems};
    const auto code = table.find("code");
    const auto group = table.find("group");
    std::map<std::string, std::uint32_t, std::less<>> groups;
    std::vector<std::optional<std::string>> group_of(g.targets.size());
    for (const auto row : table) {
        const auto text = padded(row[code].text(), o.pad_codes);
        const auto at = g.target(text);
        if (text.empty()) {
            row[code].fault(log, muong::errc::missing_value, "the code of a unit");
        } else if (!at) {
            row[code].fault(log, kind_of_fault(g.units, text),
                            log.keeps_more() ? unit_expected(g.units, text, g.to) : std::string{});
        } else if (row[group].empty()) {
            row[group].fault(log, muong::errc::missing_value, "the name of a group");
        } else if (group_of[*at]) {
            row[code].fault(log, muong::errc::duplicate_key, "each unit once, since it is in one group");
        } else {
            group_of[*at] = row[group].text();
            groups[std::string{row[group].text()}] = 0;
        }
    }
    if (!log.empty()) {
        std::set<muong::unit_code> listed;
        for (const auto row : table) {
            if (const auto parsed = muong::unit_code::parse(padded(row[code].text(), o.pad_codes))) {
                listed.insert(*parsed);
            }
        }
        const auto matched = std::count_if(listed.begin(), listed.end(),
                                           [&g](const muong::unit_code& c) { return g.target(c.view()).has_value(); });
        throw bad_table{
            log, list_in_force(g.units, {listed.begin(), listed.end()}, static_cast<std::size_t>(matched), false)};
    }
    g.place_names.clear();
    for (auto& [name, number] : groups) {
        number = static_cast<std::uint32_t>(g.place_names.size());
        g.place_names.push_back(name);
    }
    for (auto& way : g.ways) {
        way.shares.groups = groups.size();
        for (const auto& name : group_of) {
            way.shares.group_of.push_back(name ? groups.find(*name)->second : muong::share_table::no_group);
        }
    }
}

muong::registry_tables read_tables(const options& o) {
    auto read = muong::read_registry(o.units, o.transfers, muong::faulty_rows::refuse, {.dialect = o.registry_dialect});
    if (!read) throw muong::data_error{by_row(read.error(), muong::source_name(o.units))};
    return std::move(read).value();
}

std::vector<const muong::unit*> units_on(const muong::registry& units, muong::date day) {
    std::vector<const muong::unit*> found;
    for (const auto& u : units.on(day)) found.push_back(&u);
    return found;
}

std::vector<muong::date> days_of_change(const muong::registry& units) {
    std::vector<muong::date> days;
    for (const auto& u : units.units()) {
        days.push_back(u.valid().from());
        if (const auto to = u.valid().to()) days.push_back(*to);
    }
    for (const auto& t : units.transfers()) days.push_back(t.day());
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

/// A number with a decimal point; nothing if it has one where the tables have a comma.
std::optional<std::string> with_point(std::string_view text, const muong::csv_dialect& dialect) {
    std::string pointed{text};
    if (!dialect.decimal_comma) return pointed;
    if (text.find('.') != std::string_view::npos) return {};
    std::replace(pointed.begin(), pointed.end(), ',', '.');
    return pointed;
}

geography blank_map(const options& o, const muong::registry_tables& tables) {
    geography g{tables.units, *o.to, *o.to, *o.to, {}, units_on(tables.units, *o.to), {}, {}};
    for (auto& basis : choose_bases(g, o, tables)) g.ways.push_back({std::move(basis)});
    if (g.targets.empty()) throw no_units_on(o, g.units, g.to);
    for (const auto* t : g.targets) g.place_names.push_back(to_string(t->code()));
    return g;
}

}  // namespace

std::optional<std::size_t> geography::source(std::string_view code) const { return position(sources, code); }
std::optional<std::size_t> geography::target(std::string_view code) const { return position(targets, code); }

std::size_t geography::way_of(const options& o, const std::string& column) const {
    const auto named = o.basis_of.find(decides_shares_of(o, column));
    if (named == o.basis_of.end()) return 0;
    const auto at = std::find_if(ways.begin(), ways.end(), [&](const auto& way) { return way.basis == named->second; });
    return static_cast<std::size_t>(at - ways.begin());
}

void geography::require_bases(const options& o, const std::set<std::string>& columns) const {
    if (bases_to_name.empty()) return;
    std::vector<std::string> without;
    for (const auto& name : columns) {
        if (!o.basis_of.contains(decides_shares_of(o, name))) without.push_back('\'' + name + '\'');
    }
    if (without.empty()) return;
    throw usage_error{"--basis is missing for column" + std::string{without.size() == 1 ? " " : "s "} +
                      comma_list(without) + ": " + o.transfers + " has shares of " + comma_list(bases_to_name)};
}

std::vector<bool> geography::places_for(const std::vector<bool>& listed, std::vector<bool>& expected) const {
    constexpr std::size_t tiers = 10;
    std::vector<bool> has(tiers);
    std::vector<bool> made_of_others(tiers);
    bool any = false;
    for (std::size_t s = 0; s < sources.size(); ++s) {
        if (!listed[s]) continue;
        any = true;
        const auto tier = static_cast<std::size_t>(sources[s]->tier());
        has[tier] = true;
        if (!units.is_leaf(*sources[s], from)) made_of_others[tier] = true;
    }
    const auto belongs = [&](const muong::unit& u, muong::date day) {
        const auto tier = static_cast<std::size_t>(u.tier());
        return (!any || has[tier]) && (made_of_others[tier] || units.is_leaf(u, day));
    };
    std::vector<bool> target_counts(targets.size());
    for (std::size_t t = 0; t < targets.size(); ++t) target_counts[t] = belongs(*targets[t], to);
    expected.assign(sources.size(), false);
    for (std::size_t s = 0; s < sources.size(); ++s) {
        expected[s] = listed[s] || belongs(*sources[s], from);
        if (!expected[s]) continue;
        for (const auto& way : ways) {
            for (const auto& e : way.shares.rows[s]) target_counts[e.target] = true;
        }
    }
    if (group_of().empty()) return target_counts;
    return std::vector<bool>(place_names.size(), true);
}

map_maker::map_maker(const options& o) : tables_{read_tables(o)}, blank_{blank_map(o, tables_)} {
    if (o.from_by != from_rule::day) changes_ = days_of_change(tables_.units);
    if (!o.quiet) findings_ = muong::audit(tables_.units);
    if (o.assume == assumption::equal) how_ = muong::assumption::equal_parts();
    if (o.assume == assumption::proportional) how_ = read_weights(blank_, o);
    if (o.group.empty()) return;
    use_groups(blank_, o);
    groups_ = groups_of(blank_);
}

std::optional<geography> map_maker::on(muong::date from) const {
    auto sources = units_on(tables_.units, from);
    if (sources.empty()) return {};
    auto g = blank_;
    g.from = from;
    g.last_from = from;
    g.sources = std::move(sources);
    std::vector<std::string> bases;
    for (auto& way : g.ways) {
        fill_shares(g, way, how_, groups_);
        bases.push_back(way.basis);
    }
    g.remarks = remarks_on(tables_, findings_, bases, g.from, g.to);
    return g;
}

std::size_t map_maker::era_of(muong::date day) const {
    return static_cast<std::size_t>(std::upper_bound(changes_.begin(), changes_.end(), day) - changes_.begin());
}

map_maker::other_bases map_maker::divided_otherwise(const geography& g, const std::vector<bool>& listed) const {
    other_bases found;
    const auto& used = g.ways.front();
    for (const auto basis : tables_.units.bases()) {
        if (basis == used.basis) continue;
        basis_way other{std::string{basis}};
        fill_shares(g, other, {}, {});
        const auto is_divided_otherwise = [&](std::size_t s) {
            return std::any_of(other.shares.rows[s].begin(), other.shares.rows[s].end(), [&](const auto& e) {
                const auto& row = used.shares.rows[s];
                const auto at =
                    std::find_if(row.begin(), row.end(), [&](const auto& u) { return u.target == e.target; });
                return e.is_exact() && (at == row.end() || at->least != e.least || at->most != e.most);
            });
        };
        for (std::size_t s = 0; s < g.sources.size(); ++s) {
            if (!listed[s] || !is_divided_otherwise(s)) continue;
            found.names.push_back(other.basis);
            if (found.unit == nullptr) found.unit = g.sources[s];
            break;
        }
    }
    return found;
}

std::string days_of(const geography& g) {
    return to_string(g.from) + (g.from == g.last_from ? std::string{} : " through " + to_string(g.last_from));
}

std::string named(const muong::unit& u) {
    return to_string(u.code()) + (u.name().empty() ? "" : " ") + std::string{u.name()};
}

std::string days_of_units(const muong::registry& units) {
    if (units.units().empty()) return {};
    auto first = muong::date::max();
    std::optional<muong::date> last = muong::date::min();
    for (const auto& u : units.units()) {
        first = std::min(first, u.valid().from());
        const auto end = u.valid().last();
        last = last && end ? std::optional{std::max(*last, *end)} : std::nullopt;
    }
    return " (units stand from " + to_string(first) + (last ? " to " + to_string(*last) : "") + ")";
}

muong::data_error no_units_on(const options& o, const muong::registry& units, muong::date day) {
    return muong::data_error{{{muong::errc::not_in_force,
                               {muong::source_name(o.units), 0, 0, {}},
                               to_string(day),
                               "a day on which some unit is in force" + days_of_units(units)}}};
}

std::optional<muong::decimal> number_in_cell(std::string_view text, const muong::csv_dialect& dialect) {
    const auto pointed = with_point(text, dialect);
    return pointed ? muong::decimal::parse(*pointed) : std::nullopt;
}

std::optional<fraction> fraction_in_cell(std::string_view text, const muong::csv_dialect& dialect) {
    const auto pointed = with_point(text, dialect);
    const bool is_ratio = text.find('/') != std::string_view::npos;
    return pointed && !is_ratio ? fraction::parse(*pointed) : std::nullopt;
}

std::string padded(std::string_view code, int size) {
    const auto wanted = static_cast<std::size_t>(size);
    const bool digits = !code.empty() && code.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits || code.size() >= wanted) return std::string{code};
    return std::string(wanted - code.size(), '0') + std::string{code};
}

std::string in_words(const muong::date_range& days) {
    const auto last = days.last();
    return "from " + to_string(days.from()) + (last ? " to " + to_string(*last) : " on");
}

muong::errc kind_of_fault(const muong::registry& units, std::string_view text) {
    const auto code = muong::unit_code::parse(text);
    const bool is_known = code && !units.history_of(*code).empty();
    return is_known ? muong::errc::not_in_force : muong::errc::unknown_unit;
}

std::string list_in_force(const muong::registry& units, const std::vector<muong::unit_code>& codes, std::size_t matched,
                          bool wants_all) {
    const auto fits = dates_that_fit(units, codes);
    if (fits.empty() || fits.front().in_force <= matched) return {};
    const auto& fit = fits.back();
    if (wants_all && fit.in_force < codes.size()) return {};
    auto text = fit.in_force == codes.size()
                    ? std::string{"these codes are"}
                    : std::to_string(fit.in_force) + " of these " + std::to_string(codes.size()) + " codes " +
                          (fit.in_force == 1 ? "is" : "are");
    text += " the list in force " + in_words(fit.days);
    if (fit.unlisted > 0) {
        text += ", without " + (fit.unlisted == 1 ? "one unit" : std::to_string(fit.unlisted) + " units");
    }
    return text;
}

std::string unit_expected(const muong::registry& units, std::string_view code, muong::date day) {
    auto expected = expected_unit(units, code, day);
    const auto likely = likely_code_for(units, code, day);
    if (likely.why == muong::code_fault::zeros_lost) {
        expected.pop_back();
        const auto size = likely.unit->code().view().size();
        expected.append(", --pad-codes ").append(std::to_string(size)).append(" puts them back)");
    }
    if (likely.unit == nullptr && is_total(code)) expected += " (a row of totals is to be left out)";
    return expected;
}

}  // namespace rebase_csv
