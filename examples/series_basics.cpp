// SPDX-License-Identifier: MIT
//
// What is a series, and what can be made of one?
//
//     examples/run series_basics
//
// Shows: `series::builder` on rows of text and the faults it tells, missing values with their reason, growth, figures
// from the beginning of the year and back, an index, and what was known on a day. The figures are made up. Comes before
// `indicator_report`, which works on published figures.

#include <iostream>
#include <muong/indicators.hpp>
#include <string_view>

#include "print.hpp"

namespace {

using namespace muong;

void show(std::string_view title, const series& s) {
    std::cout << print::heading(title) << "in " << s.header().unit << '\n';
    for (std::size_t i = 0; i < s.size(); ++i) {
        const observation o = s.at(i);
        std::cout << "  " << print::left(to_string(s.told_of(i)), 16);
        if (o.value) {
            std::cout << print::right(to_string(*o.value), 10);
            if (!o.status.is_normal()) std::cout << "  " << o.status;
        } else {
            std::cout << print::right("-", 10) << "  " << o.reason;
        }
        std::cout << '\n';
    }
}

}  // namespace

int main() {
    const series_header visits{"visitors", "a province", measure_unit::parse("thousand visits").value(), 1};

    // Rows as a file has them. What is wrong with them is told all at once, and nothing is built.
    series::builder faulty{visits, frequency::quarter};
    faulty.add_text("2024-Q1", "210.5", "", {"visitors.csv", 2, 0, {}})
        .add_text("2024-Q5", "1", "", {"visitors.csv", 3, 0, {}})
        .add_text("2024-Q2", "NaN", "", {"visitors.csv", 4, 0, {}})
        .add_text("2024-Q4", "12", "X", {"visitors.csv", 5, 0, {}});
    std::cout << "Four rows of which three cannot be used:\n";
    for (const auto& p : faulty.check()) std::cout << "  " << p << '\n';

    // Figures from the beginning of the year, as they are published; the last one is provisional.
    auto from_january = visits;
    from_january.year_to_date = true;
    series::builder rows{from_january, frequency::quarter};
    rows.from({"Statistics office", "Monthly report", "2025"_period, {}});
    rows.add_text("2024-Q1", "210.5").add_text("2024-01-01/P6M", "460");
    rows.add_text("2024-01-01/P9M", "640").add_text("2024", "815");
    rows.add_text("2025-Q1", "240")
        .add_text("2025-01/2025-06", "", "L")
        .add_text("2025-01/2025-09", "725.5")
        .add_text("2025", "930", "P");
    const series told = std::move(rows).build();
    show("As told, from the beginning of the year", told);

    const series quarters = decumulate(told);
    show("Single quarters: none is made of what is missing", quarters);
    show("Growth from the same quarter of the year before", year_on_year(quarters));
    show("The quarters of 2024 = 100 on average", index(quarters, "2024"_period));
    show("Years, from all four quarters", aggregate(quarters, frequency::year, combine::sum));
    show("Years, from three quarters at least: E, estimated from partial data",
         aggregate(told, frequency::year, combine::last, completeness::at_least(3)));

    // The same period told twice: both stay.
    vintages growth{{"GRDP growth", "a province", measure_unit::parse("percent per year").value(), 2}, frequency::year};
    growth.tell("2025-12-20"_date, "2025"_period, "8.8"_dec, status_flag::estimated);
    growth.tell("2026-06-30"_date, "2025"_period, "8.35"_dec);
    std::cout << print::heading("Growth of 2025, as known on a day");
    for (const auto day : {"2026-01-31"_date, "2026-07-01"_date}) {
        std::cout << "  on " << day << ": " << *growth.as_of(day)->value("2025"_period) << '\n';
    }
    std::cout << "  revised by " << *growth.revision_of("2025"_period) << '\n';
}
