// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/registry.hpp>

#include <string_view>
#include <utility>

namespace muong::test {

/// A registry told row by row, as in the two tables, which have their header in row 1. The one basis is "people".
class history {
public:
    history& unit(std::string_view code, std::string_view from, std::string_view to = "", std::string_view parent = "",
                  std::string_view name = "", std::string_view tier = "", std::string_view kind = "") {
        rows_.add(muong::unit_text{code, name, kind, tier, parent, from, to}, {"units.csv", ++unit_row_, 0, ""});
        return *this;
    }
    history& transfer(std::string_view day, std::string_view from, std::string_view to,
                      std::string_view extent = "whole", std::string_view share = "", std::string_view back_share = "",
                      std::string_view amount = "") {
        const muong::basis_text known{"people", share, back_share, amount};
        rows_.add(muong::transfer_text{day, "act", "1", from, to, extent, {&known, 1}},
                  {"transfers.csv", ++transfer_row_, 0, ""});
        return *this;
    }
    [[nodiscard]] muong::problems check() const { return rows_.check(); }
    [[nodiscard]] muong::registry build() const { return muong::registry::builder{rows_}.build(); }

private:
    muong::registry::builder rows_{"TEST"};
    std::uint64_t unit_row_ = 1;
    std::uint64_t transfer_row_ = 1;
};

}  // namespace muong::test
