// SPDX-License-Identifier: MIT
//
// The readers and writers of `io` when memory or the disk fails: nothing is half done, and nothing is lost.
#include "faults/injected.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>

#include <muong/funding.hpp>
#include <muong/io.hpp>
#include <muong/projects.hpp>

#include <array>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "faults/every_allocation.hpp"
#include "io/scratch_folder.hpp"

namespace muong {
namespace {

using test::bytes_of;
using test::fault_plan;
using test::injected;
using test::make_file;
using test::scratch_folder;
using test::with_every_allocation_failing;

const std::string units_text =
    "code,name,kind,tier,parent,valid_from,valid_to\n"
    "1,Mường,tinh,1,,2000-01-01,\n"
    "11,\"A, the first\",xa,3,1,2000-01-01,2010-01-01\n"
    "12,B,xa,3,1,2000-01-01,2010-01-01\n"
    "13,C,xa,3,1,2010-01-01,\n"
    "14,D,xa,3,1,2000-01-01,2010-01-01\n"
    "15,E,xa,3,1,2010-01-01,\n";
const std::string transfers_text =
    "effective,act,clause,from_code,to_code,extent,share_population\n"
    "2010-01-01,1/NQ,1,11,13,whole,\n"
    "2010-01-01,1/NQ,1,12,13,whole,\n"
    "2010-01-01,1/NQ,2,14,13,part,1/3\n"
    "2010-01-01,1/NQ,2,14,15,part,2/3\n";

/// Checks that `tell` tells the same whichever of its allocations fails. \returns how many there are to fail
template <class Tell, class Told>
int failures_without_trace(const Tell& tell, const Told& expected) {
    for (int n = 1;; ++n) {
        CAPTURE(n);
        bool failed = false;
        CHECK(tell({.failing_allocation = n}, failed) == expected);
        if (!failed) return n - 1;
        REQUIRE(n < 1000);
    }
}

result<registry_tables> read_tables() { return parse_registry(units_text, "u.csv", transfers_text, "t.csv"); }

TEST_CASE("a registry is read or memory fails, and then it can be read again") {
    const auto fingerprint = read_tables().value().units.fingerprint();
    std::uint64_t read = 0;
    const auto failures = with_every_allocation_failing(
        [&] {
            read = 0;
            read = read_tables().value().units.fingerprint();
        },
        [&] { CHECK((read == 0 || read == fingerprint)); });
    CHECK(read == fingerprint);
    CHECK(failures > 20);
}

TEST_CASE("a row that could not be added for want of memory can be added again") {
    const auto build = [](const fault_plan& plan, bool& failed) {
        registry::builder rows;
        const std::string name(100, 'n');  // no short string, so that every copy allocates
        const unit_row u{.code = "11"_unit, .name = name, .kind = "xa", .valid_from = "2000-01-01"_date};
        const unit_row v{.code = "12"_unit, .name = name, .kind = "xa", .valid_from = "2005-01-01"_date};
        const transfer_row t{.effective = "2005-01-01"_date,
                             .act = std::string(50, 'a'),
                             .clause = "1",
                             .from_code = "11"_unit,
                             .to_code = "12"_unit,
                             .extent = extent::part,
                             .shares = {{.basis = "population", .share = fraction{1, 3}}}};
        // a parent that ends and goes on through its child
        const unit_row p{.code = "1"_unit,
                         .name = name,
                         .kind = "xa",
                         .valid_from = "2000-01-01"_date,
                         .valid_to = "2005-01-01"_date};
        const unit_row c{.code = "14"_unit,
                         .name = name,
                         .kind = "xa",
                         .parent = "1"_unit,
                         .valid_from = "2000-01-01"_date,
                         .valid_to = "2005-01-01"_date};
        const unit_row bad{.code = "13"_unit, .name = "\xFF", .valid_from = "2000-01-01"_date};
        const auto add = [&failed, &plan](const auto& act) {
            try {
                const injected faults{plan};
                act();
                return;
            } catch (const std::bad_alloc&) {
                failed = true;
            }
            act();
        };
        add([&] { rows.add(u, {"u.csv", 2, 0, {}}); });
        add([&] { rows.add(v, {"u.csv", 3, 0, {}}); });
        add([&] { rows.add(t, {"t.csv", 2, 0, {}}); });
        add([&] { rows.add(p, {"u.csv", 5, 0, {}}); });
        add([&] { rows.add(c, {"u.csv", 6, 0, {}}); });
        add([&] { rows.add(bad, {"u.csv", 4, 0, {}}); });
        return rows.check();
    };
    bool failed = false;
    const auto told = build({}, failed);
    REQUIRE_FALSE(failed);
    REQUIRE_FALSE(told.empty());
    CHECK(failures_without_trace(build, told) > 1);
}

TEST_CASE("a row that could not be added for want of memory, and is not added again, leaves no trace") {
    const auto with_faulty_row = [](const fault_plan& plan, bool& failed) {
        registry::builder rows;
        rows.add(unit_row{.code = "11"_unit, .valid_from = "2000-01-01"_date, .valid_to = "2005-01-01"_date},
                 {"u.csv", 2, 0, {}});
        const std::array shares{basis_text{.basis = "a basis of more characters than fit", .share = "many"}};
        const transfer_text faulty{
            .effective = "2005-01-01", .from_code = "11", .to_code = "no code", .shares = shares};
        try {
            const injected faults{plan};
            rows.add(faulty, {"t.csv", 2, 0, {}});
        } catch (const std::bad_alloc&) {
            failed = true;
        }
        return rows.check();
    };
    bool failed = false;
    CHECK(with_faulty_row({}, failed).size() == 2);  // the row's own faults, of which the end comes
    REQUIRE_FALSE(failed);
    int failures = 0;
    for (int n = 1;; ++n) {
        CAPTURE(n);
        failed = false;
        const auto told = with_faulty_row({.failing_allocation = n}, failed);
        if (!failed) break;
        REQUIRE(told.size() == 1);
        CHECK(told.front().code == errc::no_successor);
        ++failures;
        REQUIRE(n < 1000);
    }
    CHECK(failures > 5);
}

TEST_CASE("what builders of ledgers, programmes and portfolios could not add for want of memory can be added again") {
    const std::string longer(40, 'x');  // no short string, so that every copy allocates
    const auto told = [&](const fault_plan& plan, bool& failed) {
        programmes::builder of_programmes;
        portfolio::builder of_projects;
        ledger::builder of_money{vnd::value, vietnamese_funding_sources()};
        const auto add = [&](const auto& act) {
            try {
                const injected faults{plan};
                act();
                return;
            } catch (const std::bad_alloc&) {
                failed = true;
            }
            act();
        };
        for (std::uint64_t row = 2; row < 7; ++row) {
            const auto id = longer + std::to_string(row);
            const place where{longer, row, 0, {}};
            add([&] { of_programmes.add({.id = id, .successors = {longer}}, where); });
            add([&] { of_projects.add({.id = id, .delays = {{}}, .said_by = {id}}, where); });
            add([&] {
                of_money.add({.kind = transaction_kind::payment,
                              .amount = any_money::of_minor(static_cast<std::int64_t>(row), vnd::value),
                              .plan_year = 2024,
                              .on = row % 2 == 0 ? "2024-05-01"_date : "2025-05-01"_date,
                              .project = id,
                              .unit = row % 2 == 0 ? "1" : "2"},
                             where);
            });
            add([&] {
                of_money.add(transaction_text{.kind = "gift",
                                              .amount = "x",
                                              .currency = "VND",
                                              .plan_year = "24",
                                              .date = "today",
                                              .source = longer,
                                              .programme = {},
                                              .project = id,
                                              .unit = {}},
                             where);
            });
        }
        auto all = of_programmes.check();
        for (auto& p : of_money.check()) all.push_back(std::move(p));
        CHECK(of_projects.check().empty());
        CHECK(std::move(of_projects).build().size() == 5);

        ledger::builder sound{vnd::value, vietnamese_funding_sources()};
        for (const std::string& project : {longer, longer + "2", longer}) {
            add([&] {
                sound.add({.kind = transaction_kind::payment,
                           .amount = any_money::of_minor(7, vnd::value),
                           .plan_year = 2024,
                           .on = "2024-05-01"_date,
                           .project = project,
                           .unit = project});
            });
        }
        const auto money = std::move(sound).build();
        CHECK(money.size() == 3);
        CHECK(money.total() == any_money::of_minor(21, vnd::value));
        const auto by_project = money.sums({ledger_dimension::project});
        REQUIRE(by_project.rows().size() == 2);
        CHECK(by_project.at({longer}) == any_money::of_minor(14, vnd::value));
        return all;
    };
    bool failed = false;
    const auto expected = told({}, failed);
    REQUIRE_FALSE(failed);
    REQUIRE(expected.size() > 20);
    CHECK(failures_without_trace(told, expected) > 5);
}

/// Asks new registries for something while memory fails, and then again. \returns how many asked in vain at first
template <class Ask>
int asked_again(const Ask& ask, const std::string& expected) {
    int in_vain = 0;
    const auto tell = [&](const fault_plan& plan, bool& failed) {
        const auto units = read_tables().value().units;
        {
            const injected faults{plan};
            try {
                ask(units);
            } catch (const std::bad_alloc&) {
                ++in_vain;
            }
            failed = injected::met();
        }
        return ask(units);
    };
    failures_without_trace(tell, expected);
    return in_vain;
}

TEST_CASE("a registry that lacked the memory to find a name finds it later") {
    const auto codes_named = [](const registry& units) {
        std::string codes;
        for (const unit& u : units.named("A, the first", "2005-01-01"_date)) codes += to_string(u.code()) + ' ';
        return codes;
    };
    CHECK(asked_again(codes_named, "11 ") > 1);
}

TEST_CASE("a registry that lacked the memory to find the way from day to day finds it later") {
    const auto way = [](const registry& units) {
        const auto c = crosswalk::between(units, "2005-01-01"_date, "2015-01-01"_date, {.basis = "population"});
        std::string told;
        for (const auto& e : c.row(c.source("14"_unit).value()))
            told += to_string(c.targets()[e.target]) + ' ' + to_string(e.least) + ' ';
        return told;
    };
    CHECK(asked_again(way, "13 1/3 15 2/3 ") > 10);
}

TEST_CASE("a table that fails for want of memory leaves the old file, and nothing beside it") {
    const scratch_folder folder;
    const auto path = folder / "out.csv";
    make_file(path, "old");
    const std::string long_field(200'000, 'x');
    bool whole = false;
    const auto failures = with_every_allocation_failing(
        [&] {
            whole = false;
            csv_writer out{path};
            for (int row = 0; row < 12; ++row) out.field("03166").field(long_field).fixed(1360, 2).end_row();
            whole = out.commit().empty();
        },
        [&] {
            CHECK(folder.size() == 1);
            if (!whole) CHECK(bytes_of(path) == "old");
        });
    CHECK(whole);
    CHECK(failures > 2);
    CHECK(bytes_of(path).size() == 12 * (long_field.size() + 13));
}

TEST_CASE("shares beyond 64 bits are compared, or memory fails and the program goes on") {
    fraction a{1, 3}, b{1, 3};
    for (int i = 0; i < 20; ++i) {
        a *= fraction{1'000'000'007, 1'000'000'009};
        b *= fraction{1'000'000'009, 1'000'000'021};
    }
    bool less = false;
    const auto failures = with_every_allocation_failing([&] { less = b < a; }, [&] { CHECK(b != a); });
    CHECK(less);
    CHECK(failures > 0);
}

TEST_CASE("a file is read whole in short and interrupted reads") {
    const scratch_folder folder;
    std::string text;
    for (int i = 0; i < 40'000; ++i) text += std::to_string(i) + ",x\n";
    make_file(folder / "in.csv", text);
    for (const std::size_t most : {std::size_t{1000}, std::size_t{4096}, std::size_t{0}}) {
        const injected faults{{.most_bytes = most, .interrupted = 3, .failing_mapping = true}};
        const auto read = read_file(folder / "in.csv");
        REQUIRE(read);
        CHECK(read.value() == text);
    }
}

TEST_CASE("a read that fails is told with the name of the file") {
    const scratch_folder folder;
    make_file(folder / "in.csv", std::string(300'000, 'x'));
    for (const int n : {1, 2, 5}) {
        CAPTURE(n);
        const injected faults{{.most_bytes = 65'536, .failing_read = n, .failing_mapping = true}};
        const auto read = read_file(folder / "in.csv");
        REQUIRE_FALSE(read);
        REQUIRE(read.error().size() == 1);
        CHECK(read.error().front().code == errc::unreadable);
        CHECK(read.error().front().where.source == folder / "in.csv");
    }
}

TEST_CASE("a pipe is read whole, or memory fails and that is told with its name") {
    if (!test::has_heap_faults()) {
        MESSAGE("left out: malloc is the sanitizer's");
        return;
    }
    const std::string text(300'000, 'x');
    int told = 0;
    for (int n = 1;; ++n) {
        CAPTURE(n);
        std::array<int, 2> ends{};
        REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
        REQUIRE(::fcntl(ends[1], F_SETPIPE_SZ, 1 << 20) >= static_cast<int>(text.size()));
        REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<::ssize_t>(text.size()));
        ::close(ends[1]);
        const auto path = "/dev/fd/" + std::to_string(ends[0]);
        std::optional<result<std::string>> read;
        bool met = false;
        {
            const injected faults{{.failing_heap = n}};
            try {
                read = read_file(path);
            } catch (const std::bad_alloc&) {
                CHECK(injected::met());
            }
            met = injected::met();
        }
        ::close(ends[0]);
        if (!met) {
            REQUIRE(read);
            REQUIRE(read->has_value());
            CHECK(read->value() == text);
            break;
        }
        if (!read) continue;  // std::bad_alloc
        REQUIRE_FALSE(read->has_value());
        CHECK(read->error().front().code == errc::unreadable);
        CHECK(read->error().front().where.source == path);
        ++told;
    }
    CHECK(told >= 3);  // the first buffer, and each time that it grew
}

TEST_CASE("a file is written whole in short and interrupted writes") {
    const scratch_folder folder;
    const std::string text(2'500'000, 'x');
    for (const std::size_t most : {std::size_t{4096}, std::size_t{65'537}, std::size_t{0}}) {
        const injected faults{{.most_bytes = most, .interrupted = 2}};
        atomic_file out{folder / "out"};
        out.write(text);
        CHECK(out.commit(durability::synced).empty());
        CHECK(bytes_of(folder / "out") == text);
    }
}

TEST_CASE("a disk that fails at any write, at the sync, the close or the rename leaves the old file alone") {
    const scratch_folder folder;
    const auto path = folder / "out";
    make_file(path, "old");
    std::vector<fault_plan> plans{{.failing_sync = true}, {.failing_close = 1}, {.failing_rename = 1}};
    for (int n = 1; n <= 6; ++n) plans.push_back({.most_bytes = 500'000, .failing_write = n});
    for (std::size_t i = 0; i < plans.size(); ++i) {
        CAPTURE(i);
        const injected faults{plans[i]};
        atomic_file out{path};
        for (int piece = 0; piece < 3; ++piece) out.write(std::string(1'000'000, 'x'));
        const auto told = out.commit(durability::synced);
        CHECK(injected::met());
        REQUIRE(told.size() == 1);
        CHECK(told.front().code == errc::unwritable);
        CHECK(told.front().where.source == path);
        CHECK(bytes_of(path) == "old");
        CHECK(folder.size() == 1);
    }
}

}  // namespace
}  // namespace muong
