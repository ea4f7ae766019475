// SPDX-License-Identifier: MIT
#include "funding/ledger_data.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <stdexcept>
#include <utility>

#include "core/word_list.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::array<std::string_view, ledger_dimensions_count> dimension_names{"source", "programme", "project",
                                                                                "unit",   "plan_year", "kind"};

ledger_sums told(const ledger::data& all, std::vector<ledger_dimension> by,
                 const std::vector<detail::numbered_sum>& sums) {
    std::vector<ledger_sums::row> rows;
    rows.reserve(sums.size());
    for (const auto& s : sums) {
        ledger_sums::row row{{}, any_money::of_minor(detail::checked_minor(s.sum), all.money), s.count};
        for (std::size_t d = 0; d < by.size(); ++d) row.keys.push_back(detail::key_text(all, by[d], s.keys[d]));
        rows.push_back(std::move(row));
    }
    return {std::move(by), all.money, std::move(rows)};
}

}  // namespace

std::string_view to_string(ledger_dimension d) noexcept { return detail::word_of(dimension_names, d); }
std::ostream& operator<<(std::ostream& out, ledger_dimension d) { return out << to_string(d); }

any_money ledger_sums::at(std::initializer_list<std::string_view> keys) const {
    if (keys.size() != by_.size()) throw std::invalid_argument{"muong::ledger_sums: as many keys as dimensions"};
    for (const auto& one : rows_) {
        if (std::ranges::equal(one.keys, keys)) return one.sum;
    }
    return any_money::of_minor(0, currency_);
}

any_money ledger_sums::total() const { return total_in(currency_, rows_, &row::sum); }

currency ledger::currency() const noexcept { return data_->money; }
std::size_t ledger::size() const noexcept { return data_->size(); }
const funding_sources& ledger::sources() const& noexcept { return data_->sources; }
const programmes& ledger::programmes() const& noexcept { return data_->programmes; }

transaction ledger::at(std::size_t i) const& {
    const auto& all = *data_;
    return {.kind = static_cast<transaction_kind>(all.kind.at(i)),
            .amount = any_money::of_minor(all.amount[i], all.money),
            .plan_year = data::first_year + all.year[i],
            .on = date::min() + all.day[i],
            .source = all.source_id(all.source[i]),
            .programme = all.programme_id(all.programme[i]),
            .project = all.projects[all.project[i]],
            .unit = all.units[all.unit[i]]};
}

any_money ledger::total(const ledger_filter& which) const {
    const auto sums = detail::numbered_sums(*data_, {}, which);
    return any_money::of_minor(sums.empty() ? 0 : detail::checked_minor(sums.front().sum), data_->money);
}

ledger_sums ledger::sums(std::vector<ledger_dimension> by, const ledger_filter& which) const {
    const auto sums = detail::numbered_sums(*data_, by, which);
    return told(*data_, std::move(by), sums);
}

ledger_sums ledger::roll_up(std::vector<ledger_dimension> by, const ledger_filter& which) const {
    const auto at = std::ranges::find(by, ledger_dimension::source);
    if (at == by.end()) throw std::invalid_argument{"muong::ledger: a roll-up names the source among its dimensions"};
    const auto source = static_cast<std::size_t>(at - by.begin());
    std::map<std::vector<std::uint32_t>, detail::numbered_sum> rolled;
    for (auto& leaf : detail::numbered_sums(*data_, by, which)) {
        auto keys = leaf.keys;
        for (bool more = true; more;) {
            auto& row = rolled[keys];
            row.keys = keys;
            row.sum += leaf.sum;
            row.count += leaf.count;
            const auto number = keys[source];
            const auto parent = number == 0 ? std::nullopt : data_->sources.parent_of(number - 1);
            more = parent.has_value();
            if (more) keys[source] = static_cast<std::uint32_t>(*parent + 1);
        }
    }
    std::vector<detail::numbered_sum> rows;
    rows.reserve(rolled.size());
    for (auto& [keys, row] : rolled) rows.push_back(std::move(row));
    return told(*data_, std::move(by), rows);
}

std::size_t ledger::memory() const noexcept {
    const auto& d = *data_;
    const auto bytes = []<class T>(const std::vector<T>& column) { return column.capacity() * sizeof(T); };
    std::size_t sum = sizeof d + bytes(d.amount) + bytes(d.day) + bytes(d.project) + bytes(d.unit) + bytes(d.source) +
                      bytes(d.programme) + bytes(d.year) + bytes(d.kind) + bytes(d.projects) + bytes(d.units);
    for (const auto* texts : {&d.projects, &d.units}) {
        for (const auto& text : *texts) sum += text.capacity() < sizeof(std::string) ? 0 : text.capacity() + 1;
    }
    return sum;
}

}  // namespace muong::v0
