// SPDX-License-Identifier: MIT
#include <muong/io/crosswalk_csv.hpp>

#include <array>
#include <charconv>
#include <map>
#include <vector>

#include <muong/io/csv_table.hpp>
#include <muong/io/file.hpp>

#include "io/decimal_comma.hpp"

namespace muong::inline v0 {
namespace {

std::string hexadecimal(std::uint64_t number) {
    if (number == 0) return {};
    std::string text(16, '0');
    for (auto digit = text.rbegin(); number != 0; ++digit, number >>= 4U) *digit = "0123456789abcdef"[number & 15U];
    return text;
}

std::optional<std::uint64_t> fingerprint_of(std::string_view text) {
    if (text.empty()) return 0;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    if (text.size() != 16 || error != std::errc{} || end != text.data() + text.size() || number == 0) return {};
    return number;
}

constexpr std::array<std::string_view, 9> column_names{"from",    "to",    "basis", "registry",  "from_code",
                                                       "to_code", "least", "most",  "assumption"};
enum column : std::size_t {
    from_day,
    to_day,
    basis_name,
    registry_number,
    from_unit,
    to_unit,
    least_share,
    most_share,
    assumed_by
};

/// Collects the rows of a table.
class collector {
public:
    collector(const csv_table& table, std::optional<std::uint64_t> at_hand, problem_log& log)
        : at_hand_{at_hand}, decimal_comma_{table.dialect().decimal_comma}, log_{log} {
        std::array<csv_column, column_names.size()> columns;
        for (std::size_t i = 0; i < assumed_by; ++i) columns[i] = table.require(column_names[i], log);
        columns[assumed_by] = table.find(column_names[assumed_by]);
        if (!log.empty()) return;
        for (const auto row : table) {
            cells cell;
            for (const auto c : columns) cell.push_back(row[c]);
            take_head(cell);
            take_share(cell);
        }
        if (log.empty() && !from_) {
            log.add({errc::missing_value, {table.source(), 0, 0, {}}, "no row", "a row for each share"});
        }
    }

    result<crosswalk> made() && {
        std::vector<unit_code> sources, targets;
        for (auto& [code, position] : targets_) {
            position = static_cast<std::uint32_t>(targets.size());
            targets.push_back(code);
        }
        std::vector<std::vector<crosswalk_entry>> rows;
        std::vector<crosswalk_rest> rests;
        for (const auto& [code, given] : sources_) {
            fraction sum;
            fraction most;
            if (given.rest) {
                rests.push_back({static_cast<std::uint32_t>(rows.size()), given.rest->least, given.rest->most,
                                 given.rest->assumed});
                sum = given.rest->least;
                most = given.rest->most;
            }
            auto& row = rows.emplace_back();
            for (const auto& [target, share] : given.shares) {
                sum += share.least;
                most += share.most;
                row.push_back({targets_.at(target), share.least, share.most, share.assumed});
            }
            if (fraction{1} < sum) {
                log_.add({errc::shares_above_one, given.last->where(), to_string(sum),
                          "shares of " + to_string(code) + " that add up to at most 1"});
            }
            if (given.rest && most < fraction{1}) {
                log_.add({errc::shares_below_one, given.last->where(), to_string(most),
                          "greatest shares of " + to_string(code) + " that add up to 1 with what is left of it"});
            }
            sources.push_back(code);
        }
        if (!log_.empty()) return log_.kept();
        return crosswalk{*from_, *to_,         basis_, std::move(sources), std::move(targets),
                         rows,   fingerprint_, rests,  assumption_};
    }

private:
    using cells = std::vector<csv_cell>;  // by column
    struct bounds {
        fraction least, most;
        bool assumed = false;
    };
    struct given_away {
        std::map<unit_code, bounds> shares;
        std::optional<bounds> rest;
        std::optional<csv_cell> last;  ///< the last share that was told
    };

    std::optional<unit_code> code(const csv_cell& cell) {
        return cell.read(log_, unit_code::parse, "a code of 1 to 15 characters out of [0-9A-Za-z._-]",
                         errc::malformed_code);
    }
    std::optional<fraction> share(const csv_cell& cell) {
        auto read = decimal_comma_
                        ? cell.read(log_, detail::parse_with_comma<fraction>, "a share with a decimal comma or as k/n")
                        : cell.as<fraction>(log_, "a share as decimals or k/n");
        if (!read || (read->sign() >= 0 && *read <= fraction{1})) return read;
        cell.fault(log_, errc::share_out_of_range, "a share from 0 to 1");
        return {};
    }

    /// What is the same in every row.
    void take_head(const cells& cell) {
        const auto begins = cell[from_day].as<date>(log_, "a day as YYYY-MM-DD");
        const auto ends = cell[to_day].as<date>(log_, "a day as YYYY-MM-DD");
        const auto made_from = cell[registry_number].read(log_, fingerprint_of, "16 hexadecimal digits, or nothing");
        if (!begins || !ends || !made_from) return;
        if (!from_) {
            from_ = begins;
            to_ = ends;
            basis_ = cell[basis_name].text();
            fingerprint_ = *made_from;
            if (at_hand_ && *at_hand_ != fingerprint_) {
                cell[registry_number].fault(log_, errc::fingerprint_mismatch,
                                            hexadecimal(*at_hand_) + ", the fingerprint of the registry at hand");
            }
            return;
        }
        const auto same = [&](column c, bool holds, const std::string& first) {
            if (!holds) cell[c].fault(log_, errc::contradiction, first + ", as in the first row");
        };
        same(from_day, *begins == *from_, to_string(*from_));
        same(to_day, *ends == *to_, to_string(*to_));
        same(basis_name, cell[basis_name].text() == basis_, "'" + basis_ + "'");
        same(registry_number, *made_from == fingerprint_, "'" + hexadecimal(fingerprint_) + "'");
    }

    /// Whether it names an assumption, which is the same in all rows.
    bool is_assumed(const csv_cell& cell) {
        if (cell.empty()) return false;
        if (assumption_.empty()) assumption_ = cell.text();
        if (cell.text() != assumption_) {
            cell.fault(log_, errc::contradiction, "'" + assumption_ + "', as in the rows before, or nothing");
        }
        return true;
    }

    void take_share(const cells& cell) {
        const auto &source_cell = cell[from_unit], &target_cell = cell[to_unit];
        if (source_cell.empty() && target_cell.empty()) {
            source_cell.fault(log_, errc::missing_value, "the code of a unit, here or in to_code");
            return;
        }
        const auto source = source_cell.empty() ? std::nullopt : code(source_cell);
        const auto target = target_cell.empty() ? std::nullopt : code(target_cell);
        if ((!source && !source_cell.empty()) || (!target && !target_cell.empty())) return;
        if (!source) {
            for (const auto c : {least_share, most_share}) {
                if (cell[c].empty()) continue;
                cell[c].fault(log_, errc::contradiction, "nothing, where no unit gives a share");
            }
            targets_.try_emplace(*target);
            return;
        }
        auto low = share(cell[least_share]), high = share(cell[most_share]);
        if (!low || !high) return;
        if (*high < *low) {
            cell[most_share].fault(log_, errc::share_out_of_range, "a share not below " + to_string(*low));
            return;
        }
        auto& given = sources_[*source];
        given.last = cell[least_share];
        if (!target) {
            if (given.rest) return target_cell.fault(log_, errc::duplicate_key, "what is left of a unit told once");
            given.rest = bounds{std::move(*low), std::move(*high), is_assumed(cell[assumed_by])};
            return;
        }
        targets_.try_emplace(*target);
        const bool assumed = is_assumed(cell[assumed_by]);
        if (!given.shares.try_emplace(*target, bounds{std::move(*low), std::move(*high), assumed}).second) {
            target_cell.fault(log_, errc::duplicate_key, "each share told once");
        }
    }

    std::optional<std::uint64_t> at_hand_;
    bool decimal_comma_;
    problem_log& log_;
    std::optional<date> from_, to_;  // of the first sound row, as what follows
    std::string basis_;
    std::string assumption_;
    std::uint64_t fingerprint_ = 0;
    std::map<unit_code, given_away> sources_;
    std::map<unit_code, std::uint32_t> targets_;  // with their positions, once all are known
};

}  // namespace

void write_crosswalk(csv_writer& out, const crosswalk& c) {
    const auto from = to_string(c.from()), to = to_string(c.to());
    const auto registry = hexadecimal(c.registry_fingerprint());
    const auto row = [&](std::string_view source, std::string_view target, std::string_view least,
                         std::string_view most, std::string_view assumption = {}) {
        out.field(from).field(to).field(c.basis()).field(registry);
        out.field(source).field(target).field(least).field(most).field(assumption).end_row();
    };
    for (const auto name : column_names) out.field(name);
    out.end_row();
    std::vector<bool> reached(c.targets().size());
    auto rests = c.rests();
    for (std::uint32_t s = 0; s < c.sources().size(); ++s) {
        const auto source = c.sources()[s].view();
        for (const auto& e : c.row(s)) {
            reached[e.target] = true;
            row(source, c.targets()[e.target].view(), to_string(e.least), to_string(e.most),
                e.assumed ? c.assumption() : std::string_view{});
        }
        if (rests.empty() || rests.front().source != s) continue;
        row(source, "", to_string(rests.front().least), to_string(rests.front().most),
            rests.front().assumed ? c.assumption() : std::string_view{});
        rests = rests.subspan(1);
    }
    for (std::size_t t = 0; t < reached.size(); ++t) {
        if (!reached[t]) row("", c.targets()[t].view(), "", "");
    }
}

result<crosswalk> parse_crosswalk(std::string_view text, const std::string& source,
                                  std::optional<std::uint64_t> registry, const csv_options& options) {
    problem_log log{static_cast<std::size_t>(-1)};
    const csv_table table{text, source, log, options};
    return collector{table, registry, log}.made();
}

result<crosswalk> read_crosswalk(const std::string& path, std::optional<std::uint64_t> registry,
                                 const csv_options& options) {
    const auto bytes = file_bytes::open(path);
    if (!bytes) return bytes.error();
    return parse_crosswalk(bytes.value().text(), source_name(path), registry, options);
}

}  // namespace muong::v0
