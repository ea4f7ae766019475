// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <stdexcept>
#include <utility>

#include <muong/indicators/series_panel.hpp>

namespace muong::inline v0::detail {

/// What is told of the cells of a panel, by cell.
class cell_statuses {
public:
    /// \throws std::invalid_argument for statuses that do not fit the panel
    explicit cell_statuses(const series_panel& told) {
        const auto& values = told.values;
        for (const auto& s : told.statuses) {
            if (s.row >= values.rows() || s.column >= values.columns().size()) {
                throw std::invalid_argument{"muong::series_panel: a status of row " + std::to_string(s.row) +
                                            ", column " + std::to_string(s.column) + ", which the panel does not have"};
            }
            const auto told_of = [&] {
                return to_string(values.units()[s.row]) + ", " + values.columns()[s.column].id;
            };
            if (s.status.is_missing() && values.at(s.row, s.column)) {
                throw std::invalid_argument{"muong::series_panel: status " + to_string(s.status) + " of " + told_of() +
                                            ", which has a value; are the statuses those of another map?"};
            }
            if (!all_.try_emplace({s.row, s.column}, s.status).second) {
                throw std::invalid_argument{"muong::series_panel: two statuses of " + told_of()};
            }
        }
    }

    [[nodiscard]] observation_status at(std::size_t row, std::size_t column) const {
        const auto found = all_.find({row, column});
        return found == all_.end() ? observation_status{} : found->second;
    }

private:
    std::map<std::pair<std::size_t, std::size_t>, observation_status> all_;
};

}  // namespace muong::v0::detail
