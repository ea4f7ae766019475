// SPDX-License-Identifier: MIT
#include <muong/units/name_column.hpp>

#include <algorithm>
#include <ostream>

namespace muong::inline v0 {

template <class Texts>
name_report name_report::resolve(const name_index& index, const Texts& texts, const name_query& query) {
    name_report report;
    report.rows_.reserve(texts.size());
    name_answer answer;
    for (const auto& text : texts) {
        index.find(text, query, answer);
        resolved_row row;
        row.text = text;
        row.who = answer.the_one();
        row.status = answer.status();
        row.fault = answer.fault();
        if (row.who == nullptr) {
            const auto found = answer.candidates().first(std::min(answer.candidates().size(), max_kept));
            row.first = static_cast<std::uint32_t>(report.candidates_.size());
            row.kept = static_cast<std::uint16_t>(found.size());
            report.candidates_.insert(report.candidates_.end(), found.begin(), found.end());
        }
        ++report.counts_[static_cast<std::size_t>(row.status)];
        report.rows_.push_back(row);
    }
    return report;
}

name_report resolve_column(const name_index& index, std::span<const std::string_view> texts, const name_query& query) {
    return name_report::resolve(index, texts, query);
}
name_report resolve_column(const name_index& index, std::span<const std::string> texts, const name_query& query) {
    return name_report::resolve(index, texts, query);
}

problems name_report::faults(const place& column) const {
    problems all;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const auto& row = rows_[i];
        if (row.status == name_status::matched) continue;
        problem fault{errc::unknown_name, column, std::string{row.text}};
        const auto candidates = candidates_of(row);
        const bool several = std::any_of(candidates.begin(), candidates.end(), [&](const name_candidate& c) {
            return c.who->code() != candidates.front().who->code();
        });
        const bool lacks_marks =
            !several && !candidates.empty() && candidates.front().evidence == name_evidence::without_marks;
        fault.where.row = std::max<std::uint64_t>(column.row, 1) + i;
        switch (row.status) {
            case name_status::unreadable:
                fault.code = row.fault == place_fault::invalid_utf8 ? errc::invalid_utf8
                             : row.fault == place_fault::empty      ? errc::missing_value
                                                                    : errc::malformed_text;
                fault.expected = "the name of a unit";
                break;
            case name_status::ambiguous:
                fault.code = errc::ambiguous_name;
                fault.expected = lacks_marks ? "a name with its marks, as that of " : "a name that leaves one of ";
                break;
            case name_status::not_in_force:
                fault.code = errc::not_in_force;
                fault.expected = "a unit that stands on the day, not ";
                break;
            default:
                fault.expected = row.kept == 0 ? "the name of a unit" : "the name of a unit of that place, not ";
        }
        if (!candidates.empty()) {
            fault.expected += to_string(*candidates.front().who);
            if (several) fault.expected += " and others";
            if (lacks_marks) fault.expected += ", or leave to match without them";
        }
        all.push_back(std::move(fault));
    }
    return all;
}

std::string to_string(const name_report& report) {
    std::string text = std::to_string(report.rows().size()) + " rows:";
    bool first = true;
    for (const auto status : {name_status::matched, name_status::ambiguous, name_status::not_in_force,
                              name_status::unknown, name_status::unreadable}) {
        text += first ? " " : ", ";
        first = false;
        text += std::to_string(report.count(status)) + ' ';
        text += to_string(status);
    }
    return text;
}
std::ostream& operator<<(std::ostream& out, const name_report& report) { return out << to_string(report); }

}  // namespace muong::v0
