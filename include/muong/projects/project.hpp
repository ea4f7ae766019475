// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/published_amount.hpp>
#include <muong/projects/codelists.hpp>
#include <muong/projects/qualified_date.hpp>
#include <muong/units/unit_code.hpp>

namespace muong::inline v0 {

/// Which end of a project a date is of.
enum class schedule_point : std::uint8_t { start, finish };
/// What kind of statement about the schedule a date is.
enum class schedule_status : std::uint8_t {
    planned,   ///< as decided; a later decision is another entry, and the first one stays
    forecast,  ///< as expected
    actual,    ///< as it was
};

/// The code of a date in the exchange format IATI: 1 planned start, 2 actual start, 3 planned end, 4 actual end;
/// nothing for a forecast, which IATI does not tell from a plan. \source IATI 2.03, ActivityDateType
[[nodiscard]] constexpr std::optional<int> iati_date_type(schedule_point point, schedule_status status) noexcept {
    if (status == schedule_status::forecast) return {};
    return (point == schedule_point::start ? 1 : 3) + (status == schedule_status::actual ? 1 : 0);
}

/// One statement on the start or finish. Entries are kept in the order in which they were told; none replaces another.
struct schedule_entry {
    schedule_point point = schedule_point::finish;
    schedule_status status = schedule_status::planned;
    qualified_date when;
    std::optional<date> told_on = {};  ///< the day of the decision or report; nothing: known from the beginning
    std::string note = {};

    friend bool operator==(const schedule_entry&, const schedule_entry&) = default;
};

/// That a project is in a phase since a day.
struct phase_entry {
    project_phase phase = project_phase::identification;
    qualified_date since;
    std::string note = {};  ///< must say why if the phase goes back

    friend bool operator==(const phase_entry&, const phase_entry&) = default;
};

/// How far the project was on a day, or was to be by the plan.
struct progress_entry {
    qualified_date on;
    decimal percent;  ///< 0 to 100 of the whole
    progress_metric metric = progress_metric::physical;
    bool planned = false;
    std::string note = {};  ///< must say why if the progress falls

    friend bool operator==(const progress_entry&, const progress_entry&) = default;
};

/// A time in which the work stood still by decision or by force.
struct suspension {
    qualified_date from;
    std::optional<qualified_date> to = {};  ///< nothing: not known to have ended
    std::optional<delay_cause> cause = {};
    std::string note = {};

    friend bool operator==(const suspension&, const suspension&) = default;
};

/// A cause that made the project late.
struct delay {
    delay_cause cause = delay_cause::other;
    std::optional<qualified_date> from = {};
    std::optional<qualified_date> to = {};
    std::string note = {};

    friend bool operator==(const delay&, const delay&) = default;
};

/// A stated point on the way of a project: an approval, a contract, an opening.
struct milestone {
    std::string id;
    std::string title = {};
    std::optional<milestone_type> type = {};
    milestone_status status = milestone_status::scheduled;
    std::optional<qualified_date> due = {};
    std::optional<qualified_date> met = {};

    friend bool operator==(const milestone&, const milestone&) = default;
};

/// Who takes part in a project, and as what. One with several roles has an entry for each.
struct party {
    std::string name;
    party_role role = party_role::interested_party;
    std::optional<qualified_date> since = {};

    friend bool operator==(const party&, const party&) = default;
};

/// Where a project lies: a unit as it stands on a day, since codes are used again. A route names each unit on its way.
struct project_location {
    unit_code code;
    date on;
    std::string note = {};

    friend bool operator==(const project_location&, const project_location&) = default;
};

/// A project on the terms of OC4IDS. Only the id is required: what nobody said is absent, not zero.
struct project {
    std::string id;
    std::string title = {};
    std::optional<project_type> type = {};
    std::vector<project_sector> sectors = {};
    std::optional<project_group> group = {};
    std::optional<published_amount> budget = {};  ///< total investment, as published
    std::vector<std::string> programmes = {};     ///< ids
    std::vector<std::string> sources = {};        ///< ids of funding sources
    std::vector<party> parties = {};
    std::vector<phase_entry> phases = {};
    std::vector<schedule_entry> schedule = {};
    std::vector<milestone> milestones = {};
    std::vector<progress_entry> progress = {};
    std::vector<suspension> suspensions = {};
    std::vector<delay> delays = {};
    std::vector<project_location> locations = {};
    std::vector<std::string> plans = {};    ///< names or ids of the plans that it carries out (see muong::plan)
    std::vector<std::string> said_by = {};  ///< keys of sources or claims that all this rests on

    friend bool operator==(const project&, const project&) = default;
};

/// The phase that it is known to be in on a day: the last entry that begins on it or before, by its latest day; nothing
/// if none does.
[[nodiscard]] MUONG_EXPORT std::optional<project_phase> phase_on(const project& p, date day) noexcept;

/// The progress last told up to a day, by the latest day of each entry; null if none was told. Of equal days the later
/// entry.
[[nodiscard]] MUONG_EXPORT const progress_entry* progress_on(const project& p, progress_metric metric,
                                                             date day) noexcept;
const progress_entry* progress_on(const project&& p, progress_metric metric, date day) = delete;

/// Whether it is suspended on a day: cannot be told if a suspension may begin or end on either side of it.
[[nodiscard]] MUONG_EXPORT answer suspended_on(const project& p, date day) noexcept;

/// The IATI status of a project on a day, of the phase that it is known to be in, suspended if it surely is; nothing if
/// the phase is not known. \source as `iati_activity_status`
[[nodiscard]] MUONG_EXPORT std::optional<int> iati_activity_status_on(const project& p, date day) noexcept;

/// Which statement a delay is measured against.
enum class schedule_basis : std::uint8_t {
    first_plan,   ///< the first planned date
    latest_plan,  ///< the last planned date told up to the day
    forecast,     ///< the last forecast told up to the day
};
/// "first plan"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(schedule_basis basis) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, schedule_basis basis);

/// The date of a basis, as told up to a day; null if there is none.
[[nodiscard]] MUONG_EXPORT const qualified_date* scheduled(const project& p, schedule_point point, schedule_basis basis,
                                                           date as_of) noexcept;
const qualified_date* scheduled(const project&& p, schedule_point point, schedule_basis basis, date as_of) = delete;
/// The last actual date told; null if there is none.
[[nodiscard]] MUONG_EXPORT const qualified_date* actual(const project& p, schedule_point point) noexcept;
const qualified_date* actual(const project&& p, schedule_point point) = delete;

/// Whether and by how long a project is late on a day.
struct lateness {
    answer late = answer::cannot_be_told;
    /// From the date it is measured against to its finish, or to the day if it is not finished by then: below zero if
    /// it is early. Without bounds if there is no such date.
    day_count days;
    bool finished = false;  ///< by the day, for sure
};
/// Measured against the finish of a basis. A project that was not finished on the day is late when that finish has
/// passed; one that may or may not be finished cannot be told unless it is late either way.
[[nodiscard]] MUONG_EXPORT lateness lateness_on(const project& p, date day, schedule_basis basis) noexcept;

}  // namespace muong::v0
