// SPDX-License-Identifier: MIT
#pragma once

#include <muong/indicators/panel.hpp>

namespace muong::inline v0::detail {

/// Sets the stride of a panel whose units and columns stand, and makes room for its cells and the facts of its rows.
void lay_out(panel_body& body);

/// Finds the bound and the gaps of each row, and the total of each column, out of the cells.
void seal(panel_body& body);

}  // namespace muong::v0::detail
