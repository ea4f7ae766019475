// SPDX-License-Identifier: MIT
// Carries a table of figures from the administrative units of one day to those of another: a program for the command
// line on top of the library. `--help` tells how it is used. Simpler: 01_what_became_of.
#include "hints.hpp"
#include "other_maps.hpp"
#include "output.hpp"
#include "remarks.hpp"

#include <muong/io/file.hpp>
#include <muong/units/dates_that_fit.hpp>
#include <muong/version.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <new>
#include <set>

namespace {

using rebase_csv::options;

enum exit_code { done = 0, not_written = 1, bad_usage = 2, bad_data = 3 };

void tell(const options& o, const muong::problems& found, std::uint64_t more = 0) {
    const auto told = std::min(found.size(), rebase_csv::told_problems);
    for (std::size_t i = 0; i < told; ++i) std::cerr << found[i] << '\n';
    more += found.size() - told;
    if (more > 0) std::cerr << "and " << more << " more\n";
    for (const auto& hint : rebase_csv::hints_on(o, found)) std::cerr << hint << '\n';
}

/// The codes that the table has on some days of a map, or on all.
struct codes_of_days {
    std::string days;  ///< "2022-12-31 through 2024-12-31"
    rebase_csv::day_codes codes;
};

codes_of_days all_codes(const rebase_csv::mapped_values& map) {
    return {days_of(map.g), {map.all.listed, std::vector<bool>(map.all.unmatched.size(), true)}};
}

/// Those of each day, if periods tell the days; following days with the same codes together.
std::vector<codes_of_days> codes_by_day(const rebase_csv::mapped_values& map) {
    std::vector<codes_of_days> found;
    muong::date first = map.g.from;
    for (const auto& [day, codes] : map.all.codes_on) {
        if (found.empty() || found.back().codes != codes) {
            first = day;
            found.push_back({to_string(day), codes});
        } else {
            found.back().days = to_string(first) + " through " + to_string(day);
        }
    }
    return found;
}

/// On which days some codes of the table are the list in force, if some of them are no units; nothing if that tells
/// nothing, or not of all of them as `wants_all` asks.
std::string fit_of(const options& o, const rebase_csv::mapped_values& map, const codes_of_days& asked, bool wants_all) {
    const auto& [g, all] = map;
    std::vector<muong::unit_code> codes;
    for (std::size_t s = 0; s < g.sources.size(); ++s) {
        if (asked.codes.listed[s]) codes.push_back(g.sources[s]->code());
    }
    const auto matched = codes.size();
    bool any = false;
    for (std::size_t i = 0; i < asked.codes.unmatched.size(); ++i) {
        if (!asked.codes.unmatched[i]) continue;
        any = true;
        if (const auto code = muong::unit_code::parse(all.unmatched[i].code)) codes.push_back(*code);
    }
    if (!any) return {};
    const auto fit = rebase_csv::list_in_force(g.units, codes, matched, wants_all);
    if (fit.empty()) return {};
    return (o.from_by == rebase_csv::from_rule::day ? std::string{} : "on the map of " + asked.days + ": ") + fit +
           '\n';
}

/// The same of a map: of all its days if there are some on which all its codes fit, else of each.
std::vector<std::string> days_that_fit(const options& o, const rebase_csv::mapped_values& map) {
    const bool is_divided = map.all.codes_on.size() > 1;
    std::vector<std::string> told{fit_of(o, map, all_codes(map), is_divided)};
    if (is_divided && told.front().empty()) {
        for (const auto& codes : codes_by_day(map)) told.push_back(fit_of(o, map, codes, false));
    }
    std::erase(told, std::string{});
    return told;
}

/// The problems of codes that are no units.
muong::problem_log unmatched_codes(const rebase_csv::geography& g, const rebase_csv::values& all) {
    muong::problem_log log{rebase_csv::told_problems};
    for (const auto& u : all.unmatched) {
        log.add_with([&] {
            return muong::problem{rebase_csv::kind_of_fault(g.units, u.code), u.where, u.code,
                                  rebase_csv::unit_expected(g.units, u.code, u.day)};
        });
    }
    return log;
}

/// Of a code, back to the first unit that had it.
struct past {
    muong::date first;
    bool one_tier;
};

/// That some codes of the table are all those of another day, though they are units of their own day too; or nothing.
/// `pasts` are those of the codes of the sources.
std::string other_day_of(const rebase_csv::mapped_values& map, const codes_of_days& asked,
                         const std::vector<bool>& expected, const std::vector<past>& pasts) {
    const auto& g = map.g;
    const auto& [listed, unmatched] = asked.codes;
    if (std::find(unmatched.begin(), unmatched.end(), true) != unmatched.end()) return {};
    std::vector<muong::unit_code> codes;
    const muong::unit* unlisted = nullptr;
    std::size_t missing = 0;
    auto first = muong::date::min();   // on which all that are listed can be in force
    auto always = muong::date::max();  // from then on some unit that is not listed is in force for ever
    bool one_tier = true;              // that of the table, always
    for (std::size_t s = 0; s < g.sources.size(); ++s) {
        if (listed[s]) {
            codes.push_back(g.sources[s]->code());
            first = std::max(first, pasts[s].first);
            one_tier = one_tier && pasts[s].one_tier;
        } else if (expected[s]) {
            if (++missing == 1) unlisted = g.sources[s];
            const auto& days = g.sources[s]->valid();
            if (!days.to()) always = std::min(always, days.from());
        }
    }
    if (unlisted == nullptr || (always <= first && one_tier)) return {};
    const auto fits = dates_that_fit(g.units, codes);
    if (fits.empty() || fits.back().in_force < codes.size() || fits.back().unlisted > 0) return {};
    const auto& days = fits.back().days;
    return "the codes are those of all units " + rebase_csv::in_words(days) + "; of those of " + asked.days +
           " the table lacks " + (missing == 1 ? std::string{} : std::to_string(missing) + ", such as ") +
           rebase_csv::named(*unlisted);
}

/// The same of a map: of all its days, or else of each.
std::vector<std::string> other_days(const rebase_csv::mapped_values& map, const std::vector<bool>& expected) {
    std::vector<past> pasts;
    for (const auto* u : map.g.sources) {
        const auto history = map.g.units.history_of(u->code());
        pasts.push_back(
            {history.front().valid().from(),
             std::all_of(history.begin(), history.end(), [&](const auto& then) { return then.tier() == u->tier(); })});
    }
    std::vector<std::string> told{other_day_of(map, all_codes(map), expected, pasts)};
    if (told.front().empty() && map.all.codes_on.size() > 1) {
        for (const auto& codes : codes_by_day(map)) {
            std::vector<bool> expected_then;
            static_cast<void>(map.g.places_for(codes.codes.listed, expected_then));
            told.push_back(other_day_of(map, codes, expected_then, pasts));
        }
    }
    std::erase(told, std::string{});
    return told;
}

/// What is odd in the history and about units of the tiers of the table, each once.
std::vector<std::string> remarks_on_history(const std::vector<rebase_csv::mapped_values>& maps) {
    std::vector<std::string> found;
    std::set<std::string_view> seen;
    for (const auto& [g, all] : maps) {
        std::set<muong::unit_tier> tiers;
        for (std::size_t s = 0; s < g.sources.size(); ++s) {
            if (all.listed[s]) tiers.insert(g.sources[s]->tier());
        }
        for (const auto& r : g.remarks) {
            if (tiers.contains(r.tier) && seen.insert(r.text).second) found.push_back(r.text);
        }
    }
    return found;
}

/// Units of the table that stand in it beside units that belong to them: each once, a sentence.
std::vector<std::string> counted_twice(const std::vector<rebase_csv::mapped_values>& maps) {
    std::set<std::string> told;
    for (const auto& [g, all] : maps) {
        std::map<muong::unit_code, const muong::unit*> listed;
        std::map<muong::unit_code, const muong::unit*> below;  // by parent: one of them
        for (std::size_t s = 0; s < g.sources.size(); ++s) {
            if (!all.listed[s]) continue;
            const auto* const u = g.sources[s];
            listed.emplace(u->code(), u);
            if (u->parent()) below.emplace(*u->parent(), u);
        }
        for (const auto& [code, u] : below) {
            const auto above = listed.find(code);
            if (above == listed.end()) continue;
            told.insert(rebase_csv::named(*above->second) +
                        " is counted twice, since the table has also units that belong to it, such as " +
                        rebase_csv::named(*u));
        }
    }
    return {told.begin(), told.end()};
}

/// That rows are left out of OUT of which nothing else tells.
std::vector<std::string> left_out(const options& o, const std::vector<rebase_csv::mapped_values>& maps) {
    std::vector<std::string> told;
    if (!o.report_unmatched || !o.report.empty()) return told;
    for (const auto& [g, all] : maps) {
        if (all.unmatched.empty()) continue;
        const auto more = all.unmatched.size() - 1;
        told.push_back("left out, since it is no unit on " + to_string(all.unmatched.front().day) + ": " +
                       all.unmatched.front().code +
                       (more == 0 ? std::string{} : ", and " + std::to_string(more) + " more") +
                       " (--report lists all such codes)");
    }
    return told;
}

/// Units of the table that stay divided in an unknown way though weights are given, each once: all weights of their
/// parts, or of those of some unit on the way, are zero.
std::vector<std::string> not_divided(const options& o, const std::vector<rebase_csv::mapped_values>& maps) {
    std::vector<std::string> found;
    if (o.assume != rebase_csv::assumption::proportional) return found;
    std::set<std::string> seen;
    for (const auto& [g, all] : maps) {
        for (std::size_t s = 0; s < g.sources.size(); ++s) {
            const auto is_divided = [s](const rebase_csv::basis_way& way) {
                const auto& row = way.shares.rows[s];
                return std::all_of(row.begin(), row.end(), [](const auto& e) { return e.is_exact(); });
            };
            if (!all.listed[s] || std::all_of(g.ways.begin(), g.ways.end(), is_divided)) continue;
            auto name = rebase_csv::named(*g.sources[s]);
            if (seen.insert(name).second) found.push_back(std::move(name));
        }
    }
    return found;
}

/// Adds a remark each, as many as are told, and how many more `things` there are.
void add_remarks(std::string& text, const std::vector<std::string>& remarks, const std::string& thing) {
    const auto told = std::min(remarks.size(), rebase_csv::told_remarks);
    for (std::size_t i = 0; i < told; ++i) text += "remark: " + remarks[i] + '\n';
    const auto more = remarks.size() - told;
    if (more != 0)
        text += "remark: and " + std::to_string(more) + " more such " + thing + (more == 1 ? "" : "s") + '\n';
}

/// "a, b and 2 more"
std::string listed(const std::vector<std::string>& names) {
    const auto told = std::min(names.size(), rebase_csv::told_remarks);
    std::string text = names.front();
    for (std::size_t i = 1; i < told; ++i) text += ", " + names[i];
    if (told < names.size()) text += " and " + std::to_string(names.size() - told) + " more";
    return text;
}

/// That all columns go by one basis, which nobody has named, though some unit is divided otherwise by another; or
/// nothing.
std::string basis_not_asked(const options& o, const rebase_csv::map_maker& maker,
                            const std::vector<rebase_csv::mapped_values>& maps) {
    if (o.basis || !o.basis_of.empty()) return {};
    std::set<std::string> columns;  // that may go by bases of their own
    for (const auto& [g, all] : maps) {
        for (const auto& c : all.columns) {
            if (!c.label) columns.insert(rebase_csv::decides_shares_of(o, c.name));
        }
    }
    if (columns.size() < 2) return {};
    const auto remark = [](const std::string& used, const auto& others) {
        return "remark: all columns go by shares of " + used + "; those of " + listed(others.names) +
               " are others, as for " + rebase_csv::named(*others.unit) + " (--basis COLUMN=" + others.names.front() +
               " where they belong, --basis " + used + " if nowhere)\n";
    };
    for (const auto& [g, all] : maps) {
        const auto others = maker.divided_otherwise(g, all.listed);
        if (others.unit != nullptr) return remark(g.ways.front().basis, others);
    }
    return {};
}

/// That cells are empty since the table does not tell a part of them, and which units it does not have; or nothing.
std::string parts_without_value(const options& o, const std::vector<rebase_csv::mapped_values>& maps,
                                const rebase_csv::outcome& written) {
    if (o.gaps != muong::gap_rule::propagate) return {};
    std::vector<std::string> columns;
    for (const auto& line : written.account) {
        if (line.missing.sign() != 0) columns.push_back(line.column);
    }
    if (columns.empty()) return {};
    std::set<muong::unit_code> units;
    std::string first;
    for (std::size_t m = 0; m < maps.size() && !o.flows; ++m) {
        const auto& [g, all] = maps[m];
        for (std::size_t s = 0; s < g.sources.size(); ++s) {
            if (!written.expected[m][s] || all.listed[s]) continue;
            if (units.empty()) first = rebase_csv::named(*g.sources[s]);
            units.insert(g.sources[s]->code());
        }
    }
    std::string text = "remark: some cells are empty, since parts of them have no value";
    if (units.size() == 1) text += ", and " + first + " has no row";
    if (units.size() > 1)
        text += ", and " + std::to_string(units.size()) + " units, such as " + first + ", have no row";
    text += " (--missing skip or bound goes on without them";
    return text + (units.empty() ? "" : ", --report lists the units") + "): " + listed(columns) + '\n';
}

/// What whoever uses the table should know, a line each.
std::string all_remarks(const options& o, const rebase_csv::map_maker& maker,
                        const std::vector<rebase_csv::mapped_values>& maps, const std::vector<std::string>& doubts,
                        const rebase_csv::outcome& written) {
    std::string text;
    add_remarks(text, rebase_csv::columns_not_read(maker.tables()), "column");
    add_remarks(text, remarks_on_history(maps), "row");
    const auto has_rows = [](const rebase_csv::mapped_values& map) {
        return !map.all.unmatched.empty() ||
               std::find(map.all.listed.begin(), map.all.listed.end(), true) != map.all.listed.end();
    };
    if (std::none_of(maps.begin(), maps.end(), has_rows)) {
        text += "remark: " + muong::source_name(o.in) + " has no rows\n";
    }
    if (!o.group.empty() && !maps.empty() && maps.front().g.place_names.empty()) {
        text += "remark: " + muong::source_name(o.group) + " has no rows\n";
    }
    add_remarks(text, left_out(o, maps), "map");
    if (!o.flows) add_remarks(text, counted_twice(maps), "unit");
    std::vector<std::string> of_other_days;
    for (std::size_t m = 0; m < maps.size() && !o.flows; ++m) {
        for (auto& remark : other_days(maps[m], written.expected[m])) of_other_days.push_back(std::move(remark));
    }
    if (o.is_long && !o.flows && o.from_by == rebase_csv::from_rule::day && of_other_days.empty()) {
        auto periods = rebase_csv::periods_on_other_maps(maps.front());
        if (!periods.empty()) of_other_days.push_back(std::move(periods));
    }
    add_remarks(text, of_other_days, "map");
    add_remarks(text, doubts, "column");
    add_remarks(text, written.lost.remarks(), "unit");
    const auto undivided = not_divided(o, maps);
    if (!undivided.empty()) {
        text += "remark: these units stay undivided, since the weights of their parts in " + o.assume_file +
                " are all 0: " + listed(undivided) + '\n';
    }
    std::vector<std::string> open;
    for (const auto& line : written.account) {
        if (line.unknown.sign() != 0 && !o.bounds) open.push_back(line.column);
    }
    if (!open.empty()) {
        text += "remark: some cells are empty, since nobody states the shares of units that are divided ";
        text += "(--bounds tells what they can be, ";
        text += o.assume == rebase_csv::assumption::none ? "--assume divides them, " : "";
        text += "--report lists the units): " + listed(open) + '\n';
    }
    text += parts_without_value(o, maps, written);
    text += basis_not_asked(o, maker, maps);
    const auto summed = rebase_csv::summed_unasked(o, maps);
    if (!summed.empty()) text += "remark: summed, since no rule names them: " + listed(summed) + '\n';
    return text;
}

int run(const options& o) {
    rebase_csv::row_faults faults;
    const rebase_csv::map_maker maker{o};
    const auto maps = rebase_csv::read_values(o, maker, faults);
    for (const auto& [g, all] : maps) {
        if (!o.report_unmatched) faults.add(unmatched_codes(g, all));
    }
    if (!faults.empty()) {
        tell(o, faults.first, faults.more);
        std::size_t told = 0;
        for (const auto& map : maps) {
            if (told >= rebase_csv::told_remarks) break;
            for (const auto& fit : days_that_fit(o, map)) {
                if (++told <= rebase_csv::told_remarks) std::cerr << fit;
            }
        }
        return bad_data;
    }

    auto written = rebase_csv::write_values(o, maps);
    const auto remarks = o.quiet ? std::string{} : all_remarks(o, maker, maps, faults.doubts, written);
    std::vector<muong::atomic_file> files;
    if (!o.report.empty()) files.push_back(rebase_csv::write_report(o, maps, written));
    files.push_back(std::move(written.table));
    if (const auto unwritten = muong::atomic_file::commit_all(files); !unwritten.empty()) {
        tell(o, unwritten);
        return not_written;
    }
    std::cerr << remarks;
    return done;
}

int run(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    options o;
    try {
        o = rebase_csv::parse_options(argc, argv);
        if (o.help || o.version) {
            std::cout << (o.help ? rebase_csv::usage : "rebase_csv " MUONG_VERSION_STRING "\n") << std::flush;
            return std::cout ? done : not_written;
        }
        return run(o);
    } catch (const rebase_csv::usage_error& e) {
        for (const auto& what : e.all()) std::cerr << "rebase_csv: " << what << '\n';
        std::cerr << "rebase_csv --help tells how it is used\n";
        return bad_usage;
    } catch (const rebase_csv::bad_table& e) {
        tell(o, e.all(), e.more);
        if (!e.list_in_force.empty()) std::cerr << e.list_in_force << '\n';
        return bad_data;
    } catch (const muong::data_error& e) {
        tell(o, e.all());
        return bad_data;
    }
}

/// Takes the standard streams that are closed, since a table that is opened would get their numbers and be taken for
/// them. Reading the first and writing the others then fails. \returns false if that cannot be done
bool take_closed_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) >= 0) continue;
        if (::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) != stream) return false;
    }
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    if (!take_closed_streams()) return not_written;
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {  // also of what tells of another failure
        std::fputs("rebase_csv: there is not enough memory\n", stderr);
        return not_written;
    }
}
