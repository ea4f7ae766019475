// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/problem.hpp>
#include <muong/units/name_index.hpp>

namespace muong::inline v0 {

/// What became of one text of a column.
struct resolved_row {
    std::string_view text;      ///< as given
    const unit* who = nullptr;  ///< the unit, if the evidence leaves one
    std::uint32_t first = 0;    ///< for `name_report::candidates_of`
    std::uint16_t kept = 0;
    name_status status = name_status::unknown;
    place_fault fault = place_fault::none;
};

/// What became of a column of names: a row for each text, in its order, and nothing lost. Texts are views of those that
/// were given; units stay valid as long as the index does.
class MUONG_EXPORT name_report {
public:
    /// Candidates that are kept of a row without a unit: the likeliest.
    static constexpr std::size_t max_kept = 8;

    [[nodiscard]] std::span<const resolved_row> rows() const& noexcept { return rows_; }
    std::span<const resolved_row> rows() const&& = delete;
    /// What the text of a row that has no unit may mean, the likeliest first, up to `max_kept`; empty for a row that
    /// has one. `row` is one of `rows()`.
    [[nodiscard]] std::span<const name_candidate> candidates_of(const resolved_row& row) const& noexcept {
        return {candidates_.data() + row.first, row.kept};
    }
    std::span<const name_candidate> candidates_of(const resolved_row& row) const&& = delete;

    /// How many rows came to this.
    [[nodiscard]] std::size_t count(name_status status) const noexcept {
        return counts_[static_cast<std::size_t>(status)];
    }

    /// A problem for each row without a unit, in order; `column` names the source and the field of the column, and its
    /// row is that of the first text: ambiguous_name, not_in_force, unknown_name (also for a name that only units
    /// elsewhere bear), and for an unreadable text invalid_utf8, missing_value if it is empty, or malformed_text.
    [[nodiscard]] problems faults(const place& column = {}) const;

private:
    friend MUONG_EXPORT name_report resolve_column(const name_index&, std::span<const std::string_view>,
                                                   const name_query&);
    friend MUONG_EXPORT name_report resolve_column(const name_index&, std::span<const std::string>, const name_query&);
    template <class Texts>
    static name_report resolve(const name_index& index, const Texts& texts, const name_query& query);

    std::vector<resolved_row> rows_;
    std::vector<name_candidate> candidates_;
    std::array<std::size_t, 5> counts_{};
};

/// Looks up every text of a column. O(n).
/// \throws std::invalid_argument if no unit ever bore the code `query.within`
[[nodiscard]] MUONG_EXPORT name_report resolve_column(const name_index& index, std::span<const std::string_view> texts,
                                                      const name_query& query = {});
[[nodiscard]] MUONG_EXPORT name_report resolve_column(const name_index& index, std::span<const std::string> texts,
                                                      const name_query& query = {});
name_report resolve_column(const name_index&& index, std::span<const std::string_view> texts,
                           const name_query& query = {}) = delete;
name_report resolve_column(const name_index&& index, std::span<const std::string> texts,
                           const name_query& query = {}) = delete;
name_report resolve_column(const name_index& index, const std::vector<std::string>&& texts,
                           const name_query& query = {}) = delete;

/// "5 rows: 3 matched, 1 ambiguous, 0 not_in_force, 1 unknown, 0 unreadable".
[[nodiscard]] MUONG_EXPORT std::string to_string(const name_report& report);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const name_report& report);

}  // namespace muong::v0
