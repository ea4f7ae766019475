// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/decimal.hpp>
#include <muong/core/fraction.hpp>
#include <muong/units/transfer.hpp>

namespace muong::inline v0 {

/// One version of a unit, as a program states it.
struct unit_row {
    unit_code code;
    std::string name{};  ///< UTF-8, without the word for its kind
    std::string kind{};
    unit_tier tier = unit_tier::unspecified;
    std::optional<unit_code> parent{};
    date valid_from;
    /// First day on which it no longer stands; `valid_from` itself: made and ended that day.
    std::optional<date> valid_to{};
};

/// What is known of the size of a transfer on one basis, as a program states it.
struct basis_row {
    std::string basis;
    std::optional<fraction> share{};
    std::optional<fraction> back_share{};
    std::optional<decimal> amount{};
};

/// One transfer, as a program states it.
struct transfer_row {
    date effective;     ///< the day on which the units switch
    std::string act{};  ///< number of the legal act; may be empty
    std::string clause{};
    unit_code from_code;  ///< read on the eve
    unit_code to_code;    ///< read on the day
    muong::extent extent = muong::extent::whole;
    std::vector<basis_row> shares{};
};

/// A row of `units.csv`, as text: `code,name,kind,tier,parent,valid_from,valid_to`. Only code and valid_from are
/// required. Tier is a digit 0 to 9; days are YYYY-MM-DD; an empty valid_to is open.
struct unit_text {
    std::string_view code{}, name{}, kind{}, tier{}, parent{}, valid_from{}, valid_to{};
    bool is_utf8 = false;  ///< it is known of all texts, as of those of a csv_reader: they are not looked at again
};

/// What a row of `transfers.csv` says of one basis: decimals or `k/n`; empty means unknown.
struct basis_text {
    std::string_view basis{}, share{}, back_share{}, amount{};
};

/// Columns of a table of transfers that tell of one basis; detail::field_row::no_column: it has none.
struct basis_fields {
    std::string_view basis{};
    std::size_t share{}, back_share{}, amount{};
};

/// A row of `transfers.csv`, as text: `effective,act,clause,from_code,to_code,extent,share_<basis>,back_share_<basis>,
/// amount_<basis>...`. effective, from_code and to_code are required; an empty extent is `whole`.
struct transfer_text {
    std::string_view effective{}, act{}, clause{}, from_code{}, to_code{}, extent{};
    std::span<const basis_text> shares{};
    bool is_utf8 = false;  ///< as in unit_text
};

}  // namespace muong::inline v0
