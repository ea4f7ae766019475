// SPDX-License-Identifier: MIT
#include "hints.hpp"

#include "cell_faults.hpp"

#include <muong/io/file.hpp>
#include <muong/units/text_key.hpp>

#include <algorithm>
#include <iterator>

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
        hints.push_back("--code " + name + " takes the codes of " + p.where.source + " from " + from);
        return;
    }
}

/// How a table is converted.
void on_encoding(const muong::problems& found, std::vector<std::string>& hints) {
    for (const auto& p : found) {
        if (p.code != muong::errc::invalid_utf8 || !has(p.expected, "as Windows-1252")) continue;
        auto to = p.where.source;
        to.insert(to.ends_with(".csv") ? to.size() - 4 : to.size(), ".utf8");
        hints.push_back("if that is right, iconv -f WINDOWS-1252 -t UTF-8 " + as_option(p.where.source) + " > " +
                        as_option(to) + " converts it");
    }
}

}  // namespace

std::vector<std::string> hints_on(const options& o, const muong::problems& found) {
    std::vector<std::string> hints;
    const bool semicolons = std::any_of(found.begin(), found.end(), [](const muong::problem& p) {
        return (p.code == muong::errc::missing_column && has(p.expected, "use ';'")) ||
               (p.code == muong::errc::malformed_text && p.found == "sep=;");
    });
    if (semicolons) hints.emplace_back("--semicolon reads tables with semicolons between their fields");
    on_swapped_tables(o, found, hints);
    on_codes(o, found, hints);
    on_encoding(found, hints);
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
