// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <muong/core/date.hpp>
#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/io/faulty_rows.hpp>
#include <muong/projects/portfolio.hpp>

namespace muong::inline v0 {

/// Who publishes a project package, and of which day it tells.
struct oc4ids_options {
    std::string uri = {};        ///< of the package
    std::string publisher = {};  ///< name of who publishes it
    date published;              ///< the day of the package: what is told or happens later is not in it
    /// Of the codes of units, as `registry::scheme` tells it: "VN-GSO". Needed if a project has a location.
    std::string scheme = {};
};

/// A package, and what the standard has no place for.
struct oc4ids_package {
    std::string json;
    /// One for each statement of the day of the package that is not in it, with the id of the project as its source and
    /// the member as its field: dates that are no days ("late 2021"), which OC4IDS allows of an end alone, suspensions
    /// and delays, for which it has no member, progress told of no day, all of a schedule but one start and one end, a
    /// phase that is begun again or has no period, since when a party is one, notes of phases and of the schedule,
    /// plans and `said_by`.
    problems left_out;
};

/// The projects as a project package of OC4IDS 0.9, JSON. Of a project: id, title, status (its phase), type, sector,
/// period (actual days, else the latest plan), the period of each phase, parties with their roles, locations as codes
/// of a gazetteer, budget, planned progress as forecasts and observed progress as metrics, in percent, milestones, and
/// completion with the words of its date; rank, programmes and funding sources are additionalClassifications. What
/// nobody said is absent. Days are written 2025-06-30T00:00:00Z; amounts are numbers, exact to 15 digits and, whole
/// ones, beyond. The rank is one of the list "VN-PROJECT-GROUP", whose words `project_group` has. O(statements).
/// \throws std::invalid_argument for a location if no scheme is named. \source
/// https://standard.open-contracting.org/infrastructure/0.9/en/
[[nodiscard]] MUONG_EXPORT oc4ids_package to_oc4ids(const portfolio& projects, const oc4ids_options& options);

/// How a package is read.
struct oc4ids_reading {
    /// Of the codes that name units: "VN-GSO"; empty: that of `units`. Places of other gazetteers are left out, and all
    /// if neither names a scheme.
    std::string scheme = {};
    const registry* units = nullptr;        ///< if it is there, codes that no unit bears on their day are faults
    faulty_rows how = faulty_rows::refuse;  ///< or leave out the projects that have a fault
};

/// What a package tells.
struct oc4ids_projects {
    portfolio projects;
    oc4ids_options package;  ///< as `to_oc4ids` takes it
    /// All that is in the package and not in the projects, in its order, with the path of the member as its field; of a
    /// lenient reading also the faults of the projects that are left out.
    problems left_out;
};

/// Reads a project package of OC4IDS 0.9. What it tells as it stands on the day of the package becomes a project as
/// `to_oc4ids` writes it: the days of its period are planned ones, since the standard does not tell plans from facts,
/// but for an end that `completion` tells; phases are those that have begun and do not lie behind the status; a status
/// without a day is a phase "by" the day of the package; a code without the day that `to_oc4ids` writes beside it is
/// one of the day of the package; progress is told of the end of its period, in percent. Ids of parties, places and
/// observations are not kept. What else is there, and words of open lists that muong does not have, is left out, and
/// told. Faults are those of JSON, as `geo_shapes::parse` tells them, and with the path of the member as their field,
/// "projects[12].period.endDate", counted from 0: missing_value (no day of the package, no list of projects, a project,
/// milestone, metric without an id), malformed_text (a value of another type, a day that is none), unknown_value (a
/// word that a closed list does not have), out_of_range (a number of more than 64 bits or 18 decimals, an amount that
/// is not of whole minor units), empty_period (an end before its start), malformed_code, duplicate_key (an id or a
/// member twice), and those of `portfolio::builder`. O(n log n).
///
/// Laws, tested in tests/io/oc4ids.test.cpp:
///  - what was read is the same when it is written and read again;
///  - projects that hold what OC4IDS has a place for are the same when they are written and read.
[[nodiscard]] MUONG_EXPORT result<oc4ids_projects> parse_oc4ids(std::string_view text, const std::string& source,
                                                                const oc4ids_reading& reading = {});

/// The same from a file; "-" is the standard input.
[[nodiscard]] MUONG_EXPORT result<oc4ids_projects> read_oc4ids(const std::string& path,
                                                               const oc4ids_reading& reading = {});

}  // namespace muong::v0
