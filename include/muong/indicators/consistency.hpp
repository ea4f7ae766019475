// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <muong/core/export.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/interval.hpp>
#include <muong/core/problem.hpp>
#include <muong/core/qualified.hpp>
#include <muong/indicators/claim.hpp>

namespace muong::inline v0 {

/// Two claims on one subject and indicator whose bounds have no value in common.
struct conflict {
    std::size_t first;   ///< index of a claim
    std::size_t second;  ///< of another, behind it
    /// Both are told of the same days. If not, most of the days are common to both, and the claims disagree unless the
    /// other days account for it.
    bool same_period;
    interval<fraction> apart;  ///< the second less the first, in what figures of the unit of the first lie apart in

    friend bool operator==(const conflict&, const conflict&) = default;
};

/// Every pair of claims that conflict, by their indices. Claims without a period, and those whose units measure
/// different things, are never compared; nor are those of which less than `common` of the longer period is common: of a
/// year and its first months nothing follows. O(n log n), and pairs within one subject and indicator.
/// \throws std::invalid_argument unless 0 < common <= 1
[[nodiscard]] MUONG_EXPORT std::vector<conflict> find_conflicts(std::span<const claim> claims,
                                                                const reading& how = reading::literal(),
                                                                const fraction& common = {1, 2});
/// "claims 2 and 5, apart by [1.2, 1.4]": their indices, and how far they are apart
[[nodiscard]] MUONG_EXPORT std::string to_string(const conflict& c);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const conflict& c);
/// Both claims with their sources, and how far they are apart, on three lines.
[[nodiscard]] MUONG_EXPORT std::string to_string(const conflict& c, std::span<const claim> claims);

/// Whether an identity can hold, given what is claimed of its parts.
enum class verdict : std::uint8_t {
    holds,       ///< both sides are known exactly, and equal
    impossible,  ///< no values that the claims allow make both sides equal
    undecided,   ///< some do, others do not, or the claims are of periods that do not belong together
};
[[nodiscard]] MUONG_EXPORT std::string_view to_string(verdict v) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, verdict v);

/// An identity held against claims. All numbers are in base units of what is measured (VND, persons, m2).
///
/// Laws, tested in tests/indicators/consistency.test.cpp:
///  - claims made from one set of true values by any words are never found impossible;
///  - a narrower reading never turns impossible into something else;
///  - claims of periods that do not belong together decide nothing.
struct identity_check {
    verdict found;
    interval<fraction> left;   ///< the whole
    interval<fraction> right;  ///< what it should be
    fraction left_said;        ///< the same of the bare numbers, as if no word stood before them
    fraction right_said;
    reading how = reading::literal();
    std::string periods = {};  ///< why the periods of the claims do not belong together; empty if they do
};
/// "impossible: (17,000, 18,700] against [30,000, inf); the bare numbers are 17,000 and 35,100 (within 10%)", and why
/// the periods do not belong together
[[nodiscard]] MUONG_EXPORT std::string to_string(const identity_check& c);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const identity_check& c);

/// whole = product of the factors: GRDP = population x GRDP per capita, poor households = households x poverty rate; a
/// percent, of a share or of a rate of change, counts as one hundredth. All are to be told of one period. That the
/// units multiply to that of the whole is the caller's to know. \throws std::invalid_argument for no factors
[[nodiscard]] MUONG_EXPORT identity_check check_product(const claim& whole, std::span<const claim> factors,
                                                        const reading& how = reading::literal());
/// whole = sum of the parts, all of one period, or of periods that make up that of the whole without a gap: quarters of
/// a year. \returns unit_mismatch if they do not measure the same \throws std::invalid_argument for no parts
[[nodiscard]] MUONG_EXPORT result<identity_check> check_sum(const claim& whole, std::span<const claim> parts,
                                                            const reading& how = reading::literal());
/// before + increase = after, in this order: the increase begins in the period of `before` or at its end, and ends in
/// that of `after`. \returns as `check_sum`
[[nodiscard]] MUONG_EXPORT result<identity_check> check_stock(const claim& before, const claim& increase,
                                                              const claim& after,
                                                              const reading& how = reading::literal());

/// The factor that a product lacks: whole / factor, in base units, a percent as one hundredth, as far as the words
/// allow and of the bare numbers.
struct implied_value {
    interval<fraction> bounds;
    fraction said;
    std::string periods = {};  ///< why the periods of the claims do not belong together; empty if they do
};
/// \throws std::domain_error if the factor is zero
[[nodiscard]] MUONG_EXPORT implied_value implied_factor(const claim& whole, const claim& factor,
                                                        const reading& how = reading::literal());

}  // namespace muong::v0
