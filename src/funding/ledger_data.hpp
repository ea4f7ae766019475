// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/detail/wide.hpp>
#include <muong/funding/ledger.hpp>

namespace muong::inline v0 {

/// The transactions, column by column; all columns are equally long. Number 0 of a source, programme, project or unit
/// is "not stated"; the others are numbered in the order in which sums are told.
struct ledger::data {
    static constexpr int first_year = 1900;
    static constexpr int last_year = first_year + 255;

    muong::currency money;
    funding_sources sources;
    muong::programmes programmes;
    std::vector<std::string> projects = {};  // by number; the first is empty
    std::vector<std::string> units = {};
    std::int64_t greatest = 0;            // magnitude of an amount
    std::uint32_t first_year_number = 0;  // least and greatest of `year`
    std::uint32_t last_year_number = 0;

    std::vector<std::int64_t> amount = {};
    std::vector<std::int32_t> day = {};  // date::number
    std::vector<std::uint32_t> project = {};
    std::vector<std::uint32_t> unit = {};
    std::vector<std::uint16_t> source = {};
    std::vector<std::uint16_t> programme = {};
    std::vector<std::uint8_t> year = {};  // since first_year
    std::vector<std::uint8_t> kind = {};

    [[nodiscard]] std::size_t size() const noexcept { return amount.size(); }
    [[nodiscard]] std::string_view source_id(std::size_t number) const noexcept {
        return number == 0 ? std::string_view{} : std::string_view{sources.all()[number - 1].id};
    }
    [[nodiscard]] std::string_view programme_id(std::size_t number) const noexcept {
        return number == 0 ? std::string_view{} : std::string_view{programmes.all()[number - 1].id};
    }
};

namespace detail {

/// A sum of a ledger with its keys as numbers, in the order of the dimensions asked for.
struct numbered_sum {
    std::vector<std::uint32_t> keys;
    int128 sum = 0;
    std::uint64_t count = 0;
};

/// Sums by kind of transaction.
class sums_of_kinds {
public:
    [[nodiscard]] int128& operator[](std::size_t kind) noexcept { return sums_[kind]; }
    [[nodiscard]] int128 of(transaction_kinds kinds) const noexcept {
        int128 sum = 0;
        for (std::size_t k = 0; k < transaction_kinds_count; ++k) {
            if (kinds.contains(static_cast<transaction_kind>(k))) sum += sums_[k];
        }
        return sum;
    }
    [[nodiscard]] int128 disbursed() const noexcept {
        int128 sum = 0;
        for (std::size_t k = 0; k < transaction_kinds_count; ++k) {
            sum += sums_[k] * sign_in_disbursed(static_cast<transaction_kind>(k));
        }
        return sum;
    }

private:
    std::array<int128, transaction_kinds_count> sums_{};
};

/// The sums by some dimensions, in the order of their keys. \throws std::invalid_argument as ledger::sums
[[nodiscard]] std::vector<numbered_sum> numbered_sums(const ledger::data& all, std::span<const ledger_dimension> by,
                                                      const ledger_filter& which);

/// The text of a key.
[[nodiscard]] std::string key_text(const ledger::data& all, ledger_dimension d, std::uint32_t key);

}  // namespace detail
}  // namespace muong::v0
