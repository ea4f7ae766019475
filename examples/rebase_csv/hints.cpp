// SPDX-License-Identifier: MIT
#include "hints.hpp"

#include "cell_faults.hpp"

#include <muong/io/csv_reader.hpp>
#include <muong/io/file.hpp>
#include <muong/units/text_key.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
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

/// Names of columns that a table lacks.
using lacking_columns = std::map<std::string, std::vector<std::string>, std::less<>>;

/// The row further down in a file that has all names that its first one lacks, 0 if there is none.
std::uint64_t row_of_header(const std::string& path, const muong::csv_dialect& dialect,
                            const std::vector<std::string>& names) {
    constexpr std::uint64_t looked_at = 20;
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none)) return 0;  // what was read from a pipe is gone
    std::ifstream in{path, std::ios::binary};
    std::string line;
    for (std::uint64_t row = 1; row <= looked_at && std::getline(in, line); ++row) {
        if (line.ends_with('\r')) line.pop_back();
        muong::problem_log faults;
        muong::csv_reader fields{line, {}, faults, {.dialect = dialect, .header = false, .stray_quotes = true}};
        if (row == 1 || !fields.next()) continue;
        const auto has_name = [&fields](const std::string& name) {
            for (std::size_t i = 0; i < fields.size(); ++i) {
                if (fields[i] == name) return true;
            }
            return false;
        };
        if (std::all_of(names.begin(), names.end(), has_name)) return row;
    }
    return 0;
}

/// That lines stand above the names of the columns. \returns the tables in which they do
std::set<std::string> on_titles(const options& o, const muong::problems& found, std::vector<std::string>& hints) {
    lacking_columns lacking;
    for (const auto& p : found) {
        if (p.code == muong::errc::missing_column) lacking[p.where.source].push_back(p.where.field);
    }
    std::set<std::string> titled;
    const std::pair<const std::string*, const muong::csv_dialect*> tables[] = {{&o.units, &o.registry_dialect},
                                                                               {&o.transfers, &o.registry_dialect},
                                                                               {&o.in, &o.dialect},
                                                                               {&o.group, &o.group_dialect},
                                                                               {&o.assume_file, &o.assume_dialect}};
    for (const auto& [path, dialect] : tables) {
        const auto names = lacking.find(muong::source_name(*path));
        if (names == lacking.end() || titled.contains(names->first)) continue;
        const auto row = row_of_header(*path, *dialect, names->second);
        if (row == 0) continue;
        titled.insert(names->first);
        hints.push_back("row " + std::to_string(row) + " of " + names->first + " looks like the header: take the line" +
                        (row > 2 ? "s" : "") + " above it away");
    }
    return titled;
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
    if (!on_titles(o, found, hints).contains(muong::source_name(o.in))) on_codes(o, found, hints);
    on_encoding(o, found, hints);
    return hints;
}

bool is_total(std::string_view text) {
    // without blanks, and in small letters if those are Latin ones
    constexpr std::string_view words[] = {
        "total",        "totals",   "grandtotal",   "sum",        "all",           "tong",    "tongso", "tongcong",
        "cong",         "canuoc",   "gesamt",       "insgesamt",  "summe",         "totale",  "totaal", "ensemble",
        "suma",         "toanquoc", "totalgeneral", "totalgeral", "totalgenerale", "overall", "totalt", "summa",
        "ialt",         "yhteensa", "osszesen",     "celkem",     "spolu",         "razem",   "ogołem", "ukupno",
        "skupaj",       "toplam",   "geneltoplam",  "jumlah",     "jumla",         "σύνολο",  "Σύνολο", "ΣΥΝΟΛΟ",
        "Γενικόσύνολο", "итого",    "Итого",        "ИТОГО",      "всего",         "Всего",   "ВСЕГО",  "всього",
        "Всього",       "Усього",   "разом",        "Разом",      "РАЗОМ",         "Общо",    "Укупно", "المجموع",
        "الإجمالي",     "الاجمالي", "المجموعالكلي", "جمع",        "סהכ",           "סה\"כ",   "รวม",    "कुल",
        "योग",          "মোট",      "合計",         "合计",       "総計",          "总计",    "總計",   "総数",
        "总数",         "總數",     "計",           "计",         "全国",          "全國",    "합계",   "총계",
        "계",           "전국"};
    if (text.empty() || text.size() > 40) return false;
    auto key = muong::search_key(text);
    if (!key) return false;
    auto bare = std::move(key).value();
    for (const std::string_view blank : {" ", "\u3000", "\u00A0"}) {
        for (std::size_t at = 0; (at = bare.find(blank)) != std::string::npos;) bare.erase(at, blank.size());
    }
    return std::find(std::begin(words), std::end(words), bare) != std::end(words);
}

}  // namespace rebase_csv
