// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/scratch_folder.hpp"
#include "support/run_program.hpp"

namespace muong::test {

/// What a run of rebase_csv left.
struct outcome {
    int status = -1;
    std::string out, err;  ///< `err` without the remarks
    std::string remarks;
    bool made = false;  ///< whether there is a table
};

/// Remarks without the one about parts that have no value, as most small tables of tests have.
inline std::string without_gaps(std::string remarks) {
    const auto at = remarks.find("remark: some cells are empty, since parts of them have no value");
    if (at != std::string::npos) remarks.erase(at, remarks.find('\n', at) + 1 - at);
    return remarks;
}

/// A table without quotes, with semicolons between its fields and decimal commas.
inline std::string with_semicolons(std::string table) {
    std::replace(table.begin(), table.end(), ',', ';');
    std::replace(table.begin(), table.end(), '.', ',');
    return table;
}

/// A folder with a small registry, and rebase_csv run in it. On 2010-01-01
///   00001 and 00002 become 00005, with 10 and 20 of its people;
///   00004 goes to 00003 by a quarter (100) and to 00006, which is new, by three quarters (300); 00003 has 700 of its
///   own.
/// On 2020-01-01 a part of 00007 that nobody states becomes 00008. All belong to 01.
class rebase_csv_run {
public:
    rebase_csv_run() {
        make("units.csv",
             "code,name,kind,tier,parent,valid_from,valid_to\n"
             "01,Tỉnh,tinh,1,,2000-01-01,\n"
             "00001,Một,xa,3,01,2000-01-01,2010-01-01\n00002,Hai,xa,3,01,2000-01-01,2010-01-01\n"
             "00003,Ba,xa,3,01,2000-01-01,\n00004,Bốn,xa,3,01,2000-01-01,2010-01-01\n"
             "00005,Năm,xa,3,01,2010-01-01,\n00006,Sáu,xa,3,01,2010-01-01,\n"
             "00007,Bảy,xa,3,01,2000-01-01,\n00008,Tám,xa,3,01,2020-01-01,\n");
        make("transfers.csv",
             "effective,act,clause,from_code,to_code,extent,share_population,amount_population\n"
             "2010-01-01,12/NQ,1,00001,00005,whole,,10\n2010-01-01,12/NQ,1,00002,00005,whole,,20\n"
             "2010-01-01,12/NQ,2,00004,00003,part,0.25,100\n2010-01-01,12/NQ,2,00004,00006,part,0.75,300\n"
             "2010-01-01,12/NQ,2,00003,00003,whole,,700\n"
             "2020-01-01,34/NQ,1,00007,00007,part,,\n2020-01-01,34/NQ,1,00007,00008,part,,\n");
    }

    void make(std::string_view name, std::string_view bytes) const { make_file(in(name), bytes); }
    [[nodiscard]] std::string in(std::string_view name) const { return folder_ / name; }
    [[nodiscard]] std::string bytes(std::string_view name) const { return bytes_of(in(name)); }

    /// With these words alone; `input` is its standard input, `screen` a device that its remarks go to.
    [[nodiscard]] outcome words(std::vector<std::string> words, std::string_view input = {},
                                const std::string& screen = {}) const {
        std::filesystem::remove(in("out.csv"));
        make("stdin", input);
        make("stderr", {});
        words.insert(words.begin(), REBASE_CSV);
        outcome done;
        done.status =
            run_program(std::move(words), {in("stdin"), in("stdout"), screen.empty() ? in("stderr") : screen, {}});
        done.made = std::filesystem::exists(in("out.csv"));
        done.out = done.made ? bytes("out.csv") : bytes("stdout");
        done.err = bytes("stderr");
        for (std::size_t at; (at = done.err.find(in(""))) != std::string::npos;) done.err.erase(at, in("").size());
        std::string faults;
        for (std::size_t at = 0; at < done.err.size();) {
            const auto end = std::min(done.err.find('\n', at), done.err.size() - 1) + 1;
            const auto line = done.err.substr(at, end - at);
            (line.starts_with("remark: ") ? done.remarks : faults) += line;
            at = end;
        }
        done.err = faults;
        return done;
    }

    /// A table from one day to another, into out.csv.
    [[nodiscard]] outcome carry(std::string_view table, const std::string& from, const std::string& to,
                                const std::vector<std::string>& more = {}, const std::string& screen = {}) const {
        make("in.csv", table);
        std::vector<std::string> all{in("in.csv")};
        const auto add = [&](const std::string& option, const std::string& value) {  // unless `more` has another value
            if (std::find(more.begin(), more.end(), option) == more.end()) all.insert(all.end(), {option, value});
        };
        add("--units", in("units.csv"));
        add("--transfers", in("transfers.csv"));
        add("--from", from);
        add("--to", to);
        add("-o", in("out.csv"));
        all.insert(all.end(), more.begin(), more.end());
        return words(std::move(all), {}, screen);
    }
    [[nodiscard]] outcome forward(std::string_view table, const std::vector<std::string>& more = {},
                                  const std::string& screen = {}) const {
        return carry(table, "2009-12-31", "2010-01-01", more, screen);
    }
    [[nodiscard]] outcome back(std::string_view table, const std::vector<std::string>& more = {}) const {
        return carry(table, "2010-01-01", "2009-12-31", more);
    }

private:
    scratch_folder folder_;
};

}  // namespace muong::test
