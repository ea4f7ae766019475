// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/period.hpp>
#include <muong/core/qualified.hpp>
#include <muong/data/dien_bien.hpp>
#include <muong/indicators/claim.hpp>
#include <muong/indicators/consistency.hpp>
#include <muong/indicators/target.hpp>

namespace muong::inline v0 {

/// What a source says, as a figure: its number with its words, unit, period and source. Nothing if what it says is no
/// number with a unit of measure: a day, a name, a state of affairs.
/// \throws data_error for a number or a word that is malformed, or a source that is not among those given
[[nodiscard]] MUONG_EXPORT std::optional<claim> as_figure(const published_claim& told,
                                                          std::span<const data_source> sources);
/// The figures among claims of one kind, in their order. \throws as `as_figure`
[[nodiscard]] MUONG_EXPORT std::vector<claim> figures_of(const dien_bien_data& data, claim_kind kind);

/// The plans whose targets the claims tell of, with the targets that are told. Of the 14th Congress's 18 groups of
/// targets five are told, at mid-term, and not their goals but by how much each is passed: so their goal is a distance
/// of zero at least, in percent. The goal of the 15th is told itself. What no article tells is not there.
[[nodiscard]] MUONG_EXPORT std::vector<plan> plans_of(const dien_bien_data& data);

/// The claims on a subject, in their order; only on one property of it, if one is named, and only on periods that
/// overlap `when`, if that is given. O(all claims).
[[nodiscard]] MUONG_EXPORT std::vector<const published_claim*> claims_on(const dien_bien_data& data,
                                                                         std::string_view subject,
                                                                         std::string_view property = {},
                                                                         const std::optional<period>& when = {});
std::vector<const published_claim*> claims_on(const dien_bien_data&& data, std::string_view subject,
                                              std::string_view property = {},
                                              const std::optional<period>& when = {}) = delete;
/// The claims that name a unit as it stands on a day, also if they name it on another day of the same version.
[[nodiscard]] MUONG_EXPORT std::vector<const published_claim*> claims_on(const dien_bien_data& data,
                                                                         const unit_code& code, date day);
std::vector<const published_claim*> claims_on(const dien_bien_data&& data, const unit_code& code, date day) = delete;

/// What the figures of Điện Biên say of each other.
struct dien_bien_findings {
    std::vector<claim> figures;        ///< all claims of the kind indicator that are figures
    std::vector<conflict> conflicts;   ///< those of them that cannot both hold, by their indices
    claim population;                  ///< at least the sum of the published populations of the communes of 2025
    implied_value implied_population;  ///< GRDP / GRDP per capita, both of 2025
    identity_check output;             ///< GRDP = population x GRDP per capita
};
/// Looks for all that the figures contradict, in themselves and in the published populations. "Over" alone sets no
/// upper bound, so the default reading takes words to mean within a tenth of their number.
[[nodiscard]] MUONG_EXPORT dien_bien_findings examine(const dien_bien_data& data,
                                                      const reading& how = reading::within(percent{decimal{10}}));

}  // namespace muong::v0
