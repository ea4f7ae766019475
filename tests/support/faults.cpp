// SPDX-License-Identifier: MIT
#include "support/faults.hpp"

#include <algorithm>
#include <functional>

namespace muong::test {

namespace {

using namespace muong::literals;

class planter {
public:
    planter(const generated_history& sound, source_of_chance& chance)
        : made_{sound}, chance_{chance}, later_{sound.moments.back() + 20} {}

    std::optional<faulty_history> plant(std::size_t number) {
        switch (number) {
            case 0:
                return overlap();
            case 1:
                return parent("NONE");
            case 2:
                return late_parent();
            case 3:
                return no_successor();
            case 4:
                return add_transfer(dead(), open(), errc::source_not_in_force, "from_code");
            case 5:
                return add_transfer(open(), dead(), errc::target_not_in_force, "to_code");
            case 6:
                return add_transfer("NONE", open(), errc::unknown_unit, "from_code");
            case 7:
                return add_transfer(open(), "NONE", errc::unknown_unit, "to_code");
            case 8:
                return twice();
            case 9:
                return whole_beside_part();
            case 10:
                return sum_above_one(false);
            case 11:
                return sum_above_one(true);
            case 12:
                return share({"people", fraction{-1, 2}, {}, {}}, errc::share_out_of_range, "share_people");
            case 13:
                return share({"people", fraction{3, 2}, {}, {}}, errc::share_out_of_range, "share_people");
            case 14:
                return share({"area", {}, fraction{5, 4}, {}}, errc::share_out_of_range, "back_share_area");
            case 15:
                return share({"people", {}, {}, decimal{-1}}, errc::share_out_of_range, "amount_people");
            case 16:
                return share({"area", fraction{0}, fraction{1, 9}, {}}, errc::contradicting_share, "back_share_area");
            case 17:
                return half_of_the_whole();
            case 18:
                return add_unit({"X1"_unit, "", "", {}, {}, later_, later_ - 1}, errc::empty_period, "valid_to");
            case 19:
                return add_unit({"X1"_unit, "", "", {}, {}, later_, later_}, errc::empty_period, "valid_to");
            case 20:
                return circle_of_parents();
            case 21:
                return circle_of_transfers();
            case 22:
                return act_twice();
            case 23:
                return variant("NONE", errc::unknown_unit);
            case 24:
                return variant(dead(), errc::not_in_force);
            case 25:
                return add_unit({"X1"_unit, "\xC3\x28", "", {}, {}, later_, {}}, errc::invalid_utf8, "name");
            case 26:
                return add_unit({"X1"_unit, "", std::string(256, 'k'), {}, {}, later_, {}}, errc::out_of_range, "kind");
            case 27:
                return add_text({"ABCDEFGHIJKLMNOP", "", "", "", "", "2000-01-01", ""}, errc::malformed_code, "code");
            case 28:
                return add_text({"", "", "", "", "", "2000-01-01", ""}, errc::missing_value, "code");
            case 29:
                return add_text({"X1", "", "", "", "", "2001-02-29", ""}, errc::malformed_text, "valid_from");
            case 30:
                return add_text({"X1", "", "", "commune", "", "2001-02-28", ""}, errc::malformed_text, "tier");
            case 31:
                return add_text({"X1", "", "", "", "a b", "2001-02-28", ""}, errc::malformed_code, "parent");
            case 32:
                return add_text({"X1", "", "", "", "", "", ""}, errc::missing_value, "valid_from");
            case 33:
                return add_text({"X1", "", "", "", "", "2001-02-28", "never"}, errc::malformed_text, "valid_to");
            case 34:
                return text_of_transfer("all", "", errc::unknown_value, "extent");
            case 35:
                return text_of_transfer("part", "1/0", errc::malformed_text, "share_people");
            case 36:
                return change_without_eve();
            case 37:
                return basis_twice();
            default:
                return {};
        }
    }

private:
    using answer = std::optional<faulty_history>;

    [[nodiscard]] answer done(errc kind, std::string_view table, std::size_t row, std::string_view field) const {
        return faulty_history{made_.rows(), kind, {std::string{table}, row + 2, 0, std::string{field}}};
    }

    /// A row of `rows` that fits; nothing if none does.
    template <class Row>
    std::optional<std::size_t> any(const std::vector<Row>& rows, const std::function<bool(const Row&)>& fits) {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (fits(rows[i])) found.push_back(i);
        }
        if (found.empty()) return {};
        return chance_.pick(found);
    }
    std::optional<std::size_t> any_unit(const std::function<bool(const unit_row&)>& fits) {
        return any<unit_row>(made_.units, fits);
    }
    std::optional<std::size_t> any_transfer(const std::function<bool(const transfer_row&)>& fits) {
        return any<transfer_row>(made_.transfers, fits);
    }

    /// A commune that stands for good; one that never stands again, or an empty text.
    std::string open() {
        const auto u = any_unit([](const auto& row) { return !row.valid_to && row.tier == unit_tier::commune; });
        return to_string(made_.units[u.value()].code);
    }
    std::string dead() {
        const auto u = any_unit([&](const auto& row) { return made_.standing(row.code.view(), later_) == nullptr; });
        return u ? to_string(made_.units[*u].code) : "";
    }

    answer overlap() {
        const auto u = any_unit([](const auto& row) { return row.valid_to != row.valid_from; });
        made_.units.push_back(made_.units[u.value()]);
        if (chance_.chance(1, 2)) {
            made_.units.back().valid_to.reset();
            made_.units.back().parent.reset();  // which may end
        }
        // with an open end it meets every later version of its code too
        const auto& late = made_.units.back();
        const auto met = std::count_if(made_.units.begin(), made_.units.end() - 1, [&](const auto& row) {
            return row.code == late.code && row.valid_to != row.valid_from &&
                   (!row.valid_to || late.valid_from < *row.valid_to) &&
                   (!late.valid_to || row.valid_from < *late.valid_to);
        });
        if (met != 1) return {};
        return done(errc::overlapping_period, "units.csv", made_.units.size() - 1, "valid_from");
    }

    std::optional<std::size_t> without_parent() {
        return any_unit([](const auto& row) {
            return !row.parent && row.valid_to != row.valid_from && row.tier == unit_tier::commune;
        });
    }
    answer parent(std::string_view code) {
        const auto u = without_parent();
        if (!u) return {};
        made_.units[*u].parent = unit_code::parse(code);
        return done(errc::unknown_parent, "units.csv", *u, "parent");
    }
    answer late_parent() {
        const auto child = without_parent();
        if (!child) return {};
        const auto above = any_unit([&](const auto& row) {
            return row.valid_from != row.valid_to &&
                   made_.standing(row.code.view(), made_.units[*child].valid_from) == nullptr;
        });
        if (!above) return {};
        made_.units[*child].parent = made_.units[*above].code;
        return done(errc::parent_not_in_force, "units.csv", *child, "parent");
    }

    answer no_successor() {
        const auto u = any_unit([](const auto& row) { return !row.valid_to && row.tier == unit_tier::commune; });
        made_.units[u.value()].valid_to = later_;
        return done(errc::no_successor, "units.csv", *u, "valid_to");
    }

    answer add_unit(unit_row row, errc kind, std::string_view field) {
        made_.units.push_back(std::move(row));
        return done(kind, "units.csv", made_.units.size() - 1, field);
    }
    answer add_transfer(const std::string& from, const std::string& to, errc kind, std::string_view field) {
        const auto source = unit_code::parse(from);
        const auto target = unit_code::parse(to);
        if (!source || !target) return {};
        made_.transfers.push_back({later_, "act", "1", *source, *target, extent::part, {}});
        return done(kind, "transfers.csv", made_.transfers.size() - 1, field);
    }

    answer twice() {
        const auto t = any_transfer([](const auto&) { return true; });
        if (!t) return {};
        made_.transfers.push_back(made_.transfers[*t]);
        made_.transfers.back().shares.clear();
        return done(errc::duplicate_transfer, "transfers.csv", made_.transfers.size() - 1, "to_code");
    }

    /// Whether another row of the same day has the same source.
    [[nodiscard]] bool is_divided(const transfer_row& row) const {
        return std::count_if(made_.transfers.begin(), made_.transfers.end(), [&](const auto& other) {
                   return other.effective == row.effective && other.from_code == row.from_code;
               }) > 1;
    }
    answer whole_beside_part() {
        const auto t = any_transfer([&](const auto& row) { return is_divided(row); });
        if (!t) return {};
        made_.transfers[*t].extent = extent::whole;
        made_.transfers[*t].shares.clear();
        return done(errc::whole_and_part, "transfers.csv", *t, "extent");
    }

    answer sum_above_one(bool backward) {
        std::vector<std::pair<std::size_t, std::size_t>> pairs;
        const auto ways = [&] {
            std::vector<std::pair<std::size_t, const way*>> all;
            for (std::size_t d = 0; d < made_.days.size(); ++d) {
                for (const auto& w : made_.days[d].ways) all.emplace_back(d, &w);
            }
            return all;
        }();
        const auto together = [&](const auto& a, const auto& b) {
            if (a.first != b.first || a.second->row == b.second->row) return false;
            return backward ? a.second->to == b.second->to && a.second->to_within == b.second->to_within
                            : a.second->from == b.second->from && a.second->from_within == b.second->from_within;
        };
        for (const auto& a : ways) {
            for (const auto& b : ways) {
                if (together(a, b) && a.second->row < b.second->row) pairs.emplace_back(a.second->row, b.second->row);
            }
        }
        if (pairs.empty()) return {};
        const auto [first, second] = chance_.pick(pairs);
        const auto& of_pair =
            *std::find_if(ways.begin(), ways.end(), [row = first](const auto& w) { return w.second->row == row; });
        for (const auto& w : ways) {
            if (together(w, of_pair)) made_.transfers[w.second->row].shares.clear();
        }
        basis_row known{"people", {}, {}, {}};
        (backward ? known.back_share : known.share) = fraction{2, 3};
        made_.transfers[first].shares = {known};
        made_.transfers[second].shares = {known};
        return done(errc::shares_above_one, "transfers.csv", second, backward ? "back_share_people" : "share_people");
    }

    answer share(basis_row known, errc kind, std::string_view field) {
        const auto t = any_transfer([](const auto& row) { return row.extent == extent::part; });
        if (!t) return {};
        made_.transfers[*t].shares = {std::move(known)};
        return done(kind, "transfers.csv", *t, field);
    }
    answer half_of_the_whole() {
        const auto t = any_transfer([](const auto& row) { return row.extent == extent::whole; });
        if (!t) return {};
        made_.transfers[*t].shares = {{"area", fraction{1, 2}, {}, {}}};
        return done(errc::contradicting_share, "transfers.csv", *t, "share_area");
    }
    answer basis_twice() {
        const auto t = any_transfer([](const auto&) { return true; });
        if (!t) return {};
        made_.transfers[*t].shares = {{"area", {}, {}, decimal{0}}, {"area", {}, {}, decimal{0}}};
        return done(errc::duplicate_key, "transfers.csv", *t, "share_area");
    }

    answer circle_of_parents() {
        made_.units.push_back({"X1"_unit, "", "", {}, "X2"_unit, later_, {}});
        made_.units.push_back({"X2"_unit, "", "", {}, "X1"_unit, later_, {}});
        return done(errc::parent_cycle, "units.csv", made_.units.size() - 2, "parent");
    }
    answer circle_of_transfers() {
        made_.transfers.push_back({later_, "", "", "X1"_unit, "X2"_unit, extent::whole, {}});
        made_.transfers.push_back({later_, "", "", "X2"_unit, "X1"_unit, extent::whole, {}});
        return done(errc::transfer_cycle, "transfers.csv", made_.transfers.size() - 2, "to_code");
    }
    answer change_without_eve() {
        made_.transfers.push_back({date::min(), "", "", "X1"_unit, "X2"_unit, extent::whole, {}});
        return done(errc::out_of_range, "transfers.csv", made_.transfers.size() - 1, "effective");
    }

    answer act_twice() {
        auto made = done(errc::duplicate_key, "acts.csv", 1, "number");
        made->rows.add(legal_act{"1/NQ", "", {}, {}, later_}, {"acts.csv", 2, 0, ""});
        made->rows.add(legal_act{"1/NQ", "", {}, {}, later_}, {"acts.csv", 3, 0, ""});
        return made;
    }
    answer variant(const std::string& code, errc kind) {
        if (code.empty()) return {};
        auto made = done(kind, "variants.csv", 0, "code");
        made->rows.add_variant(*unit_code::parse(code), later_, "Name", "register", {"variants.csv", 2, 0, ""});
        return made;
    }
    answer add_text(const unit_text& row, errc kind, std::string_view field) {
        auto made = done(kind, "units.csv", made_.units.size(), field);
        made->rows.add(row, {"units.csv", made_.units.size() + 2, 0, ""});
        return made;
    }
    answer text_of_transfer(std::string_view how, std::string_view share, errc kind, std::string_view field) {
        const auto code = open();
        const auto day = to_string(later_);
        const basis_text known{"people", share, "", ""};
        auto made = done(kind, "transfers.csv", made_.transfers.size(), field);
        made->rows.add(transfer_text{day, "", "", code, code, how, {&known, 1}},
                       {"transfers.csv", made_.transfers.size() + 2, 0, ""});
        return made;
    }

    generated_history made_;
    source_of_chance& chance_;
    date later_;
};

}  // namespace

std::optional<faulty_history> with_fault(const generated_history& sound, std::size_t number, source_of_chance& chance) {
    return planter{sound, chance}.plant(number);
}

}  // namespace muong::test
