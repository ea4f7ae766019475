// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <muong/core/export.hpp>

namespace muong::inline v0 {

/// One thing that is known of an observation. \source SDMX code list CL_OBS_STATUS 2.2; its A, normal, is the set
/// without flags. Order: B, which the guideline puts first, the kinds of missing values, and the rest of the list; the
/// first one of a set is given where only one fits. Of these five stand for a value that is missing.
enum class status_flag : std::uint8_t {
    series_break,        ///< B: not comparable with what stands before it
    missing,             ///< O: no value, for no reason given
    cannot_exist,        ///< M: no value, since there can be none
    not_collected,       ///< L: no value; there is one, but it was not collected
    holiday,             ///< H: no value on a holiday or weekend
    suppressed,          ///< Q: no value is shown
    definition_differs,  ///< D
    estimated,           ///< E: of something that exists, from partial data ("ước tính")
    forecast,            ///< F: of something that does not exist yet ("dự báo")
    experimental,        ///< G
    imputed,             ///< I: by who received the data
    special_event,       ///< S: a strike or the like
    derogation,          ///< J
    included_elsewhere,  ///< K: in another category
    not_significant,     ///< N
    provisional,         ///< P: made as always, to be revised ("sơ bộ")
    low_reliability,     ///< U
    unvalidated,         ///< V
    includes_another,    ///< W: another category
};
/// The letter of the code list.
[[nodiscard]] MUONG_EXPORT char sdmx_code(status_flag flag) noexcept;

/// All that is known of an observation: a set of flags, empty for a normal one.
class observation_status {
public:
    constexpr observation_status() noexcept = default;  ///< A, normal
    // NOLINTNEXTLINE(google-explicit-constructor): a flag is a set of one
    constexpr observation_status(status_flag flag) noexcept : bits_{bit(flag)} {}
    constexpr observation_status(std::initializer_list<status_flag> flags) noexcept {
        for (const auto f : flags) bits_ |= bit(f);
    }

    /// Reads letters of the code list with semicolons between them, "B;E"; "A" or nothing is the empty set.
    /// \returns nothing for a letter that the list does not have, or has for something else, or A beside others
    [[nodiscard]] MUONG_EXPORT static std::optional<observation_status> parse(std::string_view text) noexcept;

    [[nodiscard]] constexpr bool has(status_flag flag) const noexcept { return (bits_ & bit(flag)) != 0; }
    [[nodiscard]] constexpr bool is_normal() const noexcept { return bits_ == 0; }
    /// Whether it says that there is no value.
    [[nodiscard]] constexpr bool is_missing() const noexcept { return (bits_ & missing_bits) != 0; }
    /// The same without what it says of missing values.
    [[nodiscard]] constexpr observation_status of_value() const noexcept { return from_bits(bits_ & ~missing_bits); }
    /// The one letter for where only one fits; 'A' for a normal one.
    [[nodiscard]] MUONG_EXPORT char sdmx_code() const noexcept;

    [[nodiscard]] friend constexpr observation_status operator|(observation_status a, observation_status b) noexcept {
        return from_bits(a.bits_ | b.bits_);
    }
    friend constexpr bool operator==(observation_status, observation_status) noexcept = default;

    static constexpr int bit_count = 19;
    [[nodiscard]] constexpr std::uint32_t bits() const noexcept { return bits_; }  ///< one for each flag, in its order
    [[nodiscard]] static constexpr observation_status from_bits(std::uint32_t bits) noexcept {
        observation_status made;
        made.bits_ = bits & ((1U << bit_count) - 1);
        return made;
    }

private:
    static constexpr std::uint32_t bit(status_flag flag) noexcept { return 1U << static_cast<unsigned>(flag); }
    static constexpr std::uint32_t missing_bits = 0b111110;

    std::uint32_t bits_ = 0;
};
/// "B;E"; "A" for a normal one
[[nodiscard]] MUONG_EXPORT std::string to_string(observation_status status);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, observation_status status);

/// Why there is no value. Published gaps have a flag of the code list; what is computed has none for this.
enum class missing_reason : std::uint8_t {
    none,           ///< there is a value
    as_published,   ///< the source says so; the status tells how
    nothing_told,   ///< no source says anything of it
    outside,        ///< what it is computed from lies before the beginning or behind the end
    missing_part,   ///< something that it is computed from is missing
    zero_base,      ///< a change in proportion to nothing
    negative_base,  ///< a change in proportion to a negative number
    too_few,        ///< too few observations of the longer period
    beyond_range,   ///< the result leaves 64 bits
};
/// The stable name: "zero_base".
[[nodiscard]] MUONG_EXPORT std::string_view to_string(missing_reason reason) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, missing_reason reason);

}  // namespace muong::v0
