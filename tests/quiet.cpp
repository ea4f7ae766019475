// SPDX-License-Identifier: MIT
// All public headers, and aggregates whose members may be left out, without a warning: see check_quiet.cmake.
#include <muong/core.hpp>
#include <muong/data.hpp>
#include <muong/funding.hpp>
#include <muong/indicators.hpp>
#include <muong/io.hpp>
#include <muong/projects.hpp>
#include <muong/units.hpp>

using namespace muong;

constexpr auto day = "2025-07-01"_date;

// NOLINTBEGIN(cert-err58-cpp): made to be compiled, not run
const source who{.who = "me"};
const place in_table{.source = "units.csv"};
const place at_row{.row = 3};
const legal_act act{.number = "1"};
const unit_row row{.code = "1"_unit, .valid_from = day};
const transfer_row way{.effective = day, .from_code = "1"_unit, .to_code = "2"_unit};
const basis_row size{.basis = "people"};
const unit_text text{.code = "1"};
const transfer_text way_text{.effective = "2025-07-01"};
const crosswalk_options options{.basis = "people"};
const name_query query{.day = day};
const column people{.id = "people"};
const indicator poverty{.code = "poverty_rate", .unit = {}};
const vintage told{.known = day, .told = {}};
const observation none{.reason = missing_reason::nothing_told};
const rebase_options threads{.threads = 2};
const column_rule sum{.id = "people", .of = "people"};
const column_rule_options gaps{.gaps = gap_rule::propagate};
const funding_source loan{.id = "loan"};
const programme rural{.id = "rural"};
const transaction payment{.amount = 1_vnd, .plan_year = 2025, .on = day};
const ledger_filter paid{.disbursed = true};
const project road{.id = "road"};
const party owner{.name = "owner"};
const milestone opening{.id = "opening"};
const project_location where{.code = "1"_unit, .on = day};
const delay late{.cause = delay_cause::other};
const csv_options ragged{.ragged = true};
const csv_dialect semicolon{.delimiter = ';'};
const values_options values{.geography = day};
const oc4ids_options package{.published = day};
const oc4ids_reading reading_of{.scheme = "VN-GSO"};
const sdmx_options sdmx{.area = "AREA"};
const vega_options wide{.width = 800};
const map_value nothing{.code = "1"_unit};
// NOLINTEND(cert-err58-cpp)
