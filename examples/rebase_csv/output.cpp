// SPDX-License-Identifier: MIT
#include "output.hpp"

#include "assumed_cells.hpp"

#include <muong/core/decimal.hpp>
#include <muong/io/csv_writer.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace rebase_csv {

namespace {

using muong::carried_value;
using muong::fraction;
using muong::rounding;
using quick_sums = muong::rebase_accumulator::quick_sums;

enum class rule { sum, ratio, mean, least, greatest, label };

constexpr int shown_digits = 17;  ///< of what is no finite decimal
constexpr auto no_column = static_cast<std::size_t>(-1);

/// One column of a wide result, or one row a unit of a long one.
struct out_column {
    std::string period, name;
    rule how = rule::sum;
    std::size_t a = no_column;  ///< columns of the values
    std::size_t b = no_column;
    fraction factor{1};
    label_mode mode = label_mode::same;
    std::vector<std::int64_t> list;    ///< words by number, of a rule with a list
    std::optional<muong::date> day{};  ///< as that of the values
    std::size_t places = 0;            ///< which of the lists of places it has
    bool plain = false;                ///< its cells are sums of which nothing is assumed that depends on the column
    std::optional<int> decimals{};     ///< to which they are rounded
};

class column_plan {
public:
    column_plan(const options& o, const values& all) : o_{o}, words_{all.words} {
        for (std::size_t i = 0; i < all.columns.size(); ++i) {
            numbers_.emplace(std::pair{all.columns[i].period, all.columns[i].name}, i);
        }
        if (!o.is_long) {
            for (const auto& c : all.columns) add({}, c.period, c.name);
            for (const auto& r : o.ratios) add({}, {}, r.name);
            return;
        }
        std::set<std::tuple<std::optional<muong::date>, std::string, std::string>> keys;
        for (const auto& c : all.columns) {
            keys.emplace(c.day, c.period, c.name);
            for (const auto& r : o.ratios) {
                if (r.numerator == c.name || r.denominator == c.name) keys.emplace(c.day, c.period, r.name);
            }
        }
        for (const auto& [day, period, name] : keys) add(day, period, name);
    }

    std::vector<out_column> columns;

private:
    std::size_t find(const std::string& period, const std::string& name) const {
        const auto at = numbers_.find({period, name});
        return at == numbers_.end() ? no_column : at->second;
    }

    void add(const std::optional<muong::date>& day, const std::string& period, const std::string& name) {
        for (const auto& c : columns) {
            if (!o_.is_long && c.name == name) return;  // a ratio that takes the place of a column
        }
        out_column made{period, name, rule::sum, find(period, name), no_column, 1, label_mode::same, {}, day};
        const auto is_here = [&name](const std::vector<std::string>& list) {
            return std::find(list.begin(), list.end(), name) != list.end();
        };
        if (is_here(o_.least)) made.how = rule::least;
        if (is_here(o_.greatest)) made.how = rule::greatest;
        for (const auto& r : o_.means) {
            if (r.rate != name) continue;
            made.how = rule::mean;
            made.b = find(period, r.weight);
        }
        for (const auto& r : o_.labels) {
            if (r.column != name) continue;
            made.how = rule::label;
            made.mode = r.mode;
            if (r.mode == label_mode::largest) made.b = find(period, r.by);
            for (const auto& word : r.list) {
                const auto at = std::find(words_.begin(), words_.end(), word);
                if (at != words_.end()) made.list.push_back(at - words_.begin());
            }
        }
        for (const auto& r : o_.ratios) {
            if (r.name != name) continue;
            made.how = rule::ratio;
            made.a = find(period, r.numerator);
            made.b = find(period, r.denominator);
            made.factor = r.factor;
        }
        columns.push_back(std::move(made));
    }

    const options& o_;
    const std::vector<std::string>& words_;
    std::map<std::pair<std::string, std::string>, std::size_t> numbers_;
};

/// A cell that is ready to be written.
struct out_cell {
    std::string value, least, most, quality;
};

/// The names of the columns of OUT. \throws usage_error if two have one name
std::vector<std::string> header(const options& o, const std::vector<out_column>& columns) {
    std::vector<std::string> names;
    if (o.flows) {
        names = {o.flows->first, o.flows->second};
    } else {
        names = {o.group.empty() ? o.code : "group"};
    }
    const auto add = [&](const std::string& name, bool number) {
        names.push_back(name);
        if (o.bounds && number) names.insert(names.end(), {name + "_least", name + "_most"});
        if (o.quality) names.push_back(name + "_quality");
    };
    if (o.is_long) {
        names.insert(names.end(), {"period", "indicator"});
        add("value", true);
    } else {
        for (const auto& c : columns) add(c.name, c.how != rule::label);
    }
    std::set<std::string_view> seen;
    for (const auto& name : names) {
        if (!seen.insert(name).second) throw usage_error{"OUT would have two columns '" + name + "'"};
    }
    return names;
}

/// Writes what stands on one map.
class value_writer {
public:
    value_writer(const options& o, const geography& g, const values& all)
        : o_{o}, g_{g}, all_{all}, columns_{column_plan{o, all}.columns}, known_quality_(all.sums.size()) {
        for (std::size_t way = 0; way < all.sums.size(); ++way) assumed_.emplace_back(o, g, all, way);
        lines_.resize(all.columns.size());
        counted_.resize(all.columns.size());
        for (auto& c : columns_) {
            if (c.how != rule::sum || c.a == no_column) continue;
            counted_[c.a] = true;
            const bool whole = all.columns[c.a].how == muong::carried::whole;
            c.plain = !whole || !o.quality;
            if (!whole) c.decimals = o.decimals;
        }
        plain_out_.resize(all.columns.size());
        shared_at_.resize(all.columns.size());
        for (const auto& c : columns_) {
            if (!o.is_long) break;
            auto& text = keys_.emplace_back();
            muong::append_csv_field(text, c.period, o.dialect.delimiter);
            text += o.dialect.delimiter;
            muong::append_csv_field(text, c.name, o.dialect.delimiter);
        }
        for (std::size_t c = 0; c < lines_.size(); ++c) {
            const auto& column = all.columns[c];
            lines_[c].column = column.period.empty() ? column.name : column.name + " " + column.period;
            lines_[c].decimals = all.sums_of(c).decimals(all.number_of(c));
        }
        places_.push_back(o.flows ? std::vector<bool>(all.sums.front().places(), true)
                                  : g.places_for(all.listed, expected_));
        if (o.flows) expected_ = all.listed;
        list_places_by_day();
    }

    [[nodiscard]] const std::vector<out_column>& columns() const noexcept { return columns_; }
    /// Sources that the table should have.
    [[nodiscard]] const std::vector<bool>& expected() const noexcept { return expected_; }

    /// \returns whether the table has the place
    bool write(muong::csv_writer& out, std::size_t place) {
        const bool any = columns_.empty() ? places_.front()[place]
                                          : std::any_of(columns_.begin(), columns_.end(),
                                                        [&](const out_column& c) { return places_[c.places][place]; });
        if (!any) return false;
        write_place(out, place);
        return true;
    }

    /// Adds the account of all that was written.
    void finish(outcome& done) {
        std::vector<std::size_t> by_day(lines_.size());
        std::iota(by_day.begin(), by_day.end(), std::size_t{0});
        std::stable_sort(by_day.begin(), by_day.end(),
                         [&](std::size_t a, std::size_t b) { return all_.columns[a].day < all_.columns[b].day; });
        for (const auto c : by_day) {
            auto& line = lines_[c];
            if (all_.columns[c].label) continue;
            if (!counted_[c]) {
                done.not_summed.push_back(line.column);
                continue;
            }
            settle_plain(c);
            const auto& sums = all_.sums_of(c);
            const auto number = all_.number_of(c);
            line.out += sums.shared_total(shared_at_[c], number);
            close_account(line, sums, number);
            const bool may_lose = line.unmatched.sign() != 0 || (!g_.group_of().empty() && line.unknown.sign() != 0);
            if (may_lose && !o_.quiet) done.lost.add(g_, all_, c, line.column);
            line.in = sums.total(number) + all_.columns[c].unmatched;
            line.unmatched += all_.columns[c].unmatched;
            done.account.push_back(line);
        }
        done.ties.insert(done.ties.end(), ties_.begin(), ties_.end());
    }

private:
    /// Those of a day that has not the units of the others of its map.
    void list_places_by_day() {
        std::map<std::optional<muong::date>, std::size_t> list_of;
        const auto* last = &all_.listed;
        for (const auto& [day, codes] : all_.codes_on) {
            if (codes.listed != *last) {
                std::vector<bool> expected;
                places_.push_back(g_.places_for(codes.listed, expected));
                last = &codes.listed;
            }
            list_of[day] = places_.size() - 1;
        }
        for (auto& c : columns_) {
            if (c.day) c.places = list_of.at(c.day);
        }
    }

    void write_place(muong::csv_writer& out, std::size_t place) {
        std::string key;
        if (o_.flows) {
            muong::append_csv_field(key, g_.place_names[all_.flow_places[place].first], o_.dialect.delimiter);
            key += o_.dialect.delimiter;
            muong::append_csv_field(key, g_.place_names[all_.flow_places[place].second], o_.dialect.delimiter);
        } else {
            muong::append_csv_field(key, g_.place_names[place], o_.dialect.delimiter);
        }
        const std::size_t fields = o_.flows ? 2 : 1;
        const bool by_day = places_.size() > 1;
        if (!o_.is_long) out.written(key, fields);
        quick_.clear();
        for (std::size_t way = 0; way < all_.sums.size(); ++way) {
            quick_.push_back(all_.sums[way].quick_sums_of(place));
            if (o_.quality) note_known_quality(way, place);
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto& c = columns_[i];
            if (by_day && !places_[c.places][place]) continue;
            if (o_.is_long) out.written(key, fields).written(keys_[i], 2);
            if (!write_plain(out, c, place)) write_cell(out, c, place);
            if (o_.is_long) out.end_row();
        }
        if (!o_.is_long) out.end_row();
    }

    /// A sum of known shares, as nearly all are: written without fractions.
    bool write_plain(muong::csv_writer& out, const out_column& c, std::size_t place) {
        if (!c.plain) return false;
        const auto home = all_.homes[c.a];
        auto& sums = quick_[home.way];
        const auto sum = sums.sum(home.number, shown_digits);
        if (!sum) return false;
        if ((c.decimals || o_.bounds) && !sum->is_exact) return false;
        const auto in_so_many = [&](rounding how) {
            return c.decimals ? rounded(sum->value, *c.decimals, how) : std::optional{sum->value.trimmed()};
        };
        const auto text = in_so_many(rounding::half_away_from_zero);
        const auto least = o_.bounds ? in_so_many(rounding::floor) : text;
        const auto most = o_.bounds ? in_so_many(rounding::ceiling) : text;
        if (!text || !least || !most) return false;
        out.fixed(text->coefficient(), text->decimals());
        if (o_.bounds) {
            out.fixed(least->coefficient(), least->decimals());
            out.fixed(most->coefficient(), most->decimals());
        }
        if (o_.quality) out.written(known_quality_[home.way]);
        if (sums.any_shared()) {  // its parts make up a whole with those of other places, be they exact or not
            shared_at_[c.a].push_back(static_cast<std::uint32_t>(place));
            return true;
        }
        auto& total = plain_out_[c.a][static_cast<std::size_t>(sum->value.decimals())];
        std::int64_t more = 0;
        if (__builtin_add_overflow(total, sum->value.coefficient(), &more)) {
            settle_plain(c.a);
            more = sum->value.coefficient();
        }
        total = more;
        return true;
    }

    /// Nothing beyond 64 bits.
    static std::optional<muong::decimal> rounded(muong::decimal number, int decimals, rounding how) {
        try {
            return number.rounded(decimals, how);
        } catch (const std::overflow_error&) {
            return {};
        }
    }

    /// That of all cells of a place whose sums are known.
    void note_known_quality(std::size_t way, std::size_t place) {
        carried_value known;
        known.value = 0;
        known.parts = static_cast<std::uint32_t>(all_.sums[way].parts(place).size());
        known.shared = quick_[way].any_shared() ? 1 : 0;
        known_quality_[way].clear();
        muong::append_csv_field(known_quality_[way], quality_text(known, assumed_[way].number(place)),
                                o_.dialect.delimiter);
    }

    [[nodiscard]] std::string quality_text(const carried_value& v, bool assumed) const {
        const auto quality = quality_of(v, o_.gaps, assumed);
        std::string text{to_string(quality)};
        if (quality == muong::cell_quality::partial) text += known_parts(v);
        if (quality == muong::cell_quality::estimated && assumed) text += ':' + assumption_name();
        return text;
    }

    void settle_plain(std::size_t column) {
        int decimals = 0;
        for (auto& total : plain_out_[column]) {
            lines_[column].out += fraction{std::exchange(total, 0)} * fraction{muong::decimal{1, decimals++}};
        }
    }

    void write_cell(muong::csv_writer& out, const out_column& c, std::size_t place) {
        cell_.value.clear();
        cell_.least.clear();
        cell_.most.clear();
        cell_.quality.clear();
        evaluate(c, place);
        out.field(cell_.value);
        if (o_.bounds && (o_.is_long || c.how != rule::label)) out.field(cell_.least).field(cell_.most);
        if (o_.quality) out.field(cell_.quality);
    }

    void evaluate(const out_column& c, std::size_t place) {
        const bool pair = c.how == rule::ratio || c.how == rule::mean || c.mode == label_mode::largest;
        if (c.a == no_column || (pair && c.b == no_column)) {
            cell_.quality = "missing";
            return;
        }
        const auto& sums = all_.sums_of(c.a);
        const auto a = all_.number_of(c.a);
        switch (c.how) {
            case rule::sum:
                return sum(c, place);
            case rule::ratio:
                return ratio(c, place);
            case rule::mean:
                return number(mean_at(sums, place, a, all_.number_of(c.b), o_.gaps), c, place);
            case rule::least:
                return number(least_at(sums, place, a, o_.gaps), c, place);
            case rule::greatest:
                return number(greatest_at(sums, place, a, o_.gaps), c, place);
            case rule::label:
                return label(c, place);
        }
    }

    void sum(const out_column& c, std::size_t place) {
        const auto v = sum_at(all_.sums_of(c.a), place, all_.number_of(c.a), o_.gaps);
        add_to_account(lines_[c.a], v);
        if (all_.columns[c.a].how != muong::carried::whole) return number(v, c, place);
        number(v, assumed_of(c.a).whole(place, all_.number_of(c.a)), {});
    }

    void ratio(const out_column& c, std::size_t place) {
        const auto& above = all_.sums_of(c.a);
        const auto& below = all_.sums_of(c.b);
        const auto a = all_.number_of(c.a);
        const auto b = all_.number_of(c.b);
        if (&above == &below) return number(ratio_at(above, place, a, b, c.factor, o_.gaps), c, place);
        number(ratio_at(above, a, below, b, place, c.factor),
               assumed_of(c.a).number(place) || assumed_of(c.b).number(place), o_.decimals);
    }

    [[nodiscard]] const assumed_cells& assumed_of(std::size_t column) const { return assumed_[all_.homes[column].way]; }

    void number(const carried_value& v, const out_column& c, std::size_t place) {
        number(v, assumed_of(c.a).number(place), o_.decimals);
    }

    void number(const carried_value& v, bool assumed, std::optional<int> decimals) {
        if (v.value) put(cell_.value, *v.value, decimals, rounding::half_away_from_zero);
        if (o_.bounds) {
            if (v.least) put(cell_.least, *v.least, decimals, rounding::floor);
            if (v.most) put(cell_.most, *v.most, decimals, rounding::ceiling);
        }
        if (o_.quality) cell_.quality = quality_text(v, assumed);
    }

    void put(std::string& cell, const fraction& number, std::optional<int> decimals, rounding how) const {
        append_number(cell, number, decimals, how);
        if (o_.dialect.decimal_comma) std::replace(cell.begin(), cell.end(), '.', ',');
    }

    [[nodiscard]] std::string assumption_name() const {
        if (o_.assume == assumption::equal) return "equal";
        return "proportional:" + o_.assume_file + (o_.assume_column.empty() ? "" : ":" + o_.assume_column);
    }

    /// ":2/3"
    template <class Cell>
    static std::string known_parts(const Cell& cell) {
        return ':' + std::to_string(cell.parts - cell.missing) + '/' + std::to_string(cell.parts);
    }

    void label(const out_column& c, std::size_t place) {
        muong::carried_label found;
        const auto& sums = all_.sums_of(c.a);
        const auto a = all_.number_of(c.a);
        const auto b = c.mode == label_mode::largest ? all_.number_of(c.b) : a;
        switch (c.mode) {
            case label_mode::same:
                found = same_label_at(sums, place, a, o_.gaps);
                break;
            case label_mode::join:
                found = joined_labels_at(sums, place, a, o_.gaps);
                break;
            case label_mode::largest:
                found = label_of_largest_at(sums, place, a, b, o_.gaps);
                break;
            case label_mode::list:
                found = first_label_at(sums, place, a, c.list, o_.gaps);
                break;
        }
        for (const auto number : found.labels) {
            if (!cell_.value.empty()) cell_.value += "; ";
            cell_.value += all_.words[static_cast<std::size_t>(number)];
        }
        if (found.tie) ties_.push_back(g_.place_names[place] + " " + c.name + ": " + cell_.value);
        if (found.labels.empty()) {
            cell_.quality = found.missing == 0 && found.parts > 0 ? "mixed" : "missing";
        } else if (found.missing > 0) {
            cell_.quality = "partial" + known_parts(found);
        } else if (o_.quality && assumed_of(c.a).label({c.mode, a, b, c.list}, place, found)) {
            cell_.quality = "estimated:" + assumption_name();
        } else {
            cell_.quality = found.parts == 1 ? "copied" : found.tie ? "tie" : "summed";
        }
    }

    const options& o_;
    const geography& g_;
    const values& all_;
    std::vector<out_column> columns_;
    std::vector<assumed_cells> assumed_;      // by way of the map
    std::vector<quick_sums> quick_;           // by way, of the place at work
    std::vector<muong::account_line> lines_;  // by column of the values
    std::vector<bool> counted_;               // columns that are written as sums
    /// By column of the values, then by decimals: what `write_plain` has written and `lines_` do not hold yet.
    std::vector<std::array<std::int64_t, muong::decimal::max_decimals + 1>> plain_out_;
    /// By column of the values: places of `write_plain` that are not in these sums, since units go there in part.
    std::vector<std::vector<std::uint32_t>> shared_at_;
    std::vector<std::string> keys_;          // of a long result, by column: period and name, as they are written
    std::vector<std::vector<bool>> places_;  // that the table has, then those that it has on some day
    std::vector<bool> expected_;             // sources that it should have
    std::vector<std::string> ties_;
    std::vector<std::string> known_quality_;  // by way, of the place at work, as it is written
    out_cell cell_;
};

/// All digits of a number that is rounded down or up to so many decimals, be it as large as it may.
std::string toward(const fraction& number, int decimals, rounding how) {
    fraction unit{1};
    for (int i = 0; i < decimals; ++i) unit *= fraction{10};
    const auto scaled = number * unit;
    return *((how == rounding::floor ? floor(scaled) : ceil(scaled)) / unit).to_decimal_text();
}

/// The decimals of a number that is written with as many significant digits as are shown.
int shown_decimals(std::string_view text) {
    const auto point = std::min(text.find('.'), text.size());
    const auto first = text.find_first_of("123456789");
    const auto before = static_cast<int>(point) - static_cast<int>(first);
    return std::max(0, shown_digits - (first < point ? before : before + 1));
}

}  // namespace

void append_number(std::string& line, const fraction& number, std::optional<int> decimals, rounding how) {
    const bool is_end = how != rounding::half_away_from_zero;
    if (!decimals) {
        auto text = number.to_decimal_text();
        if (!text) {
            text = number.to_plain_text(shown_digits);
            if (is_end) text = toward(number, shown_decimals(*text), how);
        }
        line += *text;
        return;
    }
    try {
        line += to_string(number.to_decimal(*decimals, how));
    } catch (const std::overflow_error&) {  // beyond 64 bits at so many decimals: as many digits as that takes
        if (is_end) {
            line += toward(number, *decimals, how);
            return;
        }
        int digits = *decimals;
        for (fraction limit{1}; limit <= abs(number); limit *= fraction{10}) ++digits;
        line += number.to_text(std::max(digits, 1));
    }
}

outcome write_values(const options& o, const std::vector<mapped_values>& maps) {
    std::vector<value_writer> writers;
    std::vector<std::vector<bool>> expected;
    writers.reserve(maps.size());
    for (const auto& [g, all] : maps) {
        writers.emplace_back(o, g, all);
        expected.push_back(writers.back().expected());
    }
    const auto names = header(o, maps.empty() ? std::vector<out_column>{} : writers.front().columns());
    const auto places = maps.empty() ? 0 : maps.front().all.sums.front().places();  // all maps lead to the same
    muong::csv_writer out{o.out, o.dialect};
    for (const auto& name : names) out.field(name);
    out.end_row();
    std::size_t rows = 0;
    for (std::size_t p = 0; p < places && out.good(); ++p) {
        bool any = false;
        for (auto& writer : writers) any = writer.write(out, p) || any;
        if (any) ++rows;
    }
    const bool complete = out.good();  // else its account does not close, and the commit tells why
    outcome done{{}, std::move(expected), {}, rows, std::move(out).release()};
    for (auto& writer : writers) {
        if (complete) writer.finish(done);
    }
    static_cast<void>(muong::account{done.account});  // throws if it does not close
    return done;
}

}  // namespace rebase_csv
