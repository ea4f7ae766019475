// SPDX-License-Identifier: MIT
#include <muong/units/name_index.hpp>

#include <muong/units/lineage.hpp>

#include <array>
#include <ostream>

#include "core/word_list.hpp"
#include "units/name_table.hpp"

namespace muong::inline v0 {

std::string_view to_string(name_evidence evidence) noexcept {
    constexpr std::array<std::string_view, 5> names{"same_name", "variant", "respelled", "without_marks",
                                                    "other_marks"};
    return detail::word_of(names, evidence);
}
std::ostream& operator<<(std::ostream& out, name_evidence evidence) { return out << to_string(evidence); }

std::string_view to_string(name_status status) noexcept {
    constexpr std::array<std::string_view, 5> names{"matched", "ambiguous", "not_in_force", "unknown", "unreadable"};
    return detail::word_of(names, status);
}
std::ostream& operator<<(std::ostream& out, name_status status) { return out << to_string(status); }

std::string to_string(const name_candidate& c) {
    std::string text = c.who == nullptr ? std::string{"nobody"} : to_string(*c.who);
    text += ": ";
    text += to_string(c.evidence);
    if (c.variant != nullptr) {
        text += " '";
        text += c.variant->name;
        text += "' of ";
        text += c.variant->spelled_by;
    }
    if (c.kind_differs) text += ", kind_differs";
    if (!c.in_force) text += ", not_in_force";
    if (c.elsewhere) text += ", elsewhere";
    if (c.upper_units_ended) text += ", upper_units_ended";
    return text;
}
std::ostream& operator<<(std::ostream& out, const name_candidate& c) { return out << to_string(c); }

name_index::name_index(const registry& units) : table_{std::make_shared<const detail::name_table>(units)} {}

name_answer name_index::find(std::string_view text, const name_query& query) const& {
    name_answer answer;
    table_->find(text, query, answer);
    return answer;
}
void name_index::find(std::string_view text, const name_query& query, name_answer& answer) const& {
    table_->find(text, query, answer);
}
const registry& name_index::units() const& noexcept { return table_->units; }
std::size_t name_index::memory() const noexcept { return table_->memory(); }

std::string explain(const name_index& index, const name_candidate& c, date day) {
    auto text = to_string(c);
    if (c.who == nullptr) return text;
    const auto end = c.who->valid().to();
    if (!end || day < *end) return text;
    const auto after = successors(index.units(), c.who->code(), end->eve(), day);
    if (after.ends.empty()) return text;
    text += "; succeeded by ";
    for (std::size_t i = 0; i < after.ends.size(); ++i) {
        const auto& u = *after.ends[i];
        if (i > 0) text += ", ";
        text += u.kind();
        text += u.kind().empty() ? "" : " ";
        text += u.name();
        text += " (" + to_string(u.code()) + ')';
    }
    return text;
}

}  // namespace muong::v0
