// SPDX-License-Identifier: MIT
#include <muong/projects/codelists.hpp>

#include <array>
#include <cstddef>
#include <ostream>

#include "core/word_list.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::array<std::string_view, 8> project_phase_codes{"identification", "preparation", "implementation",
                                                              "completion",     "maintenance", "decommissioning",
                                                              "decommissioned", "cancelled"};
constexpr std::array<std::string_view, 5> project_type_codes{"construction", "rehabilitation", "replacement",
                                                             "expansion", "decommissioning"};
constexpr std::array<std::string_view, 23> project_sector_codes{"education",
                                                                "health",
                                                                "energy",
                                                                "energy.solar",
                                                                "energy.wind",
                                                                "energy.hydropower",
                                                                "energy.biomass",
                                                                "energy.geothermal",
                                                                "communications",
                                                                "waterAndWaste",
                                                                "governance",
                                                                "economy",
                                                                "cultureSportsAndRecreation",
                                                                "transport",
                                                                "transport.air",
                                                                "transport.water",
                                                                "transport.rail",
                                                                "transport.road",
                                                                "transport.urban",
                                                                "transport.lowCarbon",
                                                                "socialHousing",
                                                                "naturalResources",
                                                                "naturalResources.floodProtection"};
constexpr std::array<std::string_view, 16> party_role_codes{"publicAuthority",
                                                            "administrativeEntity",
                                                            "buyer",
                                                            "procuringEntity",
                                                            "supplier",
                                                            "tenderer",
                                                            "funder",
                                                            "payer",
                                                            "payee",
                                                            "reviewBody",
                                                            "enquirer",
                                                            "interestedParty",
                                                            "independentMonitor",
                                                            "climateFinanceFocalPoint",
                                                            "leadAgency",
                                                            "contractor"};
constexpr std::array<std::string_view, 10> milestone_type_codes{
    "preProcurement", "approval",  "engagement", "assessment",  "delivery",
    "reporting",      "financing", "payment",    "procurement", "contractClose"};
constexpr std::array<std::string_view, 4> milestone_status_codes{"scheduled", "met", "notMet", "partiallyMet"};
constexpr std::array<std::string_view, 4> project_group_codes{"national_important", "A", "B", "C"};
constexpr std::array<std::string_view, 8> delay_cause_codes{
    "land_clearance", "resettlement", "design_change", "capital", "contractor", "disaster", "procedure", "other"};
constexpr std::array<std::string_view, 2> progress_metric_codes{"physicalProgress", "financialProgress"};

}  // namespace

#define MUONG_CODELIST(type)                                                                         \
    std::string_view to_string(type value) noexcept { return detail::word_of(type##_codes, value); } \
    std::ostream& operator<<(std::ostream& out, type value) { return out << to_string(value); }      \
    std::optional<type> parse_##type(std::string_view code) noexcept {                               \
        return detail::value_of_word<type>(type##_codes, code);                                      \
    }
MUONG_CODELIST(project_phase)
MUONG_CODELIST(project_type)
MUONG_CODELIST(project_sector)
MUONG_CODELIST(party_role)
MUONG_CODELIST(milestone_type)
MUONG_CODELIST(milestone_status)
MUONG_CODELIST(project_group)
MUONG_CODELIST(delay_cause)
MUONG_CODELIST(progress_metric)
#undef MUONG_CODELIST

bool belongs_to(project_sector part, project_sector whole) noexcept {
    const auto p = to_string(part), w = to_string(whole);
    return p.starts_with(w) && (p.size() == w.size() || p[w.size()] == '.');
}

}  // namespace muong::v0
