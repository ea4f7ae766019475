// SPDX-License-Identifier: MIT
//
// In which commune does a place lie now? Any commune, district or province of Viet Nam, as people write it.
//
//     examples/run 04_which_commune_now "xã Tả Van, Sa Pa, Lào Cai" "Phường 4, Quận 8"
//
// Shows: a name is looked for on the last day of the old communes and on the first of the new ones, since both bear
// many a name; what each transfer moves, in words; hints for a name that nobody bears. Comes after 03_resolve_names.

#include <iostream>
#include <muong/data.hpp>
#include <muong/units.hpp>

namespace {

using namespace muong;

constexpr std::size_t most_told = 8;

std::string_view in_words(transfer_scope scope) {
    switch (scope) {
        case transfer_scope::all:
            return "whole";
        case transfer_scope::unchanged:
            return "whole, and unchanged";
        case transfer_scope::renamed:
            return "whole, and only renamed";
        case transfer_scope::part:
            return "part of the land and of the people";
        case transfer_scope::land:
            return "part of the land, nobody on it";
        case transfer_scope::land_and_all_people:
            return "part of the land, and all the people";
        case transfer_scope::rest:
            return "the rest of the land and of the people";
        case transfer_scope::all_land:
            return "all the land, nobody on it";
        case transfer_scope::people:
            return "part of the people, no land";
        case transfer_scope::rest_of_people:
            return "the rest of the people, no land";
    }
    return to_string(scope);
}

std::string place_of(const registry& units, const unit& u, date on) {
    std::string text = full_name_and_code(u);
    for (const auto* above : units.ancestors_of(u, on)) text += ", " + full_name(*above);
    return text;
}

/// A line for each unit or transfer, up to `most_told`.
template <class Range, class Line>
void list(const Range& all, Line line) {
    std::size_t told = 0;
    for (const auto& one : all) {
        if (++told > most_told) {
            std::cout << "        and " << all.size() - most_told << " more\n";
            return;
        }
        std::cout << "        " << line(one) << "\n";
    }
}

/// What became of a unit of the eve, or what a unit of the day was made of.
void tell_change(const registry& units, const unit& u, date day) {
    const bool old = u.valid().contains(day.eve());
    if (old && u.valid().contains(day)) {
        std::cout << "      goes on as it was\n";
        return;
    }
    std::vector<std::pair<const transfer*, const unit*>> moved;  // with the unit at the other end
    for (const auto& t : units.transfers_on(day)) {
        const auto* const other = old ? t.to() : t.from();
        if ((old ? t.from() : t.to()) == &u && other != nullptr) moved.emplace_back(&t, other);
    }
    if (!moved.empty()) {
        std::cout << (old ? "      went to\n" : "      was made of\n");
        list(moved, [&](const auto& way) {
            const auto& [t, other] = way;
            std::string line = place_of(units, *other, old ? day : day.eve()) + ": ";
            line += in_words(viet_nam_2025().scope_of(*t));
            if (t->act() != nullptr) line += " (" + t->act()->number;
            if (!t->clause().empty()) line += ", clause " + std::string{t->clause()};
            return line + (t->act() != nullptr ? ")" : "");
        });
        return;
    }
    std::cout << "      ended with its tier; its land is now in\n";
    list(successors(units, u.code(), day.eve(), day).ends, [&](const unit* end) { return place_of(units, *end, day); });
}

/// Tells the units that may be meant on a day. \returns whether there are any
bool tell_on(const name_index& names, const name_answer& answer, date on) {
    const auto& units = names.units();
    std::size_t told = 0;
    for (const auto& c : answer.candidates()) {
        if (!c.in_force || c.elsewhere || (answer.the_one() != nullptr && c.who != answer.the_one())) continue;
        if (told == 0) std::cout << "  " << on << ", " << answer.status() << "\n";
        if (++told > most_told) {
            std::cout << "    and others\n";
            break;
        }
        std::cout << "    " << place_of(units, *c.who, on);
        if (c.evidence != name_evidence::same_name) std::cout << ", " << c.evidence;
        std::cout << "\n";
        tell_change(units, *c.who, viet_nam_2025().consolidation());
    }
    return told > 0;
}

void tell(const name_index& names, std::string_view text) {
    std::cout << text << "\n";
    const date day = viet_nam_2025().consolidation();
    const auto before = names.find(text, {.day = day.eve()});
    if (before.status() == name_status::unreadable) {
        std::cout << "  is no name: " << before.fault() << "\n";
        return;
    }
    const auto after = names.find(text, {.day = day});
    const bool was = tell_on(names, before, day.eve());
    const bool is = tell_on(names, after, day);
    if (was || is) return;

    std::cout << "  unknown\n";
    bool hinted = false;
    for (const auto* answer : {&before, &after}) {  // namesakes, in other places
        std::size_t told = 0;
        for (const auto& c : answer->candidates()) {
            if (!c.in_force || ++told > 3) continue;
            hinted = true;
            const date on = answer == &before ? day.eve() : day;
            std::cout << "    but there is " << place_of(names.units(), *c.who, on) << ", on " << on << "\n";
        }
    }
    if (hinted) return;
    for (const auto& near : near_names(names, text)) {
        const auto& valid = near.who->valid();
        const date on = valid.contains(day) ? day : day.eve();
        std::cout << "    perhaps " << place_of(names.units(), *near.who, on) << ", on " << on << "\n";
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
         {"xã Mường Chà, Điện Biên", "thị trấn Mường Chà", "Noong Bua, Điện Biên Phủ", "P.4, Q.8, TP. Hồ Chí Minh",
          "xã Kỳ Lợi, thị xã Kỳ Anh, Hà Tĩnh", "phường Vũng Áng, Hà Tĩnh", "thị xã Sa Pa", "huyện Lý Sơn", "Muong Lan",
          "xã Chà Cang, Sơn La", "xã Mường Nhế Bạc", "xã Mường Nhee, Điện Biên", "xã"}) {
        tell(names, text);
    }
}
