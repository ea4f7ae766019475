// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/unit.hpp>
#include <muong/units/written_place.hpp>

#include <memory>

namespace muong::inline v0 {

class registry;
namespace detail {
struct name_table;
}

/// How far a written name is that of a unit, the closest first.
enum class name_evidence : std::uint8_t {
    same_name,      ///< the official name; case, composition and the place of the tone do not count
    variant,        ///< another spelling that the registry knows of
    respelled,      ///< one of them but for y or i, leading zeros, apostrophes, hyphens or points: Quí for Quý
    without_marks,  ///< one of them, written without any mark or tone
    other_marks,    ///< one of them, but for some marks or tones
};
[[nodiscard]] MUONG_EXPORT std::string_view to_string(name_evidence evidence) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, name_evidence evidence);

/// A unit that a written name may mean, and why, or why not.
struct name_candidate {
    const unit* who = nullptr;
    name_evidence evidence = name_evidence::same_name;
    bool in_force = true;       ///< it stands on the day asked for
    bool kind_differs = false;  ///< another kind is written than it is of
    bool elsewhere = false;     ///< a namesake: it does not lie in the units written above it, or in the one asked for
    bool upper_units_ended = false;         ///< the units written above it are those in which a predecessor lay
    const name_variant* variant = nullptr;  ///< the spelling that matched; null if it is the official one

    friend bool operator==(const name_candidate&, const name_candidate&) = default;
};
/// "xa Na Sang (03172), 2025-07-01/..: without_marks, elsewhere"
[[nodiscard]] MUONG_EXPORT std::string to_string(const name_candidate& candidate);
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, const name_candidate& candidate);

/// What became of a question for a name.
enum class name_status : std::uint8_t {
    matched,       ///< the evidence leaves one unit
    ambiguous,     ///< units that stand on the day may be meant, and nothing says which, or whether
    not_in_force,  ///< units of that name have ended, or have not begun
    unknown,       ///< no unit has that name, or only units elsewhere
    unreadable,    ///< no name at all; `fault` tells why
};
[[nodiscard]] MUONG_EXPORT std::string_view to_string(name_status status) noexcept;
MUONG_EXPORT std::ostream& operator<<(std::ostream& out, name_status status);

/// Where and when a name is looked for.
struct name_query {
    std::optional<date> day{};          ///< only units that stand on it can be the one; nothing: any day
    std::optional<unit_code> within{};  ///< only units that on the day lie in the unit of this code, however deep; a
                                        ///< code that has ended by then counts for the units made of what lay there
    std::optional<unit_tier> tier{};    ///< only units of this tier are candidates; nothing: any
    /// The text comes from a table without marks: then "Sa Pa" may be Sa Pả, and "Muong Nhe" is Mường Nhé if nothing
    /// else could be meant. Else a text without marks is taken as it stands, and never for the one that has them.
    bool marks_may_lack = false;
};

/// The answer to one question for a name. Pointers stay valid as long as the index does.
class name_answer {
public:
    [[nodiscard]] name_status status() const noexcept { return status_; }
    /// The unit, if the evidence leaves one: among the candidates that stand on the day, lie where the text says and
    /// are of the kind that is written, it alone has the closest evidence, and that is a spelling of its name, not only
    /// one like it. Else null. On any day, versions of one unit are several.
    [[nodiscard]] const unit* the_one() const noexcept { return the_one_; }
    /// All of them, the likeliest first: those that lie where the text says, then those in force, then by evidence and
    /// kind; then the later ones, if they do not all stand on one day, then by code.
    [[nodiscard]] std::span<const name_candidate> candidates() const& noexcept { return candidates_; }
    std::span<const name_candidate> candidates() const&& = delete;
    [[nodiscard]] place_fault fault() const noexcept { return fault_; }
    /// Whether the day asked for is before the first of which the registry tells.
    [[nodiscard]] bool outside_history() const noexcept { return outside_history_; }

private:
    friend struct detail::name_table;
    std::vector<name_candidate> candidates_;
    const unit* the_one_ = nullptr;
    name_status status_ = name_status::unknown;
    place_fault fault_ = place_fault::none;
    bool outside_history_ = false;
};

/// Finds units by their names as people write them (see `written_place`): any spelling, with or without the word for
/// the kind, alone or in a chain up to the province. Keeps a copy of the registry. Immutable, so safe to share between
/// threads.
///
/// A chain may be told in either order, with gaps, and with units that ended before the day: districts, provinces.
/// Hyphens belong to the name, or, if no unit bears such a name, part a chain.
class MUONG_EXPORT name_index {
public:
    /// O(n log n).
    explicit name_index(const registry& units);

    name_index(const name_index&) noexcept = default;  // a move is a copy: no index is ever without its names
    name_index& operator=(const name_index&) noexcept = default;
    ~name_index() = default;

    /// O(length of the text + units of that name). Never throws for any text.
    /// \throws std::invalid_argument if no unit ever bore the code `within`
    [[nodiscard]] name_answer find(std::string_view text, const name_query& query = {}) const&;
    name_answer find(std::string_view text, const name_query& query = {}) const&& = delete;
    /// The same, into an answer whose memory is used again.
    void find(std::string_view text, const name_query& query, name_answer& answer) const&;
    void find(std::string_view text, const name_query& query, name_answer& answer) const&& = delete;

    [[nodiscard]] const registry& units() const& noexcept;
    const registry& units() const&& = delete;
    /// Bytes held besides the registry.
    [[nodiscard]] std::size_t memory() const noexcept;

    /// For the algorithms of this room.
    [[nodiscard]] const detail::name_table& table() const& noexcept { return *table_; }
    const detail::name_table& table() const&& = delete;

private:
    std::shared_ptr<const detail::name_table> table_;  // never null
};

/// Why a candidate is one, and for a unit that has ended by `day` what succeeded it, as one line: "thi_tran Mường Chà
/// (03172), 2012-08-25/2025-07-01: same_name, ended; succeeded by xa Na Sang (03172)".
[[nodiscard]] MUONG_EXPORT std::string explain(const name_index& index, const name_candidate& candidate, date day);

}  // namespace muong::v0
