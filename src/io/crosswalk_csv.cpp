// SPDX-License-Identifier: MIT
#include "muong/io/crosswalk_csv.hpp"

#include <array>
#include <charconv>
#include <map>
#include <vector>

#include "muong/io/csv_reader.hpp"
#include "muong/io/file.hpp"

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

/// Collects the rows of a table.
class collector {
public:
    collector(csv_reader& in, std::optional<std::uint64_t> at_hand) : in_{in}, registry_{at_hand} {
        constexpr std::array<std::string_view, 8> names{"from",      "to",      "basis", "registry",
                                                        "from_code", "to_code", "least", "most"};
        for (std::size_t i = 0; i < names.size(); ++i) columns_[i] = in.require(names[i]);
        if (!in.log().empty()) return;
        while (in.next()) take();
    }

    result<crosswalk> made() && {
        auto& log = in_.log();
        if (log.empty() && !from_) {
            log.add({errc::missing_value, {in_.source(), 0, 0, {}}, "no row", "a row for each share"});
        }
        std::vector<unit_code> sources, targets;
        std::map<unit_code, std::uint32_t> target_at;
        for (auto& [code, unused] : targets_) {
            target_at.emplace(code, static_cast<std::uint32_t>(targets.size()));
            targets.push_back(code);
        }
        std::vector<std::vector<crosswalk_entry>> rows;
        std::vector<crosswalk_rest> rests;
        for (auto& [code, given] : sources_) {
            if (given.rest) {
                rests.push_back({static_cast<std::uint32_t>(rows.size()), given.rest->least, given.rest->most});
            }
            fraction sum = given.rest ? given.rest->least : fraction{};
            auto& row = rows.emplace_back();
            for (auto& [target, share] : given.shares) {
                sum += share.least;
                row.push_back({target_at.at(target), std::move(share.least), std::move(share.most)});
            }
            if (fraction{1} < sum) {
                log.add({errc::shares_above_one, given.last, to_string(sum),
                         "shares of " + to_string(code) + " that add up to at most 1"});
            }
            sources.push_back(code);
        }
        if (!log.empty()) return log.kept();
        return crosswalk{*from_, *to_, basis_, std::move(sources), std::move(targets), rows, fingerprint_, rests};
    }

private:
    enum class column : std::size_t { from, to, basis, registry, from_code, to_code, least, most };
    struct bounds {
        fraction least, most;
    };
    struct given_away {
        std::map<unit_code, bounds> shares;
        std::optional<bounds> rest;
        place last;  ///< the last share that was told
    };

    [[nodiscard]] std::string_view text(column c) const { return in_[columns_[static_cast<std::size_t>(c)]]; }
    void fault(errc kind, column c, std::string_view expected) {
        in_.fault(kind, columns_[static_cast<std::size_t>(c)], expected);
    }

    std::optional<date> day(column c) {
        const auto read = date::parse(text(c));
        if (!read) fault(text(c).empty() ? errc::missing_value : errc::malformed_text, c, "a day as YYYY-MM-DD");
        return read;
    }
    std::optional<unit_code> code(column c) {
        if (text(c).empty()) return {};
        const auto read = unit_code::parse(text(c));
        if (!read) fault(errc::malformed_code, c, "a code of 1 to 15 characters out of [0-9A-Za-z._-]");
        return read;
    }
    std::optional<fraction> share(column c) {
        auto read = fraction::parse(text(c));
        if (!read) {
            fault(text(c).empty() ? errc::missing_value : errc::malformed_text, c, "a share as decimals or k/n");
        } else if (read->sign() < 0 || fraction{1} < *read) {
            fault(errc::share_out_of_range, c, "a share from 0 to 1");
            read.reset();
        }
        return read;
    }

    /// What is the same in every row.
    void take_head() {
        const auto begins = day(column::from), ends = day(column::to);
        const auto made_from = fingerprint_of(text(column::registry));
        if (!made_from) fault(errc::malformed_text, column::registry, "16 hexadecimal digits, or nothing");
        if (!begins || !ends || !made_from) return;
        if (!from_) {
            from_ = begins;
            to_ = ends;
            basis_ = text(column::basis);
            fingerprint_ = *made_from;
            if (registry_ && *registry_ != fingerprint_) {
                fault(errc::fingerprint_mismatch, column::registry,
                      hexadecimal(*registry_) + ", the fingerprint of the registry at hand");
            }
            return;
        }
        if (*begins != *from_) fault(errc::contradiction, column::from, to_string(*from_) + ", as in the first row");
        if (*ends != *to_) fault(errc::contradiction, column::to, to_string(*to_) + ", as in the first row");
        if (text(column::basis) != basis_)
            fault(errc::contradiction, column::basis, "'" + basis_ + "', as in the first row");
        if (*made_from != fingerprint_) {
            fault(errc::contradiction, column::registry, "'" + hexadecimal(fingerprint_) + "', as in the first row");
        }
    }

    void take() {
        take_head();
        const auto source = code(column::from_code), target = code(column::to_code);
        if (!source && !text(column::from_code).empty()) return;
        if (!target && !text(column::to_code).empty()) return;
        if (!source) {
            if (!target) return fault(errc::missing_value, column::from_code, "the code of a unit, here or in to_code");
            if (!text(column::least).empty())
                fault(errc::contradiction, column::least, "nothing, where no unit gives a share");
            if (!text(column::most).empty())
                fault(errc::contradiction, column::most, "nothing, where no unit gives a share");
            targets_.try_emplace(*target);
            return;
        }
        auto low = share(column::least), high = share(column::most);
        if (!low || !high) return;
        if (*high < *low) return fault(errc::share_out_of_range, column::most, "a share not below " + to_string(*low));
        auto& given = sources_[*source];
        given.last = in_.where(columns_[static_cast<std::size_t>(column::least)]);
        if (!target) {
            if (given.rest) return fault(errc::duplicate_key, column::to_code, "what is left of a unit told once");
            given.rest = bounds{std::move(*low), std::move(*high)};
            return;
        }
        targets_.try_emplace(*target);
        if (!given.shares.try_emplace(*target, bounds{std::move(*low), std::move(*high)}).second) {
            fault(errc::duplicate_key, column::to_code, "each share told once");
        }
    }

    csv_reader& in_;
    std::optional<std::uint64_t> registry_;
    std::array<csv_column, 8> columns_;
    std::optional<date> from_, to_;  // of the first sound row, as what follows
    std::string basis_;
    std::uint64_t fingerprint_ = 0;
    std::map<unit_code, given_away> sources_;
    std::map<unit_code, bool> targets_;
};

}  // namespace

void write_crosswalk(csv_writer& out, const crosswalk& c) {
    const auto from = to_string(c.from()), to = to_string(c.to());
    const auto registry = hexadecimal(c.registry_fingerprint());
    const auto row = [&](std::string_view source, std::string_view target, std::string_view least,
                         std::string_view most) {
        out.field(from).field(to).field(c.basis()).field(registry);
        out.field(source).field(target).field(least).field(most).end_row();
    };
    for (const auto* const name : {"from", "to", "basis", "registry", "from_code", "to_code", "least", "most"}) {
        out.field(name);
    }
    out.end_row();
    std::vector<bool> reached(c.targets().size());
    auto rests = c.rests();
    for (std::uint32_t s = 0; s < c.sources().size(); ++s) {
        const auto source = c.sources()[s].view();
        for (const auto& e : c.row(s)) {
            reached[e.target] = true;
            row(source, c.targets()[e.target].view(), to_string(e.least), to_string(e.most));
        }
        if (rests.empty() || rests.front().source != s) continue;
        row(source, "", to_string(rests.front().least), to_string(rests.front().most));
        rests = rests.subspan(1);
    }
    for (std::size_t t = 0; t < reached.size(); ++t) {
        if (!reached[t]) row("", c.targets()[t].view(), "", "");
    }
}

result<crosswalk> parse_crosswalk(std::string_view text, const std::string& source,
                                  std::optional<std::uint64_t> registry) {
    problem_log log{static_cast<std::size_t>(-1)};
    csv_reader in{text, source, log};
    return collector{in, registry}.made();
}

result<crosswalk> read_crosswalk(const std::string& path, std::optional<std::uint64_t> registry) {
    const auto bytes = file_bytes::open(path);
    if (!bytes) return bytes.error();
    return parse_crosswalk(bytes.value().text(), source_name(path), registry);
}

}  // namespace muong::v0
