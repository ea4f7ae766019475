// SPDX-License-Identifier: MIT
#include <muong/data/viet_nam_2025.hpp>

#include <algorithm>
#include <array>
#include <embedded/viet_nam_2025.hpp>
#include <functional>
#include <map>
#include <ostream>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "data/shared_columns.hpp"

namespace muong::inline v0 {
namespace {

namespace embedded = detail::embedded::viet_nam_2025;

constexpr std::string_view eve = "2025-06-30";
constexpr std::string_view day = "2025-07-01";

struct scope_meaning {
    std::string_view word;
    bool whole;
    std::string_view people;  // share of the population that goes over; empty where it is not known
    std::string_view land;    // the same of the area
};
constexpr std::array<scope_meaning, 10> meanings{{
    {"all", true, "", ""},
    {"unchanged", true, "", ""},
    {"renamed", true, "", ""},
    {"part", false, "", ""},
    {"land", false, "0", ""},
    {"land and all people", false, "1", ""},
    {"rest", false, "", ""},
    {"all land", false, "0", "1"},
    {"people", false, "", "0"},
    {"rest of people", false, "", "0"},
}};

using code_pair = std::pair<unit_code, unit_code>;
struct code_pair_hash {
    std::size_t operator()(const code_pair& codes) const noexcept {
        const std::hash<unit_code> hash;
        return hash(codes.first) * 31 + hash(codes.second);
    }
};

}  // namespace

std::string_view to_string(transfer_scope scope) noexcept {
    const auto at = static_cast<std::size_t>(scope);
    return at < meanings.size() ? meanings[at].word : "unknown";
}
std::ostream& operator<<(std::ostream& out, transfer_scope scope) { return out << to_string(scope); }

/// The registry, and the scopes of its transfers.
struct viet_nam_2025_data::tables {
    registry::builder builder{"VN-GSO"};
    std::vector<published_figures> figures;
    std::unordered_map<code_pair, transfer_scope, code_pair_hash> scopes;  // only those that are not `all`
    std::map<std::string, std::string, std::less<>> act_of;                // by province
    std::unordered_map<unit_code, std::string_view> act_by_commune;        // by new commune; text of `act_of`

    tables() {
        builder.reserve(14'200, 10'700);
        figures.reserve(3'321);
        read_acts();
        read_provinces();
        read_old();
        read_new();
        read_transfers();
    }

    void read_acts() {
        detail::for_each_row(embedded::acts, "acts.csv",
                             {"number", "issuer", "adopted", "in_force", "effective", "province"},
                             [this](const auto& row) {
                                 builder.add(detail::read_act(row), row.where());
                                 if (!row[5].empty()) act_of.emplace(row.text(5), row.text(0));
                             });
    }

    void add(std::string_view code, std::string_view name, std::string_view kind, std::string_view tier,
             std::string_view parent, std::string_view from, std::string_view to, const place& where) {
        builder.add(unit_text{.code = code,
                              .name = name,
                              .kind = kind,
                              .tier = tier,
                              .parent = parent,
                              .valid_from = from,
                              .valid_to = to},
                    where);
    }

    /// A province that takes in no other and keeps its code, name and kind goes on as it is; the others end, and make
    /// new ones, some under the code of another province.
    void read_provinces() {
        std::map<std::string, int, std::less<>> made_of;
        constexpr std::string_view columns[] = {"code", "name", "kind", "new_code", "new_name", "new_kind"};
        detail::for_each_row(embedded::provinces, "provinces.csv", columns,
                             [&](const auto& row) { ++made_of[row.text(3)]; });
        detail::for_each_row(embedded::provinces, "provinces.csv", columns, [&](const auto& row) {
            int& count = made_of.find(row[3])->second;
            const bool same = row[0] == row[3] && row[1] == row[4] && row[2] == row[5];
            if (count == 1 && same) return add(row[0], row[1], row[2], "1", {}, eve, {}, row.where());
            add(row[0], row[1], row[2], "1", {}, eve, day, row.where());
            builder.add(transfer_text{.effective = day,
                                      .act = "202/2025/QH15",
                                      .clause = {},
                                      .from_code = row[0],
                                      .to_code = row[3],
                                      .extent = "whole",
                                      .shares = {}},
                        row.where());
            if (count != 0) add(row[3], row[4], row[5], "1", {}, day, {}, row.where());
            count = 0;  // the new province is told once
        });
    }

    void read_old() {
        detail::for_each_row(
            embedded::districts, "districts.csv", {"code", "name", "kind", "province"},
            [this](const auto& row) { add(row[0], row[1], row[2], "2", row[3], eve, day, row.where()); });
        detail::for_each_row(
            embedded::communes_before, "communes_before.csv", {"code", "name", "kind", "district"},
            [this](const auto& row) { add(row[0], row[1], row[2], "3", row[3], eve, day, row.where()); });
        const date last_day = *date::parse(eve);
        detail::for_each_row(
            embedded::name_variants, "name_variants.csv", {"code", "variant", "used_by"}, [&](const auto& row) {
                builder.add_variant(row.template as<unit_code>(0), last_day, row[1], row[2], row.where());
            });
    }

    void read_new() {
        detail::for_each_row(embedded::communes_after, "communes_after.csv",
                             {"code", "name", "kind", "province", "area_km2", "area_geom_km2", "population_published",
                              "population_flag"},
                             [this](const auto& row) {
                                 add(row[0], row[1], row[2], "3", row[3], day, {}, row.where());
                                 const auto act = act_of.find(row[3]);
                                 if (act == act_of.end()) row.fault(3, "a province with a resolution");
                                 act_by_commune.emplace(row.template as<unit_code>(0), act->second);
                                 figures.push_back(detail::read_figures(row, 0, 4));
                             });
    }

    void read_transfers() {
        detail::for_each_row(
            embedded::transfers, "transfers.csv", {"from_code", "to_code", "clause", "scope"}, [this](const auto& row) {
                std::size_t scope = 0;
                if (!row[3].empty()) {
                    while (scope < meanings.size() && meanings[scope].word != row[3]) ++scope;
                    if (scope == meanings.size()) row.fault(3, "a word of its code list");
                }
                const auto& meaning = meanings[scope];
                std::array<basis_text, 2> known;
                std::size_t count = 0;
                if (!meaning.land.empty()) known[count++] = {"area", meaning.land, {}, {}};
                if (!meaning.people.empty()) known[count++] = {"population", meaning.people, {}, {}};
                const auto act = act_by_commune.find(row.template as<unit_code>(1));
                if (act == act_by_commune.end()) row.fault(1, "a commune of 2025-07-01");
                builder.add(transfer_text{.effective = day,
                                          .act = act->second,
                                          .clause = row[2],
                                          .from_code = row[0],
                                          .to_code = row[1],
                                          .extent = meaning.whole ? "whole" : "part",
                                          .shares = {known.data(), count}},
                            row.where());
                if (scope != 0) {
                    scopes.emplace(code_pair{row.template as<unit_code>(0), row.template as<unit_code>(1)},
                                   static_cast<transfer_scope>(scope));
                }
            });
    }
};

viet_nam_2025_data::viet_nam_2025_data(tables&& read)
    : registry_{std::move(read.builder).build()}, figures_{std::move(read.figures)} {
    scopes_.reserve(registry_.transfers().size());
    for (const auto& t : registry_.transfers()) {
        const auto at = read.scopes.find({t.from_code(), t.to_code()});
        scopes_.push_back(at == read.scopes.end() ? transfer_scope::all : at->second);
    }
}

date viet_nam_2025_data::consolidation() noexcept { return "2025-07-01"_date; }

transfer_scope viet_nam_2025_data::scope_of(const transfer& t) const {
    const auto all = registry_.transfers();
    if (std::less<>{}(&t, all.data()) || !std::less<>{}(&t, all.data() + all.size())) {
        throw std::invalid_argument{"muong::scope_of: the transfer is none of the registry of Viet Nam 2025"};
    }
    return scopes_[static_cast<std::size_t>(&t - all.data())];
}

const viet_nam_2025_data& viet_nam_2025() {
    static const viet_nam_2025_data data{viet_nam_2025_data::tables{}};
    return data;
}

}  // namespace muong::v0
