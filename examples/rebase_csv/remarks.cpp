// SPDX-License-Identifier: MIT
#include "remarks.hpp"

#include <algorithm>

namespace rebase_csv {

std::vector<remark> remarks_on(const muong::registry_tables& tables, const std::vector<muong::finding>& findings,
                               const std::string& basis, muong::date from, muong::date to) {
    const auto [first, last] = std::minmax(from, to);
    std::vector<remark> remarks;
    for (const auto& f : findings) {
        if (f.day <= first || last < f.day) continue;
        const bool short_of = f.kind == muong::errc::shares_below_one && from < to && f.basis == basis;
        constexpr muong::errc costly[] = {muong::errc::used_up_but_standing, muong::errc::lone_part,
                                          muong::errc::no_predecessor, muong::errc::border_not_told};
        if (!short_of && std::find(std::begin(costly), std::end(costly), f.kind) == std::end(costly)) continue;
        remarks.push_back({to_string(place_of(tables, f)) + ": " + to_string(f), f.about->tier()});
    }
    return remarks;
}

}  // namespace rebase_csv
