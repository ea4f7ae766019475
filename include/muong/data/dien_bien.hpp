// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/source.hpp>
#include <muong/data/published_claim.hpp>
#include <muong/data/published_figures.hpp>
#include <muong/units/registry.hpp>

namespace muong::inline v0 {

class portfolio;
class programmes;
struct funding_statement;

/// How sure a transfer is.
enum class transfer_certainty : std::uint8_t {
    stated,     ///< a source names both units
    inferred,   ///< a commune is formed, what gave it land was not seen, and the signs point to one neighbour
    candidate,  ///< the same, but several communes may have given land: this is one of them, and its share may be zero
};
[[nodiscard]] MUONG_EXPORT std::string_view to_string(transfer_certainty certainty) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, transfer_certainty certainty);

/// What the first day of a unit version is.
enum class first_day : std::uint8_t {
    created,    ///< the unit is formed on that day
    seen,       ///< the first day on which a source shows it; it may be older
    continued,  ///< it stood before, with another name, kind, parent or territory
};
[[nodiscard]] MUONG_EXPORT std::string_view to_string(first_day meaning) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, first_day meaning);

/// Figures of an old commune of Điện Biên for one year. The years are mixed: do not add them up across communes.
struct old_figures {
    unit_code code;
    int year = 0;
    std::int64_t population = 0;  ///< persons
    decimal area;                 ///< km2
    std::string source;           ///< key into `sources()`
};

/// Centre of a commune, in degrees east and north. \source the map service of the consolidation, 2025-07-17
struct unit_centre {
    unit_code code;
    decimal longitude;
    decimal latitude;
};

/// Persons counted in one commune on the day of a census, in the bounds of that day.
struct census_count {
    unit_code code;
    std::int64_t population = 0;
};

/// Where something in these tables was read.
struct data_source {
    std::string key;  ///< "yearbook_2022"
    source cited;
    std::string licence;  ///< terms of the collection; facts and legal texts are free
    std::string remark;
};

/// What the tables do not say, or not surely, and why.
struct data_note {
    std::optional<date> day;       ///< of the change; nothing for notes on all
    std::string act;               ///< its number; may be empty
    std::vector<unit_code> codes;  ///< the units it is about; some are no units of the registry
    std::string
        kind;  ///< first_day, no_code, left_out, doubtful_day, inferred, candidates, amounts, derived, published
    std::string text;
    std::string source;      ///< key into `sources()`; may be empty
    std::string confidence;  ///< high, medium, or empty
};

/// The province Điện Biên and what is known of its units.
///
/// The registry (scheme "VN-GSO") is complete from 2004-01-01, when the province was split from Lai Châu; a few
/// units of its territory are told from 1992-04-18 on, without a province. 129 communes in 10 districts stand until
/// 2025-06-30; 45 communes right under the province since 2025-07-01, by 45 clauses of one act. Names are spelled as in
/// resolution 1661/NQ-UBTVQH15, other spellings are variants. Bases of its transfers: "population" (persons) and
/// "area" (hectares).
///
/// The tables are also installed as files, UTF-8 CSV under share/muong/data/dien_bien: units.csv and transfers.csv with
/// the columns that programs read (and start, certainty: see `first_day`, `transfer_certainty`; amount_population in
/// persons, amount_area in hectares), acts, name_variants, area_population_2025 (km2, degrees), population_2022_2024,
/// population_2009, notes and sources.
///
/// The law that forms a commune names what gave it land; for 20 communes that part was not seen. No share is guessed
/// for them: figures carried through such a change become ranges, or rest on an inference that `certainty_of` tells.
class MUONG_EXPORT dien_bien_data {
public:
    [[nodiscard]] const muong::registry& registry() const& noexcept { return registry_; }
    const muong::registry& registry() const&& = delete;

    /// First day on which every unit of the province is told: 2004-01-01.
    [[nodiscard]] static date complete_from() noexcept;
    /// The day of the consolidation: 2025-07-01.
    [[nodiscard]] static date consolidation() noexcept;
    /// The day of the census: 2009-04-01.
    [[nodiscard]] static date census_day() noexcept;

    /// Published figures of the 45 communes that stand since the consolidation, by code.
    [[nodiscard]] std::span<const published_figures> figures() const& noexcept { return figures_; }
    std::span<const published_figures> figures() const&& = delete;
    /// Centres of the same communes, by code.
    [[nodiscard]] std::span<const unit_centre> centres() const& noexcept { return centres_; }
    std::span<const unit_centre> centres() const&& = delete;

    /// Figures of 45 old communes, of 2022 and 2024, by code and year.
    [[nodiscard]] std::span<const old_figures> old_populations() const& noexcept { return old_; }
    std::span<const old_figures> old_populations() const&& = delete;
    /// The census of 2009 in the four districts for which it is complete (094, 100, 101, 102), 51 communes, by code.
    [[nodiscard]] std::span<const census_count> census_2009() const& noexcept { return census_; }
    std::span<const census_count> census_2009() const&& = delete;

    /// Everything that five articles of 2024 to 2026 say of the province, one by one, in the order of the table. Claims
    /// that contradict each other are all here.
    [[nodiscard]] std::span<const published_claim> claims() const& noexcept { return claims_; }
    std::span<const published_claim> claims() const&& = delete;
    /// Null if there is no claim of that id.
    [[nodiscard]] const published_claim* claim(std::string_view id) const& noexcept;
    const published_claim* claim(std::string_view id) const&& = delete;

    /// The projects that the claims tell of (for what can be asked of them see muong/projects/portfolio.hpp). What no
    /// article says, a budget or a planned date, is absent; dates that contradict each other are all there.
    [[nodiscard]] const portfolio& projects() const;
    /// The programmes that they name, with what became of them (see muong/funding/programme.hpp).
    [[nodiscard]] const muong::programmes& programmes() const;
    /// What they say of money (see muong/data/funding_statement.hpp), in the order of the claims.
    [[nodiscard]] std::span<const funding_statement> funding() const;

    [[nodiscard]] std::span<const data_source> sources() const& noexcept { return sources_; }
    std::span<const data_source> sources() const&& = delete;
    [[nodiscard]] std::span<const data_note> notes() const& noexcept { return notes_; }
    std::span<const data_note> notes() const&& = delete;

    /// How sure a transfer of this registry is. O(log n).
    /// \throws std::invalid_argument for a transfer that is not one of them
    [[nodiscard]] transfer_certainty certainty_of(const transfer& t) const;
    /// What the first day of a unit of this registry is. O(log n).
    /// \throws std::invalid_argument for a unit that is not one of them
    [[nodiscard]] first_day first_day_of(const unit& u) const;

private:
    friend MUONG_EXPORT const dien_bien_data& dien_bien();
    struct tables;
    explicit dien_bien_data(tables&& read);
    void read_claims();

    muong::registry registry_;
    std::vector<published_figures> figures_;
    std::vector<unit_centre> centres_;
    std::vector<old_figures> old_;
    std::vector<census_count> census_;
    std::vector<published_claim> claims_;
    std::vector<data_source> sources_;
    std::vector<data_note> notes_;
    std::vector<std::pair<const transfer*, transfer_certainty>> unsure_;  // by address; those not here are stated
    std::vector<std::pair<const unit*, first_day>> first_days_;           // by address
};

/// The data, built when first asked for; needs no file at run time. Safe to call from several threads.
[[nodiscard]] MUONG_EXPORT const dien_bien_data& dien_bien();

}  // namespace muong::v0
