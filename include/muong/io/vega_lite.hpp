// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include <muong/core/export.hpp>
#include <muong/core/problem.hpp>
#include <muong/indicators/series.hpp>
#include <muong/indicators/target.hpp>
#include <muong/io/vega_options.hpp>
#include <muong/projects/earned_value.hpp>

namespace muong::inline v0 {

// Pictures as specifications of Vega-Lite 5, JSON that browsers, notebooks and `vl2svg` draw. The figures stand in them
// as values; whole numbers exactly, others as JSON readers keep them, to 15 digits. What is missing is null and never
// 0: a line breaks there. The same input always gives the same text.
// \source https://vega.github.io/schema/vega-lite/v5.json

/// A series over its periods as a line, with the targets that are set for them: a line from the first to the last
/// period of each, or a band for a goal between two numbers, and its words. The periods reach from the first to the
/// last that the series or a target has; a target of a longer period, such as a term, lies over all its parts, one of a
/// shorter period over the one that it lies in. Values that are not normal have a hollow point; a period without a
/// value has a mark at the foot, which tells why. Goals are converted into the unit of the series. \returns the
/// specification, or a problem as `convert` for each target that is in another kind of unit, whose place has the id of
/// the target as its source
[[nodiscard]] MUONG_EXPORT result<std::string> to_vega_lite(const series& s, std::span<const target> targets = {},
                                                            const vega_options& options = {});

/// A completion curve (see `completion_curve`): how many projects were to be finished by the end of each period, and
/// how many are; those that perhaps are lie in a band above the line of those that are for sure.
[[nodiscard]] MUONG_EXPORT std::string to_vega_lite(std::span<const completion_point> curve,
                                                    const vega_options& options = {});

}  // namespace muong::v0
