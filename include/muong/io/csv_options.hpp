// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace muong::inline v0 {

/// How a table is written: RFC 4180 unless said otherwise.
struct csv_dialect {
    char delimiter = ',';        ///< one of , ; | and tab
    bool decimal_comma = false;  ///< numbers are written 13,60 and not 13.60

    friend bool operator==(const csv_dialect&, const csv_dialect&) = default;
};

/// How a table is read.
struct csv_options {
    csv_dialect dialect = {};
    bool header = true;         ///< the first record names the columns
    bool ragged = false;        ///< records may have any number of fields; else as many as the first one
    bool stray_quotes = false;  ///< a quote inside an unquoted field is text, and no problem
    std::size_t max_record = std::size_t{16}
                             << 20;             ///< bytes; a longer record ends the reading with a problem; up to 1 GiB
    std::size_t buffer = std::size_t{1} << 20;  ///< bytes asked of a source at once; at least 128 are used
};

}  // namespace muong::v0
