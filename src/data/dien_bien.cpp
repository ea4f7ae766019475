// SPDX-License-Identifier: MIT
#include <muong/data/dien_bien.hpp>

#include <algorithm>
#include <array>
#include <embedded/dien_bien.hpp>
#include <map>
#include <ostream>
#include <stdexcept>
#include <tuple>

#include "core/word_list.hpp"
#include "data/shared_columns.hpp"

namespace muong::inline v0 {
namespace {

namespace embedded = detail::embedded::dien_bien;

constexpr std::array<std::string_view, 3> certainties{"stated", "inferred", "candidate"};
constexpr std::array<std::string_view, 3> first_days{"created", "seen", "continued"};

template <class Enum, std::size_t N, class Row>
Enum word(const std::array<std::string_view, N>& words, const Row& row, std::size_t column) {
    const auto value = detail::value_of_word<Enum>(words, row[column]);
    if (!value) row.fault(column, "a word of its code list");
    return *value;
}

template <class Row>
std::int64_t whole_number(const Row& row, std::size_t column) {
    const auto number = row.template as<decimal>(column);
    if (number.decimals() != 0) row.fault(column, "a whole number");
    return number.coefficient();
}

struct unit_span {
    unit_code code;
    date from;
    std::optional<date> to;
};

}  // namespace

std::string_view to_string(transfer_certainty certainty) noexcept { return detail::word_of(certainties, certainty); }
std::ostream& operator<<(std::ostream& out, transfer_certainty certainty) { return out << to_string(certainty); }
std::string_view to_string(first_day meaning) noexcept { return detail::word_of(first_days, meaning); }
std::ostream& operator<<(std::ostream& out, first_day meaning) { return out << to_string(meaning); }

/// The registry, and what stands beside it in its two tables.
struct dien_bien_data::tables {
    using transfer_key = std::tuple<date, unit_code, unit_code>;
    using unit_key = std::pair<unit_code, date>;

    registry::builder builder{"VN-GSO"};
    std::map<transfer_key, transfer_certainty> certainty;
    std::map<unit_key, first_day> meaning;

    tables() {
        read_acts();
        read_units();
        read_transfers();
    }

    void read_acts() {
        detail::for_each_row(embedded::acts, "dien_bien/acts.csv",
                             {"number", "issuer", "adopted", "in_force", "effective"},
                             [this](const auto& row) { builder.add(detail::read_act(row), row.where()); });
    }

    void read_units() {
        std::vector<unit_span> spans;
        detail::for_each_row(embedded::units, "dien_bien/units.csv",
                             {"code", "name", "kind", "tier", "parent", "valid_from", "valid_to", "start"},
                             [&](const auto& row) {
                                 builder.add(unit_text{.code = row[0],
                                                       .name = row[1],
                                                       .kind = row[2],
                                                       .tier = row[3],
                                                       .parent = row[4],
                                                       .valid_from = row[5],
                                                       .valid_to = row[6]},
                                             row.where());
                                 const unit_span span{row.template as<unit_code>(0), row.template as<date>(5),
                                                      row.template optional<date>(6)};
                                 meaning.emplace(unit_key{span.code, span.from}, word<first_day>(first_days, row, 7));
                                 spans.push_back(span);
                             });
        // A variant holds for a range of days, and so for every version of its unit that stands in them.
        detail::for_each_row(embedded::name_variants, "dien_bien/name_variants.csv",
                             {"code", "valid_from", "valid_to", "variant", "used_by"}, [&](const auto& row) {
                                 const auto code = row.template as<unit_code>(0);
                                 const auto from = row.template as<date>(1), to = row.template as<date>(2);
                                 for (const auto& span : spans) {
                                     if (span.code == code && span.from < to && (!span.to || from < *span.to)) {
                                         builder.add_variant(code, std::max(from, span.from), row[3], row[4],
                                                             row.where());
                                     }
                                 }
                             });
    }

    void read_transfers() {
        detail::for_each_row(
            embedded::transfers, "dien_bien/transfers.csv",
            {"effective", "act", "clause", "from_code", "to_code", "extent", "share_population", "share_area",
             "amount_population", "amount_area", "certainty"},
            [this](const auto& row) {
                std::array<basis_text, 2> known;
                std::size_t count = 0;
                const auto say = [&](std::string_view basis, std::string_view share, std::string_view amount) {
                    if (share.empty() && amount.empty()) return;
                    known[count++] = basis_text{.basis = basis, .share = share, .back_share = {}, .amount = amount};
                };
                say("population", row[6], row[8]);
                say("area", row[7], row[9]);
                builder.add(transfer_text{.effective = row[0],
                                          .act = row[1],
                                          .clause = row[2],
                                          .from_code = row[3],
                                          .to_code = row[4],
                                          .extent = row[5],
                                          .shares = {known.data(), count}},
                            row.where());
                if (const auto how = word<transfer_certainty>(certainties, row, 10);
                    how != transfer_certainty::stated) {
                    certainty.emplace(transfer_key{row.template as<date>(0), row.template as<unit_code>(3),
                                                   row.template as<unit_code>(4)},
                                      how);
                }
            });
    }
};

dien_bien_data::dien_bien_data(tables&& read) : registry_{std::move(read.builder).build()} {
    for (const auto& t : registry_.transfers()) {
        const auto at = read.certainty.find({t.day(), t.from_code(), t.to_code()});
        if (at != read.certainty.end()) unsure_.emplace_back(&t, at->second);
    }
    for (const auto& u : registry_.units()) {
        first_days_.emplace_back(&u, read.meaning.at({u.code(), u.valid().from()}));
    }
    detail::for_each_row(embedded::area_population_2025, "dien_bien/area_population_2025.csv",
                         {"code", "area_km2", "area_geom_km2", "population_published", "population_flag", "lon", "lat"},
                         [this](const auto& row) {
                             figures_.push_back(detail::read_figures(row, 0, 1));
                             centres_.push_back({.code = row.template as<unit_code>(0),
                                                 .longitude = row.template as<decimal>(5),
                                                 .latitude = row.template as<decimal>(6)});
                         });
    detail::for_each_row(embedded::population_2022_2024, "dien_bien/population_2022_2024.csv",
                         {"code", "year", "population", "area_km2", "source"}, [this](const auto& row) {
                             old_.push_back({.code = row.template as<unit_code>(0),
                                             .year = static_cast<int>(whole_number(row, 1)),
                                             .population = whole_number(row, 2),
                                             .area = row.template as<decimal>(3),
                                             .source = row.text(4)});
                         });
    detail::for_each_row(embedded::population_2009, "dien_bien/population_2009.csv", {"code", "population"},
                         [this](const auto& row) {
                             census_.push_back({row.template as<unit_code>(0), whole_number(row, 1)});
                         });
    read_claims();
    detail::for_each_row(embedded::sources, "dien_bien/sources.csv",
                         {"key", "who", "title", "when", "where", "licence", "remark"}, [this](const auto& row) {
                             sources_.push_back({.key = row.text(0),
                                                 .cited = {.who = row.text(1),
                                                           .title = row.text(2),
                                                           .when = row.template optional<period>(3),
                                                           .where = row.text(4)},
                                                 .licence = row.text(5),
                                                 .remark = row.text(6)});
                         });
    detail::for_each_row(embedded::notes, "dien_bien/notes.csv",
                         {"date", "act", "codes", "kind", "text", "source", "confidence"}, [this](const auto& row) {
                             data_note note{.day = row.template optional<date>(0),
                                            .act = row.text(1),
                                            .codes = {},
                                            .kind = row.text(3),
                                            .text = row.text(4),
                                            .source = row.text(5),
                                            .confidence = row.text(6)};
                             for (std::string_view rest = row[2]; !rest.empty();) {
                                 const auto code = unit_code::parse(rest.substr(0, rest.find(';')));
                                 if (!code) row.fault(2, "codes with a semicolon between them");
                                 note.codes.push_back(*code);
                                 rest.remove_prefix(std::min(rest.size(), code->size() + 1));
                             }
                             notes_.push_back(std::move(note));
                         });
}

void dien_bien_data::read_claims() {
    detail::for_each_row(embedded::claims, "dien_bien/claims.csv",
                         {"claim", "source", "kind", "subject", "property", "qualifier", "value", "unit", "when",
                          "period", "units", "note"},
                         [this](const auto& row) {
                             const auto kind = parse_claim_kind(row[2]);
                             if (!kind) row.fault(2, "a kind of claim");
                             published_claim claim{.id = row.text(0),
                                                   .source = row.text(1),
                                                   .kind = *kind,
                                                   .subject = row.text(3),
                                                   .property = row.text(4),
                                                   .qualifier = row.text(5),
                                                   .value = row.text(6),
                                                   .unit = row.text(7),
                                                   .when = row.text(8),
                                                   .of = row.template optional<period>(9),
                                                   .units = {},
                                                   .note = row.text(11)};
                             for (std::string_view rest = row[10]; !rest.empty();) {
                                 const auto one = rest.substr(0, rest.find(';'));
                                 const auto at = one.find('@');
                                 const auto code = unit_code::parse(one.substr(0, at));
                                 const auto day =
                                     at == std::string_view::npos ? std::nullopt : date::parse(one.substr(at + 1));
                                 if (!code || !day || !registry_.at(*code, *day))
                                     row.fault(10, "units of the registry, as code@day");
                                 claim.units.push_back({*code, *day});
                                 rest.remove_prefix(std::min(rest.size(), one.size() + 1));
                             }
                             claims_.push_back(std::move(claim));
                         });
}

const published_claim* dien_bien_data::claim(std::string_view id) const& noexcept {
    const auto at = std::ranges::find(claims_, id, &published_claim::id);
    return at == claims_.end() ? nullptr : &*at;
}

date dien_bien_data::complete_from() noexcept { return "2004-01-01"_date; }
date dien_bien_data::consolidation() noexcept { return "2025-07-01"_date; }
date dien_bien_data::census_day() noexcept { return "2009-04-01"_date; }

transfer_certainty dien_bien_data::certainty_of(const transfer& t) const {
    const auto all = registry_.transfers();
    if (std::less<>{}(&t, all.data()) || !std::less<>{}(&t, all.data() + all.size())) {
        throw std::invalid_argument{"muong::certainty_of: the transfer is none of the registry of Điện Biên"};
    }
    const auto at = std::ranges::lower_bound(unsure_, &t, std::less<>{}, &decltype(unsure_)::value_type::first);
    return at != unsure_.end() && at->first == &t ? at->second : transfer_certainty::stated;
}

first_day dien_bien_data::first_day_of(const unit& u) const {
    const auto at = std::ranges::lower_bound(first_days_, &u, std::less<>{}, &decltype(first_days_)::value_type::first);
    if (at == first_days_.end() || at->first != &u) {
        throw std::invalid_argument{"muong::first_day_of: the unit is none of the registry of Điện Biên"};
    }
    return at->second;
}

const dien_bien_data& dien_bien() {
    static const dien_bien_data data{dien_bien_data::tables{}};
    return data;
}

}  // namespace muong::v0
