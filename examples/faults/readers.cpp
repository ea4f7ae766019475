// SPDX-License-Identifier: MIT
#include "readers.hpp"

#include <filesystem>
#include <muong/funding.hpp>
#include <muong/indicators.hpp>
#include <muong/io.hpp>
#include <muong/projects.hpp>
#include <muong/units.hpp>

namespace faults {

using namespace muong;

bool sample::has(std::string_view table) const {
    return std::filesystem::exists(folder + '/' + kind + '.' + std::string{table} + ".csv");
}

std::string sample::path(std::string_view table) const {
    if (has(table)) return folder + '/' + kind + '.' + std::string{table} + ".csv";
    return folder + "/../your_country/" + std::string{table} + ".csv";
}

std::vector<fault> told(const problems& all) {
    std::vector<fault> lines;
    for (const auto& p : all) lines.push_back({p.code, to_string(p)});
    return lines;
}

namespace {

std::string text_of(const sample& s, std::string_view table) { return read_file(s.path(table)).value(); }

csv_table table_of(const sample& s, std::string_view table) {
    return csv_table::parse(text_of(s, table), std::string{table} + ".csv").value();
}

template <class T>
std::vector<fault> faults_of(const result<T>& made) {
    return told(made.error());
}

result<registry_tables> registry_of(const sample& s) {
    const bool own_units = s.has("units");
    const auto transfers =
        own_units && !s.has("transfers") ? std::string{"effective,from_code,to_code\n"} : text_of(s, "transfers");
    return parse_registry(text_of(s, "units"), "units.csv", transfers, "transfers.csv");
}

/// units.csv and transfers.csv; where they make a registry, what is odd in its history.
std::vector<fault> read_history(const sample& s) {
    const auto made = registry_of(s);
    if (!made) return told(made.error());
    std::vector<fault> all;
    for (const auto& f : audit(made.value().units)) all.push_back({f.kind, to_string(f)});
    return all;
}

/// names.csv: names of units that stand on 2023-12-31.
std::vector<fault> read_names(const sample& s) {
    const auto made = registry_of(s).value();
    const auto table = table_of(s, "names");
    const auto column = table.find("name");
    std::vector<std::string_view> names;
    for (const auto row : table) names.push_back(row[column].text());
    const name_index index{made.units};
    return told(resolve_column(index, names, {.day = "2023-12-31"_date}).faults({"names.csv", 2, 1, "name"}));
}

/// branch.csv: units of a planned reform.
std::vector<fault> read_branch(const sample& s) {
    const auto made = registry_of(s).value();
    const auto table = table_of(s, "branch");
    const auto code = table.find("code"), name = table.find("name"), from = table.find("valid_from");
    branch::builder rows{made.units};
    for (const auto row : table) {
        unit_row unit{.code = *unit_code::parse(row[code].text()),
                      .name = std::string{row[name].text()},
                      .valid_from = *date::parse(row[from].text())};
        rows.add(unit, row.where());
    }
    return faults_of(std::move(rows).try_build());
}

/// values.csv: figures, one a unit.
std::vector<fault> read_values(const sample& s) {
    const auto table = table_of(s, "values");
    problem_log log;
    const auto value = table.require("value", log);
    for (const auto row : table) {
        const auto read = scan_fixed(row[value].text(), 0);
        if (read.form == number_form::plain) continue;
        row[value].fault(log, problem_kind(read.form), expected_instead(read.form, 0));
    }
    return told(log.kept());
}

/// crosswalk.csv: shares, for the registry of the guide.
std::vector<fault> read_shares(const sample& s) {
    const auto made = registry_of(s).value();
    return faults_of(parse_crosswalk(text_of(s, "crosswalk"), "crosswalk.csv", made.units.fingerprint()));
}

/// series.csv: yearly figures.
std::vector<fault> read_series(const sample& s) {
    const auto table = table_of(s, "series");
    const auto when = table.find("period"), value = table.find("value"), status = table.find("status");
    series::builder rows{{"people", "101", *measure_unit::parse("persons")}, frequency::year};
    for (const auto row : table) {
        rows.add_text(row[when].text(), row[value].text(), row[status].text(), row.where());
    }
    return faults_of(std::move(rows).try_build());
}

/// indicators.csv: how figures may be added up.
std::vector<fault> read_indicators(const sample& s) {
    const auto table = table_of(s, "indicators");
    const auto code = table.find("code"), rule = table.find("rule"), weight = table.find("weight");
    problems all;
    for (const auto row : table) {
        indicator what;
        what.code = row[code].text();
        what.rule = parse_aggregation(row[rule].text()).value();
        what.weight = row[weight].text();
        for (auto& p : check(what, row[weight].where())) all.push_back(std::move(p));
    }
    return told(all);
}

/// amounts.csv: figures in one unit of measure that are wanted in another.
std::vector<fault> read_amounts(const sample& s) {
    const auto table = table_of(s, "amounts");
    const auto value = table.find("value"), unit = table.find("unit"), wanted = table.find("wanted");
    problems all;
    for (const auto row : table) {
        const auto made = convert(decimal::parse(row[value].text()).value(), find_unit(row[unit].text()).value(),
                                  find_unit(row[wanted].text()).value(), row[wanted].where());
        for (const auto& p : made.error()) all.push_back(p);
    }
    return told(all);
}

/// account.csv: where the total of a column went.
std::vector<fault> read_account(const sample& s) {
    const auto table = table_of(s, "account");
    std::vector<account_line> lines;
    for (const auto row : table) {
        const auto number = [&](std::size_t column) { return fraction::parse(row[column].text()).value(); };
        lines.push_back({std::string{row[0U].text()}, 0, number(1), number(2), number(3), number(4), number(5)});
    }
    static_cast<void>(account{std::move(lines)});
    return {};
}

/// ledger.csv: transactions in đồng; where they make a ledger, what does not reconcile.
std::vector<fault> read_ledger(const sample& s) {
    const auto table = table_of(s, "ledger");
    ledger::builder rows{"VND"_currency, vietnamese_funding_sources()};
    for (const auto row : table) {
        const auto text = [&](std::string_view name) { return row[table.find(name)].text(); };
        rows.add(transaction_text{text("kind"), text("amount"), text("currency"), text("plan_year"), text("date"),
                                  text("source"), "", text("project"), ""},
                 row.where());
    }
    const auto made = std::move(rows).try_build();
    if (!made) return told(made.error());
    problems all;
    for (const auto& d : reconcile(made.value())) all.push_back(as_problem(d));
    return told(all);
}

/// projects.csv: the physical progress of projects.
std::vector<fault> read_projects(const sample& s) {
    const auto table = table_of(s, "projects");
    const auto id = table.find("id"), on = table.find("on"), percent = table.find("percent");
    project one;
    for (const auto row : table) {
        one.id = row[id].text();
        progress_entry entry{.on = qualified_date::parse(row[on].text()).value(),
                             .percent = decimal::parse(row[percent].text()).value()};
        one.progress.push_back(entry);
    }
    portfolio::builder rows;
    rows.add(one, {"projects.csv", 0, 0, ""});
    return faults_of(std::move(rows).try_build());
}

/// files.csv: files to be read or written.
std::vector<fault> open_files(const sample& s) {
    const auto table = table_of(s, "files");
    problems all;
    for (const auto row : table) {
        const std::string path{row[0U].text()};
        if (row[1U].text() == "reading") {
            const auto text = read_file(path);
            for (const auto& p : text.error()) all.push_back(p);
        } else {
            for (const auto& p : atomic_file{path}.commit()) all.push_back(p);
        }
    }
    return told(all);
}

constexpr reader all_readers[] = {
    {"names", read_names},           {"branch", read_branch},    {"values", read_values},   {"series", read_series},
    {"indicators", read_indicators}, {"amounts", read_amounts},  {"account", read_account}, {"ledger", read_ledger},
    {"projects", read_projects},     {"crosswalk", read_shares}, {"files", open_files},     {"units", read_history},
    {"transfers", read_history},
};

}  // namespace

std::span<const reader> readers() { return all_readers; }

}  // namespace faults
