// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/date_range.hpp>
#include <muong/core/export.hpp>
#include <muong/core/money.hpp>
#include <muong/core/problem.hpp>
#include <muong/funding/funding_source.hpp>
#include <muong/funding/programme.hpp>
#include <muong/funding/transaction.hpp>

namespace muong::inline v0 {

/// What the transactions of a ledger can be told apart by. `unit` is the text of a code, whatever bears it: a
/// transaction names a unit by its code on its day, and codes are used again, so a sum by code over days between which
/// units changed adds up different places: 03166 over 2024 to 2026 is Chà Cang and Mường Chà. `on_map` of room projects
/// sums by the units of one day.
enum class ledger_dimension : std::uint8_t { source, programme, project, unit, plan_year, kind };
inline constexpr std::size_t ledger_dimensions_count = 6;

/// "plan_year"
[[nodiscard]] MUONG_EXPORT std::string_view to_string(ledger_dimension d) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, ledger_dimension d);

/// Which transactions are meant: those that fit all that is said here, and how their amounts count.
struct ledger_filter {
    transaction_kinds kinds = transaction_kinds::all();
    /// What is disbursed: advances and payments alone, less what of advances is recovered, each amount with its
    /// `sign_in_disbursed`. Else each amount counts as it stands, also that of a recovery.
    bool disbursed = false;
    std::optional<date_range> days = {};        ///< the day of the transaction lies in it
    std::optional<int> first_plan_year = {};    ///< this one and later ones
    std::optional<int> last_plan_year = {};     ///< this one and earlier ones
    std::optional<std::string> source = {};     ///< this one and all that belong to it; empty text: not stated
    std::optional<std::string> programme = {};  ///< empty text: not stated
    std::optional<std::string> project = {};    ///< likewise
    /// Likewise: all whose code is this text, which may be several places over time. See ledger_dimension.
    std::optional<std::string> unit = {};

    /// Whether it names kinds, or what is disbursed, which is a choice of kinds too.
    [[nodiscard]] bool names_kinds() const noexcept { return disbursed || kinds != transaction_kinds::all(); }

    /// Of one plan year.
    [[nodiscard]] static ledger_filter of_plan_year(int year) {
        ledger_filter f;
        f.first_plan_year = f.last_plan_year = year;
        return f;
    }
};

/// Sums of a ledger by some dimensions: one row for each combination that has a transaction, in the order of the keys.
class ledger_sums {
public:
    struct row {
        std::vector<std::string> keys;  ///< one for each dimension: an id, a code, a year, the name of a kind
        any_money sum;
        std::uint64_t count = 0;  ///< of transactions
        friend bool operator==(const row&, const row&) = default;
    };

    ledger_sums(std::vector<ledger_dimension> by, currency c, std::vector<row> rows)
        : by_{std::move(by)}, currency_{c}, rows_{std::move(rows)} {}

    [[nodiscard]] std::span<const ledger_dimension> by() const& noexcept { return by_; }
    std::span<const ledger_dimension> by() const&& = delete;
    /// By the first key, then the second ...; sources and programmes in the order of their tree and set, not stated
    /// first; projects, units by text; years and kinds in their order.
    [[nodiscard]] std::span<const row> rows() const& noexcept { return rows_; }
    std::span<const row> rows() const&& = delete;
    /// The sum with these keys: zero if there is none. O(rows). \throws std::invalid_argument for a wrong count of keys
    [[nodiscard]] MUONG_EXPORT any_money at(std::initializer_list<std::string_view> keys) const;
    /// \throws std::overflow_error if it leaves 64 bits
    [[nodiscard]] MUONG_EXPORT any_money total() const;

private:
    std::vector<ledger_dimension> by_;
    muong::currency currency_;
    std::vector<row> rows_;
};

/// All transactions of one currency and the sums over them. Immutable, copies share the data, safe to share between
/// threads. Nothing is clamped and nothing is dropped: what does not add up is told by `reconcile`.
///
/// Laws, tested in tests/funding/ledger.test.cpp:
///  - the sums by any dimensions add up to the total of the same filter, to the last unit;
///  - the sum of a source in `roll_up` is that of itself and all that belongs to it;
///  - a transaction takes 26 bytes, its texts are kept once each.
class MUONG_EXPORT ledger {
public:
    class builder;

    ledger(const ledger&) noexcept = default;  // a move is a copy: no ledger is ever without its transactions
    ledger& operator=(const ledger&) noexcept = default;
    ~ledger() = default;

    [[nodiscard]] muong::currency currency() const noexcept;
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] const funding_sources& sources() const& noexcept;
    const funding_sources& sources() const&& = delete;
    [[nodiscard]] const muong::programmes& programmes() const& noexcept;
    const muong::programmes& programmes() const&& = delete;

    /// Transaction `i`, in the order in which they were added. Its texts live as long as a copy of the ledger.
    /// \throws std::out_of_range
    [[nodiscard]] transaction at(std::size_t i) const&;
    transaction at(std::size_t i) const&& = delete;

    /// Exact sum of what fits the filter. Amounts of all kinds add up as they stand, so name kinds whose sum means
    /// something: those of a plan (`kinds_of`), or `{.disbursed = true}` for what was disbursed; advances, payments and
    /// recoveries added up by their kinds count an advance three times. One pass, O(n).
    /// \throws std::invalid_argument for a source or programme that the ledger does not know; std::overflow_error if
    /// the sum leaves 64 bits
    [[nodiscard]] any_money total(const ledger_filter& which = {}) const;
    /// Exact sums by any dimensions. One pass over the transactions; sums of few combinations are held in a dense
    /// table. \throws as `total`; std::invalid_argument for a dimension that is named twice
    [[nodiscard]] ledger_sums sums(std::vector<ledger_dimension> by, const ledger_filter& which = {}) const;
    /// As `sums`, with a row also for each group of sources: the sum of all that belongs to it. The rows of a plan
    /// year, say, then hold each amount once for each level of the tree.
    /// \throws as `sums`; std::invalid_argument unless `by` names the source
    [[nodiscard]] ledger_sums roll_up(std::vector<ledger_dimension> by, const ledger_filter& which = {}) const;

    /// Bytes held for the transactions and their texts; without those of sources and programmes.
    [[nodiscard]] std::size_t memory() const noexcept;

    struct data;
    /// For the algorithms of this room.
    [[nodiscard]] const data& columns() const& noexcept { return *data_; }
    const data& columns() const&& = delete;

private:
    explicit ledger(std::shared_ptr<const data> made) noexcept : data_{std::move(made)} {}
    std::shared_ptr<const data> data_;  // never null
};

/// Takes transactions in any order, checks all of them, and makes the ledger. Its problems: another currency than that
/// of the ledger; a source or programme that is not in its tree or set; a negative amount where the kind has none (only
/// `adjusted` and `carried_over` have); a plan year outside 1900 to 2155; a payment or advance before its plan year or
/// after the last day on which money of that year is paid out; and, of rows as text, whatever is not of its form. One
/// that has been built from, or moved from, is used up: all that is asked of it throws std::logic_error.
class MUONG_EXPORT ledger::builder {
public:
    /// For amounts of one currency, with the sources and programmes that they may name.
    /// \throws std::invalid_argument for more than 65,000 sources or programmes
    builder(muong::currency c, funding_sources sources, muong::programmes programmes);
    builder(muong::currency c, funding_sources sources);
    builder(builder&&) noexcept;
    builder& operator=(builder&&) noexcept;
    ~builder();

    void reserve(std::size_t transactions);
    builder& add(const transaction& t, const place& where = {});
    builder& add(const transaction_text& row, const place& where = {});

    /// A decision that money of a plan year is paid out until `until`, of one project or of all. It may come after the
    /// transactions that it allows; of several the latest holds. \source Law 58/2024/QH15 on public investment, article
    /// 72: at most until 31 December of the next year. \throws std::invalid_argument if `until` is not a day of that
    /// next year
    builder& extend(int plan_year, date until, std::string_view project = {});

    /// All problems, in the order of the rows.
    [[nodiscard]] problems check() const;
    /// The ledger, or all problems. O(n), and O(n log n) of the different texts.
    [[nodiscard]] result<ledger> try_build() &&;
    /// \throws data_error
    [[nodiscard]] ledger build() && { return std::move(*this).try_build().value(); }

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace muong::v0
