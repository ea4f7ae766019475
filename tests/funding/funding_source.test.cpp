// SPDX-License-Identifier: MIT
#include <muong/funding/funding_source.hpp>

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "support/for_all.hpp"

using namespace muong;
using muong::test::for_all;
using muong::test::source_of_chance;

TEST_CASE("a source belongs to all groups above it and to no other") {
    for_all(
        [](source_of_chance& chance) {
            std::vector<funding_source> all(chance.index(15) + 1);
            for (std::size_t i = 0; i < all.size(); ++i) {
                all[i].id = "s" + std::to_string(i);
                if (i > 0 && chance.chance(3, 4)) all[i].parent = all[chance.index(i)].id;
            }
            for (std::size_t i = all.size() - 1; i > 0; --i) std::swap(all[i], all[chance.index(i + 1)]);
            return all;
        },
        [](const std::vector<funding_source>& rows) {
            funding_sources::builder b;
            for (const auto& s : rows) b.add(s);
            const auto tree = std::move(b).build();
            REQUIRE(tree.size() == rows.size());
            for (const auto& part : rows) {
                std::set<std::string> above{part.id};
                for (auto parent = part.parent; !parent.empty(); parent = tree.find(parent)->parent)
                    above.insert(parent);
                const auto number = *tree.index_of(part.id);
                CHECK(*tree.find(part.id) == part);
                CHECK(tree.depth_of(number) == above.size() - 1);
                CHECK(tree.parent_of(number) == (part.parent.empty() ? std::nullopt : tree.index_of(part.parent)));
                for (const auto& group : rows) {
                    CHECK(tree.contains(group.id, part.id) == above.contains(group.id));
                    const auto g = *tree.index_of(group.id);
                    CHECK((g <= number && number < tree.end_of(g)) == above.contains(group.id));
                }
            }
        });
}

TEST_CASE("siblings stand in the order in which they were added") {
    funding_sources::builder b;
    b.add({"b", "", "", ""}).add({"b2", "", "", "b"}).add({"a", "", "", ""}).add({"b1", "", "", "b"});
    const auto tree = std::move(b).build();
    std::string order;
    for (const auto& s : tree.all()) order += s.id + ' ';
    CHECK(order == "b b2 b1 a ");
}

TEST_CASE("every fault of a tree is told at once") {
    funding_sources::builder b;
    b.add({"a", "", "", "a"}, {"sources.csv", 2, 0, ""});
    b.add({"b", "", "", "nobody"}, {"sources.csv", 3, 0, ""});
    b.add({"c", "", "", "d"}, {"sources.csv", 4, 0, ""});
    b.add({"d", "", "", "c"}, {"sources.csv", 5, 0, ""});
    b.add({"b", "", "", ""}, {"sources.csv", 6, 0, ""});
    b.add({"", "", "", ""}, {"sources.csv", 7, 0, ""});
    b.add({"e", "", "", ""}, {"sources.csv", 8, 0, ""});
    b.add({"", "", "", "e"}, {"sources.csv", 9, 0, ""});
    const auto found = b.check();
    std::multiset<std::pair<std::uint64_t, errc>> told;
    for (const auto& p : found) told.emplace(p.where.row, p.code);
    CHECK(told == std::multiset<std::pair<std::uint64_t, errc>>{{2, errc::parent_cycle},
                                                                {3, errc::unknown_parent},
                                                                {4, errc::parent_cycle},
                                                                {5, errc::parent_cycle},
                                                                {6, errc::duplicate_key},
                                                                {7, errc::missing_value},
                                                                {9, errc::missing_value}});
    CHECK_FALSE(std::move(b).try_build());
}

TEST_CASE("the sources of Vietnamese public investment tell the budget from what goes beside it") {
    const auto& tree = vietnamese_funding_sources();
    CHECK(tree.contains("state_budget", "targeted_transfer"));
    CHECK(tree.contains("local_budget", "lottery_revenue"));
    CHECK_FALSE(tree.contains("state_budget", "private"));
    CHECK_FALSE(tree.contains("state_budget", "oda_loan"));
    CHECK(tree.find("nobody") == nullptr);
    CHECK_THROWS_AS(static_cast<void>(tree.contains("nobody", "private")), std::invalid_argument);
}

TEST_CASE("a builder that has built is empty again") {
    funding_sources::builder b;
    b.add({.id = "a"});
    CHECK(std::move(b).build().size() == 1);
    b.add({.id = "a"});
    CHECK(std::move(b).build().size() == 1);
}
