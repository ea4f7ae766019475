// SPDX-License-Identifier: MIT
#pragma once

#include <muong/data/published_figures.hpp>
#include <muong/units/registry.hpp>

namespace muong::inline v0 {

/// What goes over with a transfer of the consolidation, as its clause says. The law gives no sizes.
enum class transfer_scope : std::uint8_t {
    all,                  ///< the whole unit, with others or with parts of others
    unchanged,            ///< the whole unit, which stays as it was
    renamed,              ///< the whole unit, which only gets another name
    part,                 ///< part of the area and of the people
    land,                 ///< part of the area, nobody on it
    land_and_all_people,  ///< part of the area, and all the people
    rest,                 ///< what is left after the parts that other clauses name
    all_land,             ///< all the area, nobody (Kỳ Lợi)
    people,               ///< part of the people, no area (Kỳ Lợi)
    rest_of_people,       ///< the other people, no area (Kỳ Lợi)
};
/// "land and all people": the words with blanks.
[[nodiscard]] MUONG_EXPORT std::string_view to_string(transfer_scope scope) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, transfer_scope scope);

/// Viet Nam on the eve and on the day of the consolidation of 2025-07-01.
///
/// The registry (scheme "VN-GSO") holds 63 provinces, 696 districts, of which five on islands had no communes, and
/// 10,035 communes, which stand on 2025-06-30, the first day it knows; and 34 provinces and 3,321 communes from
/// 2025-07-01 on, with no districts between them. Where a transfer moves land without people, or all the people, its
/// share of the basis "population" is 0 or 1, and likewise for "area"; every other share of a part is unknown. Names
/// are spelled as in the resolutions, spellings of the register of the statistics office are variants.
///
/// Installed as files too, UTF-8 CSV under share/muong/data/viet_nam_2025: units.csv and transfers.csv with the columns
/// that programs read (and scope), acts, name_variants and area_population_2025.
///
/// \source the 34 resolutions 1654 to 1687/NQ-UBTVQH15 of 2025-06-16, as transcribed; see the sources of dien_bien()
class MUONG_EXPORT viet_nam_2025_data {
public:
    [[nodiscard]] const muong::registry& registry() const& noexcept { return registry_; }
    const muong::registry& registry() const&& = delete;

    /// The day of the consolidation: 2025-07-01.
    [[nodiscard]] static date consolidation() noexcept;

    /// Published figures of the 3,321 communes, by code.
    [[nodiscard]] std::span<const published_figures> figures() const& noexcept { return figures_; }
    std::span<const published_figures> figures() const&& = delete;

    /// What goes over with a transfer of this registry; all for those between provinces. O(1).
    /// \throws std::invalid_argument for a transfer that is not one of them
    [[nodiscard]] transfer_scope scope_of(const transfer& t) const;

private:
    friend MUONG_EXPORT const viet_nam_2025_data& viet_nam_2025();
    struct tables;
    explicit viet_nam_2025_data(tables&& read);

    muong::registry registry_;
    std::vector<published_figures> figures_;
    std::vector<transfer_scope> scopes_;  // by position of the transfer
};

/// The data, built when first asked for; needs no file at run time. Safe to call from several threads.
[[nodiscard]] MUONG_EXPORT const viet_nam_2025_data& viet_nam_2025();

}  // namespace muong::v0
