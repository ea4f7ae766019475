// SPDX-License-Identifier: MIT
#include <muong/projects/codelists.hpp>

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>

using namespace muong;

namespace {

/// Every value of a list has a code of its own, which reads back and prints.
template <class Code, class Parse>
void check_list(int size, Parse parse) {
    std::set<std::string_view> codes;
    for (int i = 0; i < size; ++i) {
        const auto value = static_cast<Code>(i);
        CAPTURE(i);
        CHECK(parse(to_string(value)) == value);
        CHECK(codes.insert(to_string(value)).second);
        std::ostringstream out;
        out << value;
        CHECK(out.str() == to_string(value));
    }
    for (const auto* text : {"", "Implementation", "suspended"}) CHECK_FALSE(parse(text));
}

}  // namespace

TEST_CASE("a code is read back from its text") {
    check_list<project_phase>(8, parse_project_phase);
    check_list<project_type>(5, parse_project_type);
    check_list<project_sector>(23, parse_project_sector);
    check_list<party_role>(16, parse_party_role);
    check_list<milestone_type>(10, parse_milestone_type);
    check_list<milestone_status>(4, parse_milestone_status);
    check_list<project_group>(4, parse_project_group);
    check_list<delay_cause>(8, parse_delay_cause);
    check_list<progress_metric>(2, parse_progress_metric);
}

TEST_CASE("every role of the standard can be told") {
    for (const auto* role :
         {"buyer", "tenderer", "payer", "payee", "reviewBody", "enquirer", "climateFinanceFocalPoint"}) {
        CAPTURE(role);
        CHECK(parse_party_role(role));
    }
}

TEST_CASE("a road is transport, and transport is no road") {
    CHECK(belongs_to(project_sector::transport_road, project_sector::transport));
    CHECK(belongs_to(project_sector::transport, project_sector::transport));
    CHECK_FALSE(belongs_to(project_sector::transport, project_sector::transport_road));
    CHECK_FALSE(belongs_to(project_sector::transport_road, project_sector::transport_rail));
    CHECK_FALSE(belongs_to(project_sector::energy, project_sector::transport));
}

TEST_CASE("each phase has a status of IATI, and a project that stands still is suspended unless it is over") {
    constexpr int statuses[] = {1, 1, 2, 3, 4, 4, 4, 5};
    for (int i = 0; i < 8; ++i) {
        const auto phase = static_cast<project_phase>(i);
        CHECK(iati_activity_status(phase) == statuses[i]);
        CHECK(iati_activity_status(phase, true) == (statuses[i] < 4 ? 6 : statuses[i]));
    }
    static_assert(iati_activity_status(project_phase::implementation) == 2);
}
