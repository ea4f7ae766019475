// SPDX-License-Identifier: MIT
#include "remarks.hpp"

#include <muong/units/audit.hpp>

#include <algorithm>

namespace rebase_csv {

std::vector<remark> remarks_on(const muong::registry_tables& tables, const std::string& basis, muong::date from,
                               muong::date to) {
    const auto [first, last] = std::minmax(from, to);
    std::vector<remark> remarks;
    for (const auto& f : muong::audit(tables.units)) {
        if (f.day <= first || last < f.day) continue;
        const bool short_of = f.kind == muong::errc::shares_below_one && from < to &&
                              f.what.find(" of " + basis + " ") != std::string::npos;
        if (!short_of && f.kind != muong::errc::used_up_but_standing && f.kind != muong::errc::no_predecessor &&
            f.kind != muong::errc::border_not_told) {
            continue;
        }
        remarks.push_back({to_string(place_of(tables, f)) + ": " + to_string(f), f.about->tier()});
    }
    return remarks;
}

}  // namespace rebase_csv
