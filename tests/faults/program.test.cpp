// SPDX-License-Identifier: MIT
//
// rebase_csv when memory or the disk fails it: it says so, and there is no half of a table. Every allocation that it
// makes fails once, every read, every write.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "io/scratch_folder.hpp"
#include "support/run_program.hpp"

namespace muong {
namespace {

using test::bytes_of;
using test::make_file;
using test::scratch_folder;

struct outcome {
    int status = -1;
    bool met = false;  ///< the program has met the fault
};

/// Three communes that become two, and their people.
class tables {
public:
    tables() {
        make_file(in("units.csv"),
                  "code,name,kind,tier,parent,valid_from,valid_to\n"
                  "01,P,tinh,1,,2000-01-01,\n"
                  "03166,A,xa,3,01,2000-01-01,2025-07-01\n03187,B,xa,3,01,2000-01-01,2025-07-01\n"
                  "03166,C,xa,3,01,2025-07-01,\n03172,D,xa,3,01,2000-01-01,\n");
        make_file(in("transfers.csv"),
                  "effective,act,clause,from_code,to_code,extent\n"
                  "2025-07-01,1661/NQ,7,03166,03166,whole\n2025-07-01,1661/NQ,7,03187,03166,whole\n");
        std::string values = "code,period,indicator,value\n";
        for (int year = 2010; year < 2025; ++year) {
            for (const char* const code : {"03166", "03187", "03172"}) {
                values += std::string{code} + ',' + std::to_string(year) + ",people," + std::to_string(year * 7) + '\n';
            }
        }
        make_file(in("values.csv"), values);
    }

    /// Runs the program on the tables with one fault; what it prints goes to files beside them.
    [[nodiscard]] outcome run(const std::string& fault, const std::string& out, bool report) const {
        std::filesystem::remove(in("met"));
        std::vector<std::string> words{
            REBASE_CSV,   "--units", in("units.csv"), "--transfers", in("transfers.csv"), "--from",
            "2025-06-30", "--to",    "2025-07-01",    "--long",      in("values.csv"),    "-o",
            out};
        if (report) words.insert(words.end(), {"--report", in("report")});
        outcome done;
        done.status = test::run_program(
            std::move(words), {"/dev/null",
                               in("stdout"),
                               in("stderr"),
                               {{"MUONG_FAULT", fault}, {"MUONG_FAULT_MET", in("met")}, {"LD_PRELOAD", PRELOADED}}});
        done.met = std::filesystem::exists(in("met"));
        return done;
    }

    [[nodiscard]] std::string in(const char* name) const { return folder_ / name; }

    /// No temporary file is left.
    void check_nothing_is_left() const {
        for (const auto& entry : std::filesystem::directory_iterator{folder_ / ""}) {
            CHECK(entry.path().filename().string().find(".tmp-") == std::string::npos);
        }
    }

private:
    scratch_folder folder_;
};

void fails_well(const std::string& fault, bool report, int at_least) {
    const tables files;
    const auto out = files.in("out.csv");
    REQUIRE(files.run("", out, false).status == 0);
    const auto expected = bytes_of(out);
    REQUIRE(expected.find("03166,2024,people,28336") != std::string::npos);
    int failures = 0;
    for (int n = 1;; ++n) {
        CAPTURE(fault);
        CAPTURE(n);
        make_file(out, "old");
        make_file(files.in("report"), "old report");
        const auto done = files.run(fault + ' ' + std::to_string(n), out, report);
        files.check_nothing_is_left();
        CHECK((bytes_of(files.in("report")) == "old report") == (done.status != 0 || !report));
        if (done.status == 0) {
            CHECK(bytes_of(out) == expected);
            if (!done.met) break;
        } else {
            ++failures;
            CHECK((done.status == 1 || done.status == 3));
            CHECK(bytes_of(out) == "old");
            CHECK_FALSE(bytes_of(files.in("stderr")).empty());
        }
        REQUIRE(n < 50'000);
    }
    CHECK(failures >= at_least);
}

TEST_CASE("when memory fails the table stays as it was") { fails_well("allocation", false, 50); }
TEST_CASE("when memory fails while bad data are told the program still ends in order") {
    const tables files;
    make_file(files.in("values.csv"), "code,period,indicator,value\n3166,2024,people,x\n99999,2024,people,1\n");
    REQUIRE(files.run("", files.in("out.csv"), false).status == 3);
    int failures = 0;
    for (int n = 1; n < 50'000; ++n) {
        CAPTURE(n);
        const auto done = files.run("allocation " + std::to_string(n), files.in("out.csv"), false);
        CHECK((done.status == 1 || done.status == 3));
        CHECK_FALSE(std::filesystem::exists(files.in("out.csv")));
        if (!done.met) break;
        ++failures;
    }
    CHECK(failures > 50);
}
TEST_CASE("when a read fails the table stays as it was") { fails_well("read", false, 3); }
TEST_CASE("when a write or a close fails the table stays as it was") {
    fails_well("write", true, 2);
    fails_well("close", true, 2);
}
TEST_CASE("when the table or its report cannot be put in its place both stay as they were") {
    fails_well("rename", false, 1);
    fails_well("rename", true, 2);
}
TEST_CASE("when the report cannot be put in its place there is no table either") {
    for (const char* const fault : {"rename 1", "rename 2"}) {
        CAPTURE(fault);
        const tables files;
        const auto done = files.run(fault, files.in("out.csv"), true);
        CHECK(done.met);
        CHECK(done.status == 1);
        CHECK_FALSE(std::filesystem::exists(files.in("out.csv")));
        CHECK_FALSE(std::filesystem::exists(files.in("report")));
        files.check_nothing_is_left();
    }
}
TEST_CASE("short and interrupted reads and writes change nothing") {
    const tables files;
    const auto out = files.in("out.csv");
    REQUIRE(files.run("", out, false).status == 0);
    const auto expected = bytes_of(out);
    for (const char* const fault : {"short 1", "short 7", "short 100", "interrupted 2"}) {
        CAPTURE(fault);
        std::filesystem::remove(out);
        CHECK(files.run(fault, out, true).status == 0);
        CHECK(bytes_of(out) == expected);
    }
}
TEST_CASE("nothing comes out of a program that writes to the standard output and fails") {
    const tables files;
    REQUIRE(files.run("", "-", false).status == 0);
    const auto expected = bytes_of(files.in("stdout"));
    REQUIRE_FALSE(expected.empty());
    int failures = 0;
    for (int n = 1; n < 50'000; n += 7) {
        CAPTURE(n);
        const auto done = files.run("allocation " + std::to_string(n), "-", false);
        const auto written = bytes_of(files.in("stdout"));
        if (done.status == 0) {
            CHECK(written == expected);
            if (!done.met) break;
        } else {
            ++failures;
            CHECK(written.empty());
        }
    }
    CHECK(failures > 10);
}

}  // namespace
}  // namespace muong
