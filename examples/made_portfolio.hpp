// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <muong/data.hpp>
#include <muong/funding.hpp>
#include <muong/projects.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// A made portfolio: 200 projects in the communes of Điện Biên as they stood in 2021, with their plans, their progress
/// and five years of transactions. Nothing of it is true; the seed is fixed, so that it is the same each time. What the
/// work costs is drawn apart from how far it is: some projects are dearer than their budget, some cheaper. Two faults
/// are planted in the money: an advance that is recovered twice, and a payment beyond the plan.
struct made_works {
    muong::portfolio projects;
    muong::ledger money;
};

class maker_of_works {
public:
    static made_works make() { return maker_of_works{}.all(); }
    static constexpr const char* recovered_twice = "M013";  ///< the project of the first planted fault
    static constexpr const char* paid_beyond = "M001";      ///< and of the second

private:
    std::mt19937_64 engine_{20250701};
    std::mt19937_64 costs_{20210101};

    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most - least + 1));
    }
    bool chance(int percent) { return between(1, 100) <= percent; }

    made_works all() {
        using namespace muong;
        const auto& units = dien_bien().registry();
        constexpr auto first_day = "2021-01-01"_date, last_day = "2025-12-31"_date;
        std::vector<unit_code> communes;
        for (const auto& u : units.on(first_day, unit_tier::commune)) communes.push_back(u.code());

        portfolio::builder projects;
        projects.against(units);
        ledger::builder money{vnd::value, vietnamese_funding_sources(), dien_bien().programmes()};
        constexpr std::array sectors{project_sector::transport_road, project_sector::education, project_sector::health,
                                     project_sector::water_and_waste,
                                     project_sector::natural_resources_flood_protection};
        constexpr std::array<const char*, 5> what{"Road", "School", "Health station", "Water supply", "Embankment"};
        constexpr std::array<const char*, 4> programme_ids{"ntp_rural", "ntp_minorities", "ntp_poverty", ""};
        constexpr std::array<const char*, 4> source_ids{"national_target_programmes", "national_target_programmes",
                                                        "national_target_programmes", "local_budget_balance"};
        for (int n = 1; n <= 200; ++n) {
            const auto kind = static_cast<std::size_t>(between(0, 4));
            const auto programme = static_cast<std::size_t>(between(0, 3));
            const auto commune =
                communes[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(communes.size()) - 1))];
            project p{.id = "M" + std::to_string(1000 + n).substr(1)};
            p.title = std::string{what[kind]} + " in " + std::string{units.at(commune, first_day)->name()};
            p.sectors = {sectors[kind]};
            p.type = project_type::construction;
            if (*programme_ids[programme] != 0) p.programmes = {programme_ids[programme]};
            p.sources = {source_ids[programme]};
            p.locations = {{commune, first_day, {}}};
            const std::int64_t budget = between(20, 900) * 100'000'000;  // đồng
            p.budget = published_amount::make(decimal{budget / 100'000'000, 1}, 9, vnd::value);

            const auto start = first_day + static_cast<std::int32_t>(between(0, 1200));
            const auto planned_days = static_cast<std::int32_t>(between(200, 900));
            const bool is_late = chance(35);
            const auto real_days = is_late ? planned_days + static_cast<std::int32_t>(between(60, 700))
                                           : planned_days - static_cast<std::int32_t>(between(0, 60));
            p.schedule.push_back({schedule_point::start, schedule_status::planned, start, first_day, {}});
            p.schedule.push_back({schedule_point::start, schedule_status::actual, start, start, {}});
            p.schedule.push_back(
                {schedule_point::finish, schedule_status::planned, start + planned_days, first_day, {}});
            if (is_late) {
                constexpr std::array causes{delay_cause::land_clearance, delay_cause::land_clearance,
                                            delay_cause::land_clearance, delay_cause::capital,
                                            delay_cause::contractor,     delay_cause::disaster,
                                            delay_cause::design_change};
                p.delays.push_back(
                    {causes[static_cast<std::size_t>(between(0, 6))], qualified_date{start + planned_days / 2}});
                const auto told = start + planned_days;
                if (told <= last_day && chance(60)) {
                    p.schedule.push_back(
                        {schedule_point::finish, schedule_status::planned, told + 180, told, "extended"});
                }
            }
            p.phases = {{project_phase::preparation, first_day, {}}, {project_phase::implementation, start, {}}};
            const bool stands_still = is_late && chance(12);  // since it was to be finished
            const auto end = stands_still ? last_day + 1 : start + real_days;
            if (end <= last_day) {
                p.schedule.push_back({schedule_point::finish, schedule_status::actual, end, end, {}});
                p.phases.push_back({project_phase::completion, end, {}});
            }
            const auto percent_on = [&](date day, std::int32_t days) {
                const auto passed = std::clamp(day - start, 0, days);
                return decimal{static_cast<std::int64_t>(passed) * 1000 / days, 1};
            };
            for (int quarter = 0; quarter <= 20; ++quarter) {
                const auto day =
                    period::at(frequency::quarter, period::quarter(2021, 1).index() + quarter).first().eve();
                if (day < start) continue;
                p.progress.push_back({day, percent_on(day, planned_days), progress_metric::physical, true});
                if (day <= last_day) {
                    const auto worked_until = stands_still ? std::min(day, start + planned_days) : day;
                    p.progress.push_back({day, percent_on(worked_until, real_days)});
                }
            }
            p.progress.push_back({start, decimal{0}, progress_metric::physical, true});
            p.progress.push_back({start + planned_days, decimal{100}, progress_metric::physical, true});
            pay(money, p, budget, start, real_days, stands_still ? start + planned_days : last_day);
            projects.add(std::move(p));
        }
        return {std::move(projects).build(), std::move(money).build()};
    }

    /// Plans and payments of the years 2021 to 2025, paid as the work goes on, by what it really costs.
    void pay(muong::ledger::builder& money, const muong::project& p, std::int64_t budget, muong::date start, int days,
             muong::date worked_until) {
        using namespace muong;
        std::int64_t carried = 0;
        const auto cost = budget / 100 * (85 + static_cast<std::int64_t>(costs_() % 46));
        for (int year = 2021; year <= 2025; ++year) {
            const auto day = [year](int month, int of_month) { return *date::from_ymd(year, month, of_month); };
            const auto share = [&](date on) {
                return std::clamp<std::int64_t>(std::min(on, worked_until) - start, 0, days);
            };
            const auto done = cost / days * (share(day(12, 31)) - share(*date::from_ymd(year - 1, 12, 31)));
            if (done <= 0 && carried == 0) continue;
            const auto add = [&](transaction_kind kind, std::int64_t amount, date on, int plan_year) {
                if (amount == 0) return;
                money.add({kind, any_money::of_minor(amount, vnd::value), plan_year, on, p.sources[0],
                           p.programmes.empty() ? std::string_view{} : std::string_view{p.programmes[0]}, p.id,
                           p.locations[0].code.view()});
            };
            const auto plan = std::max<std::int64_t>(0, done / 100 * between(95, 115) - carried);
            add(transaction_kind::planned_annual, plan, *date::from_ymd(year - 1, 12, 15), year);
            add(transaction_kind::allocated, plan, day(1, 20), year);
            const auto available = plan + carried;
            const auto paid = std::min(done, available);
            const auto advance = paid / 5;
            add(transaction_kind::advance, advance, day(3, 1), year);
            add(transaction_kind::payment, paid / 2, day(8, 1), year);
            add(transaction_kind::payment, paid - paid / 2, *date::from_ymd(year + 1, 1, 20), year);
            add(transaction_kind::advance_recovery, advance, *date::from_ymd(year + 1, 1, 20), year);
            if (p.id == recovered_twice && year == 2023) {
                add(transaction_kind::advance_recovery, advance, *date::from_ymd(year + 1, 1, 25), year);
            }
            if (p.id == paid_beyond && year == 2023) {
                add(transaction_kind::payment, available - paid + 700'000'000, *date::from_ymd(year + 1, 1, 25), year);
            }
            const bool goes_on = year < 2025 && chance(50) && !(p.id == paid_beyond && year == 2023);
            carried = goes_on ? available - paid : 0;
            add(transaction_kind::carried_over, -carried, *date::from_ymd(year + 1, 2, 1), year);
            add(transaction_kind::carried_over, carried, *date::from_ymd(year + 1, 2, 1), year + 1);
        }
    }
};
