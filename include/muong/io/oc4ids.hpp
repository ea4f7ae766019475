// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <muong/core/date.hpp>
#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/projects/portfolio.hpp>

namespace muong::inline v0 {

/// Who publishes a project package, and of which day it tells.
struct oc4ids_options {
    std::string uri;                ///< of the package
    std::string publisher;          ///< name of who publishes it
    date published;                 ///< the day of the package: what is told or happens later is not in it
    std::string scheme = "VN-GSO";  ///< of the codes of units
};

/// A package, and what the standard has no place for.
struct oc4ids_package {
    std::string json;
    /// One for each statement that is not in the package, with the id of the project as its source and the member as
    /// its field: dates that are no days ("late 2021"), which OC4IDS does not allow, suspensions and delays, for which
    /// it has no member, and progress told of no day.
    problems left_out;
};

/// The projects as a project package of OC4IDS 0.9, JSON. Of a project: id, title, status (its phase), type, sector,
/// period (actual days, else the latest plan), the period of each phase, parties with their roles, locations as codes
/// of a gazetteer, budget, planned progress as forecasts and observed progress as metrics, in percent, milestones, and
/// completion with the words of its date; rank, programmes and funding sources are additionalClassifications. What
/// nobody said is absent. Days are written 2025-06-30T00:00:00Z; amounts are numbers, exact to 15 digits and, whole
/// ones, beyond. O(statements). \source https://standard.open-contracting.org/infrastructure/0.9/en/
[[nodiscard]] MUONG_EXPORT oc4ids_package to_oc4ids(const portfolio& projects, const oc4ids_options& options);

}  // namespace muong::v0
