// SPDX-License-Identifier: MIT
#include "hints.hpp"

#include "cell_faults.hpp"

#include <muong/io/file.hpp>
#include <muong/units/text_key.hpp>

#include <algorithm>
#include <iterator>
#include <set>

namespace rebase_csv {

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// That tables have been taken for each other.
void on_swapped_tables(const options& o, const muong::problems& found, std::vector<std::string>& hints) {
    bool units = false;
    bool transfers = false;
    for (const auto& p : found) {
        if (p.code != muong::errc::missing_column) continue;
        units = units || (p.where.source == muong::source_name(o.units) && has(p.found, "from_code"));
        transfers = transfers || (p.where.source == muong::source_name(o.transfers) && has(p.found, "valid_from"));
    }
    if (units && transfers) {
        hints.emplace_back("--units and --transfers seem to be swapped");
    } else if (units) {
        hints.push_back(o.units + " of --units looks like a table of transfers");
    } else if (transfers) {
        hints.push_back(o.transfers + " of --transfers looks like a table of units");
    }
}

/// That tables are written in another way than they are read.
void on_delimiters(const options& o, const muong::problems& found, std::vector<std::string>& hints) {
    const auto kind_of = [&o](const std::string& source) {
        if (source == muong::source_name(o.in)) return std::string{"in"};
        if (source == muong::source_name(o.group)) return std::string{"group"};
        return std::string{source == muong::source_name(o.assume_file) ? "assume" : "registry"};
    };
    std::set<std::string> with_semicolons;
    for (const auto& kind : table_kinds) {
        if ((o.*kind.dialect).delimiter == ';') with_semicolons.insert(kind.name);
    }
    const auto as_read = with_semicolons;
    for (const auto& p : found) {
        const bool names_columns = p.code == muong::errc::missing_column;
        const bool line = p.code == muong::errc::malformed_text && p.where.row == 1;
        if ((names_columns && has(p.expected, "use ';'")) || (line && p.found == "sep=;")) {
            with_semicolons.insert(kind_of(p.where.source));
        } else if ((names_columns && has(p.expected, "use ','")) || (line && p.found == "sep=,")) {
            with_semicolons.erase(kind_of(p.where.source));
        }
    }
    if (with_semicolons == as_read) return;
    if (with_semicolons.empty()) {
        hints.emplace_back("without --semicolon tables are read with commas between their fields");
        return;
    }
    std::string list;
    for (const auto& kind : table_kinds) {
        if (with_semicolons.contains(kind.name)) list += (list.empty() ? "" : ",") + std::string{kind.name};
    }
    const auto way = " with semicolons between their fields and decimal commas";
    if (with_semicolons.size() == table_kinds.size()) {
        hints.push_back(std::string{"--semicolon reads all tables"} + way);
    } else if (as_read.empty()) {
        hints.push_back(std::string{"--semicolon reads all tables"} + way + ", --semicolon=" + list + " only this");
    } else {
        hints.push_back("--semicolon=" + list + " reads these tables" + way + ", and no others");
    }
}

/// That the codes stand in another column.
void on_codes(const options& o, const muong::problems& found, std::vector<std::string>& hints) {
    constexpr std::string_view likely = "(there is '";
    for (const auto& p : found) {
        if (o.flows || p.code != muong::errc::missing_column || p.where.field != o.code ||
            p.where.source != muong::source_name(o.in) || has(p.expected, "delimiter")) {
            continue;
        }
        std::string name = "NAME";
        std::string from = "another column";
        if (const auto at = p.expected.find(likely); at != std::string::npos) {
            name = as_option(p.expected.substr(at + likely.size(), p.expected.rfind("')") - at - likely.size()));
            from = "this column";
        }
        hints.push_back(name.insert(0, "--code ").append(" takes the codes of ").append(p.where.source) + " from " +
                        from);
        return;
    }
}

/// How a table is converted.
void on_encoding(const options& o, const muong::problems& found, std::vector<std::string>& hints) {
    for (const auto& p : found) {
        if (p.code != muong::errc::invalid_utf8 || !has(p.expected, "as Windows-1252")) continue;
        std::string hint = "if that is right, iconv -f WINDOWS-1252 -t UTF-8";
        const auto& path = p.where.source;
        const auto paths = {o.units, o.transfers, o.in, o.group, o.assume_file};
        if (std::find(paths.begin(), paths.end(), path) != paths.end()) {  // else it is the standard input
            auto to = path;
            to.insert(to.ends_with(".csv") ? to.size() - 4 : to.size(), ".utf8");
            hint.append(" ").append(as_word(path)).append(" > ").append(as_word(to));
        }
        hints.push_back(hint + " converts it");
    }
}

}  // namespace

std::vector<std::string> hints_on(const options& o, const muong::problems& found) {
    std::vector<std::string> hints;
    on_delimiters(o, found, hints);
    on_swapped_tables(o, found, hints);
    on_codes(o, found, hints);
    on_encoding(o, found, hints);
    return hints;
}

bool is_total(std::string_view text) {
    constexpr std::string_view words[] = {"total",   "totals",    "grand total", "sum",      "all",    "tong",
                                          "tong so", "tong cong", "cong",        "ca nuoc",  "gesamt", "insgesamt",
                                          "summe",   "totale",    "totaal",      "ensemble", "suma",   "toan quoc"};
    if (text.empty() || text.size() > 40) return false;
    const auto key = muong::search_key(text);
    return key && std::find(std::begin(words), std::end(words), key.value()) != std::end(words);
}

}  // namespace rebase_csv
