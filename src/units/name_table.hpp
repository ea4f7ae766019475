// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/name_index.hpp>
#include <muong/units/registry.hpp>

#include "units/place_reader.hpp"

namespace muong::inline v0::detail {

inline constexpr std::uint32_t no_name = UINT32_MAX;

/// One spelling of one unit, under its search key.
struct spelling {
    std::uint32_t unit = 0;
    std::uint32_t variant = 0;    ///< 0 for the official name, else 1 + position among the variants of the unit
    std::uint64_t equality = 0;   ///< hash of the equality key
    std::uint64_t respelled = 0;  ///< hash of the same with y/i, zeros and signs folded
};

/// One search key.
struct found_name {
    std::uint32_t text = 0;  ///< where it begins
    std::uint32_t size = 0;
    std::uint32_t first = 0;  ///< its spellings are [first, first of the next key)
};

/// What is asked of every unit of a name, close together.
struct brief_unit {
    date_range valid;
    kind_set kind;
    unit_tier tier;
    std::uint32_t parent;  ///< position, if one version of the parent stands all the time; else `no_name`
};

struct name_table {
    explicit name_table(const registry& units);

    registry units;
    std::vector<char> key_text;       ///< the search keys
    std::vector<found_name> names;    ///< and a last one that ends the list
    std::vector<spelling> spellings;  ///< by name, then unit, then variant
    struct slot {
        std::uint32_t tag = 0;            ///< upper half of the hash
        std::uint32_t name = UINT32_MAX;  ///< free
    };
    std::vector<slot> slots;                ///< open addressing, at most half full
    std::vector<brief_unit> brief;          ///< by unit
    std::vector<std::uint32_t> origins_of;  ///< by unit and a last one: where its predecessors begin in `origins`
    std::vector<std::uint32_t> origins;
    date first_day;
    date last_day;  ///< the last first day of a unit

    [[nodiscard]] std::uint32_t name_of(std::string_view key) const noexcept;
    [[nodiscard]] bool bears(std::uint32_t unit, std::uint32_t name) const noexcept;
    void find(std::string_view text, const name_query& query, name_answer& answer) const;
    /// \throws std::invalid_argument if no unit ever bore the code `within`
    void require_known(const name_query& query) const;
    /// Whether a unit lies in the one that the query asks for, if it asks for one.
    [[nodiscard]] bool lies_within(std::uint32_t unit, const name_query& query) const;
    [[nodiscard]] std::size_t memory() const noexcept;

private:
    class search;
    void lay_out_names();
    void lay_out_origins();
};

}  // namespace muong::v0::detail
