// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

#include <muong/core/export.hpp>

namespace muong::inline v0 {

/// Where a project stands in its life, in order; the last is its end at any time. A suspension is no phase, it is a
/// dated event beside it. \source OC4IDS 0.9.5, projectStatus
enum class project_phase : std::uint8_t {
    identification,
    preparation,
    implementation,
    completion,
    maintenance,
    decommissioning,
    decommissioned,
    cancelled,
};

/// \source OC4IDS 0.9.5, projectType
enum class project_type : std::uint8_t { construction, rehabilitation, replacement, expansion, decommissioning };

/// What a project is for. Those below another one follow it and have its code before the point: "transport.road".
/// \source OC4IDS 0.9.5, projectSector
enum class project_sector : std::uint8_t {
    education,
    health,
    energy,
    energy_solar,
    energy_wind,
    energy_hydropower,
    energy_biomass,
    energy_geothermal,
    communications,
    water_and_waste,
    governance,
    economy,
    culture_sports_and_recreation,
    transport,
    transport_air,
    transport_water,
    transport_rail,
    transport_road,
    transport_urban,
    transport_low_carbon,
    social_housing,
    natural_resources,
    natural_resources_flood_protection,
};

/// What a party does in a project: "publicAuthority" is the owner, "leadAgency" and "contractor" are ours, the others
/// those of OC4IDS 0.9.5, partyRole.
enum class party_role : std::uint8_t {
    public_authority,
    administrative_entity,
    buyer,
    procuring_entity,
    supplier,
    tenderer,
    funder,
    payer,
    payee,
    review_body,
    enquirer,
    interested_party,
    independent_monitor,
    climate_finance_focal_point,
    lead_agency,
    contractor,
};

/// \source OC4IDS 0.9.5, milestoneType
enum class milestone_type : std::uint8_t {
    pre_procurement,
    approval,
    engagement,
    assessment,
    delivery,
    reporting,
    financing,
    payment,
    procurement,
    contract_close,
};

/// \source OC4IDS 0.9.5, milestoneStatus
enum class milestone_status : std::uint8_t { scheduled, met, not_met, partially_met };

/// Rank of a project: quan trọng quốc gia, nhóm A, B, C. \source Law 58/2024/QH15 on public investment
enum class project_group : std::uint8_t { national_important, a, b, c };

/// Why a project is late or stands still. No standard has such a list, so it is our own, with the Vietnamese words.
enum class delay_cause : std::uint8_t {
    land_clearance,  ///< giải phóng mặt bằng
    resettlement,    ///< tái định cư
    design_change,   ///< điều chỉnh thiết kế
    capital,         ///< thiếu vốn
    contractor,      ///< nhà thầu
    disaster,        ///< thiên tai
    procedure,       ///< thủ tục
    other,
};

/// What progress is measured in. \source OC4IDS 0.9.5, metricID
enum class progress_metric : std::uint8_t { physical, financial };

// The code of a value, as the standards write it ("implementation", "transport.road", "publicAuthority"), in our own
// lists in small letters ("land_clearance"); and the value of a code, nothing for any other text.
#define MUONG_CODELIST(type)                                                    \
    [[nodiscard]] MUONG_EXPORT std::string_view to_string(type value) noexcept; \
    MUONG_EXPORT std::ostream& operator<<(std::ostream& out, type value);       \
    [[nodiscard]] MUONG_EXPORT std::optional<type> parse_##type(std::string_view code) noexcept
MUONG_CODELIST(project_phase);
MUONG_CODELIST(project_type);
MUONG_CODELIST(project_sector);
MUONG_CODELIST(party_role);
MUONG_CODELIST(milestone_type);
MUONG_CODELIST(milestone_status);
MUONG_CODELIST(project_group);
MUONG_CODELIST(delay_cause);
MUONG_CODELIST(progress_metric);
#undef MUONG_CODELIST

/// The code of the phase in the exchange format IATI: 1 pipeline, 2 implementation, 3 finalisation, 4 closed, 5
/// cancelled; and 6, suspended, for a project that stands still by decision, unless it is over.
/// \source IATI 2.03, ActivityStatus; which phase is which is our judgement
[[nodiscard]] constexpr int iati_activity_status(project_phase phase, bool suspended = false) noexcept {
    switch (phase) {
        case project_phase::identification:
        case project_phase::preparation:
            return suspended ? 6 : 1;
        case project_phase::implementation:
            return suspended ? 6 : 2;
        case project_phase::completion:
            return suspended ? 6 : 3;
        case project_phase::maintenance:
        case project_phase::decommissioning:
        case project_phase::decommissioned:
            return 4;
        case project_phase::cancelled:
            return 5;
    }
    return 0;
}

/// Whether `part` is `whole` or below it: a road is transport.
[[nodiscard]] MUONG_EXPORT bool belongs_to(project_sector part, project_sector whole) noexcept;

}  // namespace muong::v0
