// SPDX-License-Identifier: MIT
#include <muong/io/units_csv.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <muong/core/decimal.hpp>
#include <muong/core/fraction.hpp>
#include <muong/io/file.hpp>

#include "io/decimal_comma.hpp"

namespace muong::inline v0 {

namespace {

/// The columns that tell of one basis.
struct basis_columns {
    std::string basis;
    csv_column share, back_share, amount;
};

std::vector<basis_columns> bases_of(std::span<const std::string> header) {
    std::vector<basis_columns> found;
    const auto of = [&found](std::string_view basis) -> basis_columns& {
        const auto at = std::find_if(found.begin(), found.end(), [&](const auto& b) { return b.basis == basis; });
        return at != found.end() ? *at : found.emplace_back(basis_columns{std::string{basis}, {}, {}, {}});
    };
    static constexpr std::array<std::pair<std::string_view, csv_column basis_columns::*>, 3> prefixes{
        {{"share_", &basis_columns::share},
         {"back_share_", &basis_columns::back_share},
         {"amount_", &basis_columns::amount}}};
    for (std::size_t i = 0; i < header.size(); ++i) {
        for (const auto& [prefix, column] : prefixes) {
            const std::string_view name = header[i];
            if (name.size() > prefix.size() && name.substr(0, prefix.size()) == prefix) {
                of(name.substr(prefix.size())).*column = csv_column{i};
            }
        }
    }
    return found;
}

/// Text of a number with a decimal comma as the builder reads it, with a point; text that is no such number goes to the
/// log as it stands, and `sound` is false.
template <class Number>
std::string_view pointed(csv_reader& in, csv_column column, std::string& room, bool& sound) {
    const auto text = in[column];
    if (text.empty()) return text;
    auto made = detail::with_point(text);
    if (made && Number::parse(*made)) return room = *std::move(made);
    in.fault(errc::malformed_text, column,
             std::is_same_v<Number, fraction> ? "a share with a decimal comma or as k/n, or nothing"
                                              : "an amount with a decimal comma, or nothing");
    sound = false;
    return {};
}

/// Whether these are the first columns, in that order, as they mostly are: their fields are found at less cost.
bool are_first(std::initializer_list<csv_column> columns) {
    std::size_t next = 0;
    return std::all_of(columns.begin(), columns.end(), [&next](csv_column c) { return c == csv_column{next++}; });
}

void add_units(csv_reader& in, registry::builder& rows, const std::string& source) {
    const auto code = in.require("code");
    const auto from = in.require("valid_from");
    const auto name = in.find("name");
    const auto kind = in.find("kind");
    const auto tier = in.find("tier");
    const auto parent = in.find("parent");
    const auto to = in.find("valid_to");
    if (!code || !from) return;
    const bool usual = are_first({code, name, kind, tier, parent, from, to});
    rows.in_table(source);
    while (in.next()) {
        const auto at_hand = usual ? in.take_plain() : detail::field_rows{};
        if (at_hand.count > 0) {
            rows.add_units(at_hand);
            continue;
        }
        rows.add(unit_text{in[code], in[name], in[kind], in[tier], in[parent], in[from], in[to], true}, in.row());
    }
}

/// A row with a share that is no number is left out, or else added without that, since it is told.
std::vector<std::string> add_transfers(csv_reader& in, registry::builder& rows, const std::string& source,
                                       bool leaves_out) {
    const auto effective = in.require("effective");
    const auto from = in.require("from_code");
    const auto to = in.require("to_code");
    const auto act = in.find("act");
    const auto clause = in.find("clause");
    const auto extent = in.find("extent");
    const auto bases = bases_of(in.header());
    std::vector<std::string> names;
    for (const auto& b : bases) names.push_back(b.basis);
    if (!effective || !from || !to) return names;

    std::vector<basis_text> shares;
    for (const auto& b : bases) shares.push_back({b.basis, {}, {}, {}});
    std::vector<std::array<std::string, 3>> room(bases.size());
    const bool decimal_comma = in.dialect().decimal_comma;
    const bool usual = are_first({effective, act, clause, from, to, extent}) && !decimal_comma;
    std::vector<basis_fields> fields;
    for (const auto& b : bases) fields.push_back({b.basis, b.share.index(), b.back_share.index(), b.amount.index()});
    const auto read_shares = [&] {
        bool sound = true;
        for (std::size_t i = 0; i < bases.size(); ++i) {
            const auto& b = bases[i];
            auto& known = shares[i];
            if (decimal_comma) {
                known.share = pointed<fraction>(in, b.share, room[i][0], sound);
                known.back_share = pointed<fraction>(in, b.back_share, room[i][1], sound);
                known.amount = pointed<decimal>(in, b.amount, room[i][2], sound);
            } else {
                known.share = in[b.share];
                known.back_share = in[b.back_share];
                known.amount = in[b.amount];
            }
        }
        return sound;
    };
    rows.in_table(source);
    while (in.next()) {
        const auto at_hand = usual ? in.take_plain() : detail::field_rows{};
        if (at_hand.count > 0) {
            rows.add_transfers(at_hand, fields);
            continue;
        }
        if (!read_shares() && leaves_out) continue;
        rows.add(transfer_text{in[effective], in[act], in[clause], in[from], in[to], in[extent], shares, true},
                 in.row());
    }
    return names;
}

/// The builder knows the names of columns, the tables know where they stand. `known_as` is the name of the table there.
void put_in_place(problems& found, const csv_reader& table, const std::string& known_as) {
    for (auto& p : found) {
        if (p.where.source != known_as) continue;
        const auto column = table.find(p.where.field);
        if (column && p.where.column == 0) p.where.column = static_cast<std::uint32_t>(column.index() + 1);
        p.where.source = table.source();
    }
}

/// As many rows as a table has whose lines are as long as those at its beginning, and a quarter more, since an end that
/// is open makes a line shorter; no more than have room for a code and a day.
std::size_t about_how_many_rows(std::string_view table) {
    const auto beginning = table.substr(0, std::size_t{8} << 10U);
    const auto lines = static_cast<std::size_t>(std::count(beginning.begin(), beginning.end(), '\n'));
    if (beginning.size() == table.size()) return lines;
    constexpr std::size_t shortest = 16;
    return table.size() / std::max(beginning.size() / (lines + 1), shortest) / 4 * 5;
}

table_rows rows_in(const csv_reader& in, std::vector<std::uint64_t> rows) {
    return {in.source(), {in.header().begin(), in.header().end()}, std::move(rows)};
}

place place_in(const table_rows& table, std::size_t position, std::string_view field) {
    place where{table.source, table.rows[position], 0, std::string{field}};
    const auto at = std::find(table.columns.begin(), table.columns.end(), field);
    if (at != table.columns.end()) where.column = static_cast<std::uint32_t>(at - table.columns.begin() + 1);
    return where;
}

void append(problems& all, problems more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

void read_units(csv_reader& in, registry::builder& rows) { add_units(in, rows, in.source()); }

std::vector<std::string> read_transfers(csv_reader& in, registry::builder& rows) {
    return add_transfers(in, rows, in.source(), true);
}

result<registry_tables> parse_registry(std::string_view units, const std::string& units_source,
                                       std::string_view transfers, const std::string& transfers_source, faulty_rows how,
                                       const csv_options& options) {
    if (!options.header || options.ragged) {
        throw std::invalid_argument{"muong::parse_registry: a header and even rows are needed"};
    }
    // The builder tells tables apart by name, and both may come from one file. No line of a name ends within it.
    const std::string own_name = transfers_source == units_source ? transfers_source + '\n' : transfers_source;
    problem_log log{static_cast<std::size_t>(-1)};
    csv_reader unit_rows{units, units_source, log, options};
    csv_reader transfer_rows{transfers, transfers_source, log, options};
    registry::builder rows;
    rows.reserve(about_how_many_rows(units), about_how_many_rows(transfers));
    add_units(unit_rows, rows, units_source);
    auto bases = add_transfers(transfer_rows, rows, own_name, how == faulty_rows::leave_out);
    auto form = std::move(log).kept();
    const bool unusable = std::any_of(form.begin(), form.end(), [](const problem& p) {
        return p.where.row <= 1 || p.code == errc::unterminated_quote || p.code == errc::unreadable;
    });
    // what is told of the other rows would not be true of a table in another encoding
    const bool is_encoded =
        std::any_of(form.begin(), form.end(), [](const auto& p) { return p.code == errc::invalid_utf8; });
    if (unusable || (is_encoded && how == faulty_rows::refuse)) return form;

    registry::builder::row_numbers numbers;
    problems found;
    const auto add_found = [&] {
        put_in_place(found, unit_rows, units_source);
        put_in_place(found, transfer_rows, own_name);
        append(form, std::move(found));
    };
    const auto tables_of = [&](registry made, problems left_out) {
        return registry_tables{std::move(made), std::move(bases), std::move(left_out),
                               rows_in(unit_rows, std::move(numbers.units)),
                               rows_in(transfer_rows, std::move(numbers.transfers))};
    };
    if (how == faulty_rows::leave_out) {
        auto made = std::move(rows).build_sound(found, numbers);
        add_found();
        return tables_of(std::move(made), std::move(form));
    }
    auto made = std::move(rows).try_build(numbers);
    if (made && form.empty()) return tables_of(std::move(made).value(), {});
    found = made.error();
    add_found();
    return form;
}

place place_of(const registry_tables& tables, const finding& odd) {
    const auto units = tables.units.units();
    const auto first = units.data();
    const bool known = odd.about != nullptr && !std::less<const unit*>{}(odd.about, first) &&
                       std::less<const unit*>{}(odd.about, first + units.size());
    if (!known) throw std::invalid_argument{"muong::place_of: a finding of another registry"};
    const auto unit_place = [&](std::string_view field) {
        return place_in(tables.unit_rows, static_cast<std::size_t>(odd.about - first), field);
    };
    switch (odd.kind) {
        case errc::used_up_but_standing:
        case errc::shares_below_one:
        case errc::lone_part:
            for (const auto& t : tables.units.transfers_on(odd.day)) {
                if (t.from() != odd.about) continue;
                const auto position = static_cast<std::size_t>(&t - tables.units.transfers().data());
                return place_in(tables.transfer_rows, position, "from_code");
            }
            return unit_place("code");
        case errc::gap_in_history:
            return unit_place("valid_to");
        case errc::no_predecessor:
            return unit_place("valid_from");
        case errc::orphan:
            return unit_place("parent");
        default:
            return unit_place("code");
    }
}

result<registry_tables> read_registry(const std::string& units_path, const std::string& transfers_path, faulty_rows how,
                                      const csv_options& options) {
    const auto units = file_bytes::open(units_path);
    const auto transfers = file_bytes::open(transfers_path);
    if (!units || !transfers) {
        problems found = units.error();
        append(found, transfers.error());
        return found;
    }
    return parse_registry(units.value().text(), source_name(units_path), transfers.value().text(),
                          source_name(transfers_path), how, options);
}

}  // namespace muong::v0
