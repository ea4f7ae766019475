// SPDX-License-Identifier: MIT
// The units of a lineage do not outlive their registry.
// expect: successors(const registry&& units, const unit_code& code, date day, date until) = delete
#include <muong/units/lineage.hpp>
#include <muong/units/registry.hpp>

muong::registry read();

std::size_t count(const muong::unit_code& code, muong::date day) {
#ifdef MUONG_WITH_MISTAKE
    return successors(read(), code, day, day).ends.size();
#else
    const auto units = read();
    return successors(units, code, day, day).ends.size();
#endif
}
