// SPDX-License-Identifier: MIT
#include "remarks.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace rebase_csv {

namespace {

constexpr std::string_view unit_columns[] = {"code", "name", "kind", "tier", "parent", "valid_from", "valid_to"};
constexpr std::string_view transfer_columns[] = {"effective", "act", "clause", "from_code", "to_code", "extent"};
constexpr std::string_view basis_prefixes[] = {"back_share_", "share_", "amount_"};

/// Small letters, and _ for blanks and other signs between them.
std::string plain(std::string_view name) {
    std::string made;
    for (const char c : name) {
        const bool is_letter =
            (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9');
        made += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : is_letter ? c : '_';
    }
    return made;
}

/// Whether one is the other with a letter more, or with two letters beside each other exchanged. A letter for another
/// does not count: shape_area is no share_area.
bool is_slip(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    const auto at = static_cast<std::size_t>(std::mismatch(b.begin(), b.end(), a.begin()).first - b.begin());
    if (a.size() == b.size() + 1) return a.substr(at + 1) == b.substr(at);
    return a.size() == b.size() && at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
           a.substr(at + 2) == b.substr(at + 2);
}

bool is_like(const std::string& name, std::string_view known) { return name == known || is_slip(name, known); }

/// The column with a basis that is probably meant, or the form of its name.
std::string meant_with_basis(const std::string& name) {
    for (const auto prefix : basis_prefixes) {
        if (is_like(name, prefix.substr(0, prefix.size() - 1))) return std::string{prefix} + "<basis>";
        for (auto size = prefix.size() - 1; size <= prefix.size() + 1 && size < name.size(); ++size) {
            if (is_like(name.substr(0, size), prefix) && name[size - 1] == '_')
                return std::string{prefix} + name.substr(size);
        }
    }
    return {};
}

void add_columns(const muong::table_rows& table, std::span<const std::string_view> known, bool with_bases,
                 std::vector<std::string>& found) {
    const auto is_in = [](const auto& names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const auto& column : table.columns) {
        if (is_in(known, column)) continue;
        if (with_bases && std::any_of(std::begin(basis_prefixes), std::end(basis_prefixes), [&](auto prefix) {
                return column.starts_with(prefix) && column.size() > prefix.size();
            })) {
            continue;
        }
        const auto name = plain(column);
        auto meant = with_bases ? meant_with_basis(name) : std::string{};
        for (const auto other : known) {
            if (meant.empty() && !is_in(table.columns, other) && is_like(name, other)) meant = other;
        }
        if (meant.empty() || is_in(table.columns, meant)) continue;
        auto& told = found.emplace_back("the column '");
        told.append(column).append("' of ").append(table.source);
        told.append(" is not read; if it is meant so, call it ").append(meant);
    }
}

}  // namespace

std::vector<std::string> columns_not_read(const muong::registry_tables& tables) {
    std::vector<std::string> found;
    add_columns(tables.unit_rows, unit_columns, false, found);
    add_columns(tables.transfer_rows, transfer_columns, true, found);
    return found;
}

std::vector<remark> remarks_on(const muong::registry_tables& tables, const std::vector<muong::finding>& findings,
                               const std::vector<std::string>& bases, muong::date from, muong::date to) {
    const auto [first, last] = std::minmax(from, to);
    std::vector<remark> remarks;
    for (const auto& f : findings) {
        if (f.day <= first || last < f.day) continue;
        const bool short_of = f.kind == muong::errc::shares_below_one && from < to &&
                              std::find(bases.begin(), bases.end(), f.basis) != bases.end();
        constexpr muong::errc costly[] = {muong::errc::used_up_but_standing, muong::errc::lone_part,
                                          muong::errc::no_predecessor, muong::errc::border_not_told};
        if (!short_of && std::find(std::begin(costly), std::end(costly), f.kind) == std::end(costly)) continue;
        remarks.push_back({to_string(place_of(tables, f)) + ": " + to_string(f), f.about->tier()});
    }
    return remarks;
}

}  // namespace rebase_csv
