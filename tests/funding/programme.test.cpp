// SPDX-License-Identifier: MIT
#include <muong/funding/programme.hpp>

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace muong;

namespace {

std::string names(const std::vector<const programme*>& all) {
    std::string text;
    for (const auto* p : all) text += p->id + ' ';
    return text;
}

programme running(const char* id, const char* when, std::vector<std::string> successors = {}) {
    return {.id = id, .name = id, .local_name = {}, .when = period::parse(when), .successors = std::move(successors)};
}

programmes three_become_one() {
    programmes::builder b;
    b.add(running("poverty", "2021/2025", {"one"})).add(running("minorities", "2021/2025", {"one"}));
    b.add(running("rural", "2021/2025", {"one"})).add(running("one", "2026/2035")).add(running("scheme", "2012/2030"));
    return std::move(b).build();
}

}  // namespace

TEST_CASE("a programme goes on in those that came of it") {
    const auto all = three_become_one();
    CHECK(names(all.in_year("rural", 2025)) == "rural ");
    CHECK(names(all.in_year("rural", 2026)) == "one ");
    CHECK(names(all.in_year("rural", 2020)) == "");
    CHECK(names(all.in_year("rural", 2036)) == "");
    CHECK(names(all.in_year("scheme", 2026)) == "scheme ");
    CHECK(names(all.with_predecessors("one")) == "poverty minorities rural one ");
    CHECK(names(all.with_predecessors("rural")) == "rural ");
    CHECK(all.find("nobody") == nullptr);
    CHECK_THROWS_AS(static_cast<void>(all.in_year("nobody", 2026)), std::invalid_argument);
}

TEST_CASE("every fault of a set of programmes is told at once") {
    programmes::builder b;
    b.add(running("a", "2021/2025", {"b"}), {"p.csv", 2, 0, ""});
    b.add(running("b", "2021/2025", {"a"}), {"p.csv", 3, 0, ""});
    b.add(running("c", "2021/2025", {"nobody", "d"}), {"p.csv", 4, 0, ""});
    b.add(running("d", "2016/2020"), {"p.csv", 5, 0, ""});
    b.add(running("d", "2016/2020"), {"p.csv", 6, 0, ""});
    b.add(running("", "2016/2020"), {"p.csv", 7, 0, ""});
    const auto found = b.check();
    std::string told;
    for (const auto& p : found) told += std::to_string(p.where.row) + ' ' + std::string{to_string(p.code)} + '\n';
    CHECK(told ==
          "6 duplicate_key\n7 missing_value\n2 parent_cycle\n3 parent_cycle\n4 unknown_value\n4 contradiction\n");
    CHECK_FALSE(std::move(b).try_build());
}

TEST_CASE("a builder that has built is empty again") {
    programmes::builder b;
    b.add(running("a", "2021/2025"), {"first.csv", 2, 0, ""});
    CHECK(std::move(b).try_build().has_value());
    b.add(running("a", "2021/2025"), {"second.csv", 3, 0, ""});
    CHECK(b.check().empty());
    b.add(running("a", "2021/2025"), {"second.csv", 4, 0, ""});
    REQUIRE(b.check().size() == 1);
    CHECK(b.check().front().where.row == 4);
}
