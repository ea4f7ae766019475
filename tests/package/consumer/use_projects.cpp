// SPDX-License-Identifier: MIT
#include <muong/projects.hpp>

// The projects room: what is late on a day.
int main() {
    using namespace muong;
    project road{.id = "road"};
    road.schedule = {{schedule_point::finish, schedule_status::planned, *qualified_date::parse("early 2023"), {}, {}}};
    portfolio::builder rows;
    rows.add(road);
    const auto all = std::move(rows).build();
    auto late = all.late_on("2023-05-31"_date, schedule_basis::first_plan);
    return late.begin() != late.end() && (*late.begin()).how.days.least == 31 ? 0 : 1;
}
