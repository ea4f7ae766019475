// SPDX-License-Identifier: MIT
#include <muong/data/dien_bien.hpp>
#include <muong/units/registry.hpp>
#include <muong/version.hpp>

#include <iostream>

int main() {
    using namespace muong::literals;
    const auto& units = muong::dien_bien().registry();
    const auto* old = units.at("03166", "2025-06-30"_date);
    const auto* now = units.at("03166", "2025-07-01"_date);
    if (old == nullptr || now == nullptr || old->name() == now->name()) return 1;
    std::cout << "muong " << MUONG_VERSION_STRING << ": " << *old << "; " << *now << '\n';
}
