// SPDX-License-Identifier: MIT
//
// In which commune does a place lie now? Any commune, district or province of Viet Nam, as people write it.
//
//     examples/run 04_which_commune_now "xã Tả Van, Sa Pa, Lào Cai" "Phường 4, Quận 8"
//
// Shows: a name is looked for on the eve of the consolidation, and the lineage of the unit on the day. Where the name
// leaves several units, all are told; a divided commune goes on in several. Comes after 03_resolve_names.

#include <iostream>
#include <muong/data.hpp>
#include <muong/units.hpp>

namespace {

using namespace muong;

std::string place_of(const registry& units, const unit& u, date on) {
    std::string text = full_name_and_code(u);
    for (const auto* above : units.ancestors_of(u, on)) text += ", " + full_name(*above);
    return text;
}

void tell(const name_index& names, std::string_view text) {
    const auto& units = names.units();
    const date day = viet_nam_2025().consolidation();
    const auto answer = names.find(text, {.day = day.eve()});
    std::cout << text << ": " << answer.status();
    if (answer.fault() != place_fault::none) std::cout << ", " << answer.fault();
    std::cout << "\n";
    std::size_t told = 0;
    for (const auto& c : answer.candidates()) {
        if (answer.the_one() != nullptr && c.who != answer.the_one()) continue;
        if (c.elsewhere && told > 0) break;
        if (++told > 5) {
            std::cout << "  and others\n";
            break;
        }
        if (!c.in_force) {
            std::cout << "  " << place_of(units, *c.who, c.who->valid().from()) << ": since " << c.who->valid().from()
                      << (c.elsewhere ? ", elsewhere" : "") << "\n";
            continue;
        }
        std::cout << "  " << place_of(units, *c.who, day.eve()) << (c.elsewhere ? ", elsewhere" : "") << ", is now\n";
        const auto line = successors(units, c.who->code(), day.eve(), day);
        std::size_t ends = 0;
        for (const auto* end : line.ends) {
            if (++ends > 8) {
                std::cout << "    and " << line.ends.size() - 8 << " more\n";
                break;
            }
            std::cout << "    " << (line.ends.size() > 1 && c.who->tier() == unit_tier::commune ? "partly " : "")
                      << place_of(units, *end, day) << "\n";
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    const name_index names{viet_nam_2025().registry()};
    if (argc > 1) {
        for (int i = 1; i < argc; ++i) tell(names, argv[i]);
        return 0;
    }
    for (const auto* const text :
         {"xã Mường Chà, huyện Mường Chà, Điện Biên", "thị trấn Mường Chà", "Noong Bua, Điện Biên Phủ",
          "P.4, Q.8, TP. Hồ Chí Minh", "xã Kỳ Lợi, thị xã Kỳ Anh, Hà Tĩnh", "Sa Pa, Lào Cai", "huyện Lý Sơn",
          "Muong Lan", "xã"}) {
        tell(names, text);
    }
}
