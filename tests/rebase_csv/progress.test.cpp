// SPDX-License-Identifier: MIT
//
// What rebase_csv shows on a terminal while it reads.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "rebase_csv/program.hpp"

namespace muong {
namespace {

using test::rebase_csv_run;

/// A terminal that nobody looks at.
class terminal {
public:
    terminal() : ours_{::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)} {
        REQUIRE(ours_ >= 0);
        REQUIRE(::grantpt(ours_) == 0);
        REQUIRE(::unlockpt(ours_) == 0);
        name_ = ::ptsname(ours_);
        theirs_ = ::open(name_.c_str(), O_RDWR | O_NOCTTY);
        REQUIRE(theirs_ >= 0);
        ::termios plain{};
        REQUIRE(::tcgetattr(theirs_, &plain) == 0);
        plain.c_oflag &= ~static_cast<::tcflag_t>(OPOST);  // line feeds stay alone
        REQUIRE(::tcsetattr(theirs_, TCSANOW, &plain) == 0);
    }
    terminal(const terminal&) = delete;
    terminal& operator=(const terminal&) = delete;
    ~terminal() {
        ::close(theirs_);
        ::close(ours_);
    }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    /// What was written to it since the last time.
    [[nodiscard]] std::string shown() const {
        std::string all;
        char some[1024];
        for (::ssize_t got = 0; (got = ::read(ours_, some, sizeof some)) > 0;)
            all.append(some, static_cast<std::size_t>(got));
        return all;
    }

private:
    int ours_;
    int theirs_ = -1;
    std::string name_;
};

/// A long table of so many rows without values, and more rows behind them.
std::string long_table(int rows, std::string_view more) {
    std::string table = "code,period,indicator,value\n";
    for (int i = 0; i < rows; ++i) table += "00001,2009,a,\n";
    return table.append(more);
}

TEST_CASE("a terminal is told each million rows, and the line is gone at the end") {
    const rebase_csv_run in;
    const terminal screen;
    const std::string cells = "00001,2009,a,1\n00002,2009,a,2\n";
    const auto table = long_table(2'000'000, cells);

    const auto done = in.forward(table, {"--long", "--sum", "a"}, screen.name());
    CHECK(done.status == 0);
    CHECK(done.out.find("00005,2009,a,3\n") != std::string::npos);
    CHECK(screen.shown() == "\r1 million rows\r2 million rows\r\033[K");

    CHECK(in.forward(table, {"--long", "--quiet"}, screen.name()).status == 0);
    CHECK(screen.shown().empty());
    CHECK(in.forward(long_table(999'000, cells), {"--long", "--sum", "a"}, screen.name()).status == 0);
    CHECK(screen.shown().empty());

    const auto to_file = in.forward(table, {"--long"});
    CHECK(to_file.status == 0);
    CHECK(to_file.err.empty());
}

TEST_CASE("faults stand on lines of their own behind what a terminal was told") {
    const rebase_csv_run in;
    const terminal screen;
    CHECK(in.forward(long_table(1'000'000, "00001,2009,a,x\n"), {"--long", "--sum", "a"}, screen.name()).status == 3);
    const auto shown = screen.shown();
    const std::string told = "\r1 million rows\r\033[K";
    REQUIRE(shown.size() > told.size());
    CHECK(shown.substr(0, told.size()) == told);
    CHECK(shown.find(in.in("in.csv") + ":1000002:4 (value): malformed_text: found 'x'", told.size()) == told.size());
    CHECK(shown.back() == '\n');
}

}  // namespace
}  // namespace muong
