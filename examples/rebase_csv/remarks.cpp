// SPDX-License-Identifier: MIT
#include "remarks.hpp"

#include <muong/units/audit.hpp>

#include <algorithm>

namespace rebase_csv {

std::vector<std::string> remarks_on(const muong::registry_tables& tables, const std::string& basis, muong::date from,
                                    muong::date to) {
    const auto [first, last] = std::minmax(from, to);
    std::vector<std::string> remarks;
    std::size_t more = 0;
    for (const auto& f : muong::audit(tables.units)) {
        if (f.day <= first || last < f.day) continue;
        const bool short_of = f.kind == muong::errc::shares_below_one && from < to &&
                              f.what.find(" of " + basis + " ") != std::string::npos;
        if (!short_of && f.kind != muong::errc::used_up_but_standing && f.kind != muong::errc::no_predecessor) continue;
        if (remarks.size() < told_remarks) {
            remarks.push_back(to_string(place_of(tables, f)) + ": " + to_string(f));
        } else {
            ++more;
        }
    }
    if (more > 0) remarks.push_back("and " + std::to_string(more) + " more such rows");
    return remarks;
}

}  // namespace rebase_csv
