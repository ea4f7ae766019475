// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <muong/io/csv_reader.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string_view>

namespace rebase_csv {

const char* const usage =
    R"(rebase_csv --units U --transfers T --from DATE --to DATE [RULES] [OPTIONS] IN [-o OUT]

Carries a table from the administrative units of one day to those of another, later or earlier, exactly.
IN has the columns code,<column>... or, with --long, code,period,indicator,value. Its columns name, kind, tier, parent,
valid_from and valid_to are left out, unless a rule names them. IN may be - , the standard input; without -o, or with
-o - , OUT is the standard output.

  --units FILE         code,name,kind,tier,parent,valid_from,valid_to
  --transfers FILE     effective,act,clause,from_code,to_code,extent,share_<basis>,back_share_<basis>,amount_<basis>
  --from DATE          the day on which the codes of IN are in force; period-start or period-end, with --long: the
                       first or last day of the period of each row, where every period stands on the map of its day:
                       2024, 2024-Q1, 2024Q1, 2024-06, 2024M06, 2021-2025 and the like, but no weeks
  --to DATE            the day on which those of OUT are
  --basis NAME         shares of divided units to use (population, or the only ones there are); with COLUMN=NAME
                       those of one column, as in --basis population,ha=area
Rules of columns, each with a list such as a,b; in it a name or a rule with a comma is quoted: '"a,b",c' :
  --sum a,b            exact sums; what columns get that no rule names
  --whole a,b          sums of whole numbers; the parts of a divided unit are whole and add up to it
  --ratio name=a/b*k   k times the sum of a by the sum of b
  --mean rate:weight   mean of the rate, weighted by the other column
  --min a,b  --max a,b least, greatest value of the parts
  --label a[=RULE]     words: RULE is same (the default), join, largest:COLUMN, or list:x|y for the first of
                       these that a part has; of words with commas '"a=list:x, y|z"'
  --decimals N         round at the end, half away from zero; ends of ranges outward
What is not known:
  --assume RULE        for shares that nobody states: equal, to each unit of --to alike that may have got a part, or
                       proportional:FILE[:COLUMN] (code,COLUMN of --to); as far as the shares that are known allow
  --no-value ..,NA     what stands, to the letter, in cells of IN that have no value; an empty one never has
  --missing RULE       cells with a missing part: propagate (they are missing too), skip, or bound
  --bounds             adds <column>_least,<column>_most
  --quality            adds <column>_quality
  --unmatched report   codes of IN that are no units on --from: only report them
  --code NAME          the column of IN and OUT that has the codes, if it is not code
  --pad-codes N        put back the zeros before codes of digits that have less than N in IN, groups and weights;
                       units and transfers are read as they are
Other tables:
  --long               IN and OUT are code,period,indicator,value
  --group FILE         code,group of the units on --to: sums of each group
  --flows a,b          IN has two codes, in the columns a and b; both are carried over, each by the shares of its
                       unit, whatever the other is
  --semicolon          all tables, read and written, have ; between fields and a decimal comma;
                       --semicolon=LIST: only those of a list of registry (U and T), in (IN and OUT), group, assume
  --report FILE        the account of every column, divided units, assumptions, unmatched codes
  --quiet              no progress and no remarks on stderr
  --help, --version
exit: 0 done, 1 could not write, 2 bad usage, 3 bad data
)";

namespace {

constexpr muong::csv_dialect semicolons{';', true};

[[noreturn]] void refuse(std::string_view option, std::string_view text, std::string_view expected) {
    throw usage_error{std::string{option} + ": found '" + std::string{text} + "', expected " + std::string{expected}};
}

/// What a list names: a row of CSV, so that quotes hold together what has a comma in it.
std::vector<std::string> split_list(std::string_view option, std::string_view text, char by = ',') {
    if (text.empty()) return {""};
    muong::problem_log faults;
    muong::csv_reader in{text, {}, faults, {.dialect = {by, false}, .header = false, .stray_quotes = true}};
    std::vector<std::string> parts;
    if (in.next()) {
        for (std::size_t i = 0; i < in.size(); ++i) parts.emplace_back(in[i]);
    }
    if (parts.empty() || in.next() || !faults.empty()) {
        refuse(option, text, "a list of which each part is in quotes wholly or not at all, as in CSV");
    }
    return parts;
}

std::vector<std::string> names_in(std::string_view option, std::string_view text) {
    auto names = split_list(option, text);
    for (const auto& name : names) {
        if (name.empty())
            throw usage_error{std::string{option} + ": a column without a name in '" + std::string{text} + "'"};
    }
    return names;
}

template <class Number>
Number number_in(std::string_view option, std::string_view text, Number least, Number greatest) {
    Number value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size() || value < least || value > greatest) {
        refuse(option, text, "a number from " + std::to_string(least) + " to " + std::to_string(greatest));
    }
    return value;
}

/// Gathers what is wrong, so that all of it is told at once.
class usage_faults {
public:
    void add(std::string what) { all_.push_back(std::move(what)); }
    template <class Step>
    void attempt(Step&& step) {
        try {
            step();
        } catch (const usage_error& e) {
            all_.insert(all_.end(), e.all().begin(), e.all().end());
        }
    }
    void throw_any() {
        if (!all_.empty()) throw usage_error{std::move(all_)};
    }

private:
    std::vector<std::string> all_;
};

ratio_rule ratio_in(const std::string& text) {
    constexpr auto form = "name=a/b or name=a/b*k";
    ratio_rule rule;
    const auto equals = text.find('=');
    const auto slash = text.find('/', equals == std::string::npos ? 0 : equals);
    if (equals == std::string::npos || slash == std::string::npos) refuse("--ratio", text, form);
    rule.name = text.substr(0, equals);
    rule.numerator = text.substr(equals + 1, slash - equals - 1);
    rule.denominator = text.substr(slash + 1);
    if (const auto star = rule.denominator.rfind('*'); star != std::string::npos) {
        const auto factor = muong::fraction::parse(rule.denominator.substr(star + 1));
        if (!factor || factor->sign() == 0) refuse("--ratio", text, "a number other than zero behind the *");
        rule.factor = *factor;
        rule.denominator.resize(star);
    }
    if (rule.name.empty() || rule.numerator.empty() || rule.denominator.empty()) refuse("--ratio", text, form);
    return rule;
}

mean_rule mean_in(const std::string& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) refuse("--mean", text, "rate:weight");
    return {text.substr(0, colon), text.substr(colon + 1)};
}

label_rule label_in(const std::string& text) {
    label_rule rule;
    const auto equals = text.find('=');
    rule.column = text.substr(0, equals);
    const std::string mode = equals == std::string::npos ? "same" : text.substr(equals + 1);
    constexpr std::string_view largest = "largest:";
    constexpr std::string_view list = "list:";
    if (mode == "same") {
        rule.mode = label_mode::same;
    } else if (mode == "join") {
        rule.mode = label_mode::join;
    } else if (mode.size() > largest.size() && mode.compare(0, largest.size(), largest) == 0) {
        rule.mode = label_mode::largest;
        rule.by = mode.substr(largest.size());
    } else if (mode.compare(0, list.size(), list) == 0) {
        rule.mode = label_mode::list;
        rule.list = split_list("--label", std::string_view{mode}.substr(list.size()), '|');
        const std::set<std::string> words{rule.list.begin(), rule.list.end()};
        if (words.size() < rule.list.size() || words.contains("")) {
            refuse("--label", text, "each word of the list once, and none empty");
        }
    } else {
        refuse("--label", text, "column, column=same, column=join, column=largest:column or column=list:x|y");
    }
    if (rule.column.empty()) refuse("--label", text, "the name of a column");
    return rule;
}

/// "population", or "ha=area" of one column.
void add_basis(options& o, const std::string& text) {
    const auto equals = text.rfind('=');
    if (equals == 0 || equals + 1 == text.size()) refuse("--basis", text, "basis or column=basis");
    if (equals == std::string::npos) {
        if (o.basis && *o.basis != text) {
            throw usage_error{"--basis: two for all columns, " + *o.basis + " and " + text +
                              " (column=basis names that of one)"};
        }
        o.basis = text;
        return;
    }
    const auto column = text.substr(0, equals);
    const auto basis = text.substr(equals + 1);
    const auto& first = o.basis_of.try_emplace(column, basis).first->second;
    if (first != basis) throw usage_error{"--basis: column '" + column + "' has two, " + first + " and " + basis};
}

/// That no column has a basis of which another one decides.
void check_bases(const options& o, usage_faults& faults) {
    const auto asked = [](const std::string& column, const std::string& basis) {
        return "--basis " + column + '=' + basis;
    };
    const auto of_ratio = [&asked](const std::string& column, const std::string& basis, const auto& ratio) {
        return asked(column, basis) + ": a ratio is made of sums, so name the basis of " + ratio.numerator + " or " +
               ratio.denominator;
    };
    const auto of_another = [&asked](const std::string& column, const std::string& basis, const std::string& other) {
        return asked(column, basis) + ": '" + column + "' goes by the shares of '" + other +
               "', so name the basis of that";
    };
    for (const auto& [column, basis] : o.basis_of) {
        const auto ratio =
            std::find_if(o.ratios.begin(), o.ratios.end(), [&name = column](const auto& r) { return r.name == name; });
        if (ratio != o.ratios.end()) faults.add(of_ratio(column, basis, *ratio));
        const auto& other = decides_shares_of(o, column);
        if (other == column) continue;
        const auto of_other = o.basis_of.find(other);
        if (of_other != o.basis_of.end() && of_other->second == basis) continue;
        faults.add(of_another(column, basis, other));
    }
}

void check_rules(const options& o, usage_faults& faults) {
    std::map<std::string, std::string> rule_of;
    const auto claim = [&](const std::string& column, const std::string& rule) {
        const auto [at, is_new] = rule_of.try_emplace(column, rule);
        if (!is_new) faults.add("column '" + column + "' has two rules, " + at->second + " and " + rule);
    };
    for (const auto& c : o.sum) claim(c, "--sum");
    for (const auto& c : o.whole) claim(c, "--whole");
    for (const auto& c : o.least) claim(c, "--min");
    for (const auto& c : o.greatest) claim(c, "--max");
    for (const auto& r : o.ratios) claim(r.name, "--ratio");
    for (const auto& r : o.means) claim(r.rate, "--mean");
    for (const auto& r : o.labels) claim(r.column, "--label");
    const auto is_number = [&](const std::string& column, const char* rule) {
        const auto at = rule_of.find(column);
        if (at != rule_of.end() && at->second != "--sum" && at->second != "--whole") {
            faults.add(std::string{rule} + ": column '" + column + "' is no sum, it has the rule " + at->second);
        }
    };
    for (const auto& r : o.ratios) {
        is_number(r.numerator, "--ratio");
        is_number(r.denominator, "--ratio");
    }
    for (const auto& r : o.means) is_number(r.weight, "--mean");
    for (const auto& r : o.labels) {
        if (r.mode == label_mode::largest) is_number(r.by, "--label");
    }
}

struct named_file {
    const char* name;
    const std::string& path;
    int stream;  ///< that "-" is
};

/// Whether both are one file that can be written over.
bool are_one_file(const named_file& a, const named_file& b) {
    if (a.path == b.path && a.stream == b.stream) return true;
    const auto look = [](const named_file& file, struct stat& state) {
        return (file.path == "-" ? ::fstat(file.stream, &state) : ::stat(file.path.c_str(), &state)) == 0;
    };
    struct stat state_of_a {};
    struct stat state_of_b {};
    const bool is_a = look(a, state_of_a);
    const bool is_b = look(b, state_of_b);
    if (is_a && is_b) {
        return S_ISREG(state_of_a.st_mode) && state_of_a.st_dev == state_of_b.st_dev &&
               state_of_a.st_ino == state_of_b.st_ino;
    }
    if (is_a || is_b || a.path == "-" || b.path == "-") return false;
    std::error_code none;  // they are not there yet
    return std::filesystem::weakly_canonical(a.path, none) == std::filesystem::weakly_canonical(b.path, none);
}

void keep_apart(const named_file& a, const named_file& b, usage_faults& faults) {
    if (a.path.empty() || b.path.empty() || !are_one_file(a, b)) return;
    const auto both = std::string{a.name} + " and " + b.name + " cannot ";
    if (a.path != b.path) return faults.add(both + "be one file, " + a.path + " and " + b.path);
    faults.add(both + "both be " + (a.path == "-" ? "stdout" : a.path));
}

/// What is written is none of the tables that are read, except that OUT may take the place of IN.
void check_files(const options& o, usage_faults& faults) {
    const named_file in{"IN", o.in, STDIN_FILENO};
    const named_file out{"OUT", o.out, STDOUT_FILENO};
    const named_file report{"the report", o.report, STDOUT_FILENO};
    keep_apart(out, report, faults);
    for (const auto& read :
         {named_file{"--units", o.units, STDIN_FILENO}, named_file{"--transfers", o.transfers, STDIN_FILENO},
          named_file{"--group", o.group, STDIN_FILENO}, named_file{"--assume", o.assume_file, STDIN_FILENO}}) {
        keep_apart(out, read, faults);
        keep_apart(report, read, faults);
    }
    keep_apart(report, in, faults);
}

/// Options of which each adds to the ones before. Of all others a second value would take the place of the first.
bool adds_up(std::string_view option) {
    constexpr std::array<std::string_view, 10> all{"--basis", "--sum",  "--whole", "--min",      "--max",
                                                   "--ratio", "--mean", "--label", "--no-value", "--semicolon"};
    return std::find(all.begin(), all.end(), option) != all.end();
}

/// `given`: the options that were, be it in a wrong way.
void check(const options& o, const std::set<std::string, std::less<>>& given, usage_faults& faults) {
    for (const char* const name : {"--units", "--transfers", "--from", "--to"}) {
        if (!given.contains(name)) faults.add(std::string{name} + " is missing");
    }
    int inputs = 0;
    for (const auto* path : {&o.units, &o.transfers, &o.in, &o.group, &o.assume_file}) inputs += *path == "-" ? 1 : 0;
    if (inputs > 1) faults.add("only one of the tables can be read from stdin");
    check_files(o, faults);
    if (o.flows && o.code != "code") faults.add("--flows and --code do not go together");
    if (o.flows && !o.group.empty()) faults.add("--flows and --group do not go together");
    if (o.flows && (!o.means.empty() || !o.labels.empty() || !o.least.empty() || !o.greatest.empty())) {
        faults.add("--flows goes with --sum, --whole and --ratio only");
    }
    if (o.from_by != from_rule::day && (!o.is_long || o.flows)) {
        faults.add("--from period-start and period-end go with --long, and not with --flows");
    }
    check_rules(o, faults);
    check_bases(o, faults);
}

}  // namespace

const std::array<table_kind, 4> table_kinds{{{"registry", &options::registry_dialect},
                                             {"in", &options::dialect},
                                             {"group", &options::group_dialect},
                                             {"assume", &options::assume_dialect}}};

bool is_among(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

const std::string& decides_shares_of(const options& o, const std::string& column) {
    for (const auto& r : o.means) {
        if (r.rate == column) return r.weight;
    }
    for (const auto& r : o.labels) {
        if (r.column == column && r.mode == label_mode::largest) return r.by;
    }
    return column;
}

options parse_options(int argc, const char* const* argv) {
    options o;
    const auto two_values = [](const std::string& of, const std::string& first, const std::string& second) {
        return of + " has two values, '" + first + "' and '" + second + "'";
    };
    const std::map<std::string, std::function<void()>, std::less<>> flags{
        {"--bounds", [&] { o.bounds = true; }},
        {"--quality", [&] { o.quality = true; }},
        {"--long", [&] { o.is_long = true; }},
        {"--quiet", [&] { o.quiet = true; }},
        {"--version", [&] { o.version = true; }},
        {"--semicolon",
         [&] {
             for (const auto& kind : table_kinds) o.*kind.dialect = semicolons;
         }},
        {"--help", [&] { o.help = true; }},
        {"-h", [&] { o.help = true; }},
    };
    const auto add_names = [](std::vector<std::string>& to, const char* option) {
        return [&to, option](const std::string& v) {
            for (auto& name : names_in(option, v)) to.push_back(std::move(name));
        };
    };
    const auto set_text = [](std::string& to, const char* option) {
        return [&to, option](const std::string& v) {
            if (v.empty()) refuse(option, v, "a file");
            to = v;
        };
    };
    const std::map<std::string, std::function<void(const std::string&)>, std::less<>> settings{
        {"--units", set_text(o.units, "--units")},
        {"--transfers", set_text(o.transfers, "--transfers")},
        {"--report", set_text(o.report, "--report")},
        {"--group", set_text(o.group, "--group")},
        {"-o", set_text(o.out, "-o")},
        {"--out", set_text(o.out, "--out")},
        {"--from",
         [&](const std::string& v) {
             o.from = muong::date::parse(v);
             o.from_by = v == "period-start" ? from_rule::period_start
                         : v == "period-end" ? from_rule::period_end
                                             : from_rule::day;
             if (!o.from && o.from_by == from_rule::day)
                 refuse("--from", v, "a day as YYYY-MM-DD, period-start or period-end");
         }},
        {"--to",
         [&](const std::string& v) {
             o.to = muong::date::parse(v);
             if (!o.to) refuse("--to", v, "a day as YYYY-MM-DD");
         }},
        {"--basis",
         [&](const std::string& v) {
             for (const auto& text : names_in("--basis", v)) add_basis(o, text);
         }},
        {"--sum", add_names(o.sum, "--sum")},
        {"--whole", add_names(o.whole, "--whole")},
        {"--min", add_names(o.least, "--min")},
        {"--max", add_names(o.greatest, "--max")},
        {"--no-value",
         [&](const std::string& v) {
             for (auto& mark : split_list("--no-value", v)) {
                 if (mark.empty()) refuse("--no-value", v, "marks such as ..,NA");
                 o.no_value.push_back(std::move(mark));
             }
         }},
        {"--ratio",
         [&](const std::string& v) {
             for (const auto& r : names_in("--ratio", v)) o.ratios.push_back(ratio_in(r));
         }},
        {"--mean",
         [&](const std::string& v) {
             for (const auto& r : names_in("--mean", v)) o.means.push_back(mean_in(r));
         }},
        {"--label",
         [&](const std::string& v) {
             for (const auto& r : names_in("--label", v)) o.labels.push_back(label_in(r));
         }},
        {"--code",
         [&](const std::string& v) {
             if (v.empty()) refuse("--code", v, "the name of a column");
             o.code = v;
         }},
        {"--semicolon",
         [&](const std::string& v) {
             for (const auto& name : names_in("--semicolon", v)) {
                 const auto* const kind = std::find_if(table_kinds.begin(), table_kinds.end(),
                                                       [&](const auto& k) { return k.name == name; });
                 if (kind == table_kinds.end()) refuse("--semicolon", v, "some of registry, in, group and assume");
                 o.*kind->dialect = semicolons;
             }
         }},
        {"--decimals", [&](const std::string& v) { o.decimals = number_in("--decimals", v, 0, 18); }},
        {"--pad-codes", [&](const std::string& v) { o.pad_codes = number_in("--pad-codes", v, 1, 15); }},
        {"--missing",
         [&](const std::string& v) {
             if (v == "propagate") {
                 o.gaps = muong::gap_rule::propagate;
             } else if (v == "skip") {
                 o.gaps = muong::gap_rule::skip;
             } else if (v == "bound") {
                 o.gaps = muong::gap_rule::bound;
             } else {
                 refuse("--missing", v, "propagate, skip or bound");
             }
         }},
        {"--unmatched",
         [&](const std::string& v) {
             if (v != "report") refuse("--unmatched", v, "report");
             o.report_unmatched = true;
         }},
        {"--flows",
         [&](const std::string& v) {
             const auto names = names_in("--flows", v);
             if (names.size() != 2 || names[0] == names[1])
                 refuse("--flows", v, "two columns of codes, such as from,to");
             o.flows.emplace(names[0], names[1]);
         }},
        {"--assume",
         [&](const std::string& v) {
             constexpr std::string_view by = "proportional:";
             if (v == "equal") {
                 o.assume = assumption::equal;
             } else if (v.size() > by.size() && v.compare(0, by.size(), by) == 0) {
                 o.assume = assumption::proportional;
                 o.assume_file = v.substr(by.size());
                 if (const auto colon = o.assume_file.rfind(':'); colon != std::string::npos) {
                     o.assume_column = o.assume_file.substr(colon + 1);
                     o.assume_file.resize(colon);
                 }
             } else {
                 refuse("--assume", v, "equal or proportional:FILE[:COLUMN]");
             }
         }},
    };

    usage_faults faults;
    std::set<std::string, std::less<>> given;
    std::map<std::string, std::string> values;  ///< of options that take one
    std::vector<std::string> tables;
    bool any_unknown = false;
    bool options_over = false;
    for (int i = 1; i < argc; ++i) {
        std::string arg = argv[i];
        if (options_over || arg == "-" || arg.empty() || arg[0] != '-') {
            tables.push_back(arg);
            continue;
        }
        if (arg == "--") {
            options_over = true;
            continue;
        }
        std::optional<std::string> value;
        if (const auto equals = arg.find('='); arg[1] == '-' && equals != std::string::npos) {
            value = arg.substr(equals + 1);
            arg.resize(equals);
        }
        given.insert(arg);
        if (const auto flag = flags.find(arg); flag != flags.end() && !(value && settings.contains(arg))) {
            if (value) faults.add(arg + " takes no value");
            flag->second();
            continue;
        }
        const auto setting = settings.find(arg);
        if (setting == settings.end()) {
            faults.add("there is no option " + arg);
            any_unknown = true;
        } else if (!value && ++i == argc) {
            faults.add(arg + " wants a value");
        } else {
            const std::string text = value ? *value : argv[i];
            faults.attempt([&] { setting->second(text); });
            if (adds_up(arg)) continue;
            const auto [first, is_new] = values.try_emplace(arg == "--out" ? "-o" : arg, text);
            if (!is_new && first->second != text) {
                faults.add(two_values(arg, first->second, text));
            }
        }
    }
    if (o.help || o.version) return o;
    if (!tables.empty()) o.in = tables.front();
    if (tables.size() > 1 && !any_unknown) {  // else one may be the value of an option
        faults.add("two tables to read, '" + tables[0] + "' and '" + tables[1] + "'");
    }
    if (o.gaps == muong::gap_rule::bound) o.bounds = true;
    check(o, given, faults);
    if (tables.empty()) faults.add("the table IN is missing");
    if (tables == std::vector<std::string>{""}) faults.add("a table without a name");
    faults.throw_any();
    return o;
}

}  // namespace rebase_csv
