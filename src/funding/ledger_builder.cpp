// SPDX-License-Identifier: MIT
#include "core/in_use.hpp"
#include "funding/ledger_data.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace muong::inline v0 {
namespace {

struct hash_of_text {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

/// Numbers texts in the order in which they come; number 0 is the empty text.
class text_numbers {
public:
    text_numbers() { static_cast<void>((*this)({})); }

    std::uint32_t operator()(std::string_view text) {
        if (!texts_.empty() && text == texts_[last_]) return last_;  // the same project again and again
        const auto at = numbers_.find(text);
        if (at != numbers_.end()) return last_ = at->second;
        const auto next = static_cast<std::uint32_t>(texts_.size());
        const auto added = numbers_.emplace(text, next).first;
        try {
            texts_.emplace_back(text);
        } catch (...) {
            numbers_.erase(added);
            throw;
        }
        return last_ = next;
    }

    /// The texts in their order, the empty one first; `column` then holds their numbers in it.
    std::vector<std::string> sort(std::vector<std::uint32_t>& column) {
        std::vector<std::uint32_t> order(texts_.size()), rank(texts_.size());
        std::iota(order.begin(), order.end(), 0U);
        std::ranges::sort(order, {}, [this](std::uint32_t i) -> std::string_view { return texts_[i]; });
        std::vector<std::string> sorted;
        sorted.reserve(texts_.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            rank[order[i]] = i;
            sorted.push_back(std::move(texts_[order[i]]));
        }
        for (auto& number : column) number = rank[number];
        return sorted;
    }

private:
    std::vector<std::string> texts_;
    std::unordered_map<std::string, std::uint32_t, hash_of_text, std::equal_to<>> numbers_;
    std::uint32_t last_ = 0;
};

place in_field(place where, std::string_view field) {
    where.field = field;
    return where;
}

}  // namespace

struct ledger::builder::state {
    struct found_in_row {
        std::uint64_t row;  ///< in the order in which they were added
        problem fault;
    };
    /// A payment after the usual last day, which a decision may allow.
    struct late_payment {
        std::uint64_t row;
        int plan_year;
        date on;
        std::string project;
        place where;
    };

    data columns;
    text_numbers projects, units;
    std::unordered_map<std::string, std::uint16_t, hash_of_text, std::equal_to<>> sources, programmes;
    std::uint64_t rows = 0;
    std::vector<found_in_row> found;
    std::vector<late_payment> late;
    std::map<std::pair<int, std::string>, date> extensions;

    state(muong::currency c, funding_sources&& s, muong::programmes&& p) : columns{c, std::move(s), std::move(p)} {
        const auto number = [](const auto& all, auto& numbers) {
            for (const auto& one : all) numbers.emplace(one.id, static_cast<std::uint16_t>(numbers.size() + 1));
        };
        if (columns.sources.size() > 65'000 || columns.programmes.all().size() > 65'000) {
            throw std::invalid_argument{"muong::ledger: at most 65,000 sources and programmes"};
        }
        number(columns.sources.all(), sources);
        number(columns.programmes.all(), programmes);
    }

    void fault(errc code, const place& where, std::string_view field, std::string what, std::string expected) {
        found.push_back({rows, {code, in_field(where, field), std::move(what), std::move(expected)}});
    }

    template <class Numbers>
    std::uint16_t known(const Numbers& numbers, std::string_view id, const place& where, std::string_view field,
                        const char* expected) {
        if (id.empty()) return 0;
        const auto at = numbers.find(id);
        if (at != numbers.end()) return at->second;
        fault(errc::unknown_value, where, field, std::string{id}, expected);
        return 0;
    }

    void add(const transaction& t, const place& where) {
        const auto before = found.size();
        if (t.amount.currency() != columns.money) {
            fault(errc::currency_mismatch, where, "currency", to_string(t.amount.currency()),
                  to_string(columns.money) + ", the currency of the ledger");
        }
        const bool is_signed = t.kind == transaction_kind::adjusted || t.kind == transaction_kind::carried_over;
        if (t.amount.minor() < 0 && !is_signed) {
            fault(errc::out_of_range, where, "amount", to_string(t.amount),
                  "an amount that is not negative, as for every kind but adjusted and carried_over");
        }
        const auto source = known(sources, t.source, where, "source", "the id of a source of the tree");
        const auto programme = known(programmes, t.programme, where, "programme", "the id of a programme of the set");
        if (t.plan_year < data::first_year || t.plan_year > data::last_year) {
            fault(errc::out_of_range, where, "plan_year", std::to_string(t.plan_year), "a year of 1900 to 2155");
        } else if (t.kind == transaction_kind::advance || t.kind == transaction_kind::payment) {
            if (t.on.year() < t.plan_year) {
                fault(errc::date_outside_window, where, "date", to_string(t.on),
                      "a day not before " + std::to_string(t.plan_year) + "-01-01, when the plan year begins");
            } else if (t.on > last_payment_day(t.plan_year)) {
                late.push_back({rows, t.plan_year, t.on, std::string{t.project}, where});
            }
        }
        ++rows;
        if (found.size() != before) return;
        columns.amount.push_back(t.amount.minor());
        columns.day.push_back(t.on.number());
        columns.project.push_back(projects(t.project));
        columns.unit.push_back(units(t.unit));
        columns.source.push_back(source);
        columns.programme.push_back(programme);
        columns.year.push_back(static_cast<std::uint8_t>(t.plan_year - data::first_year));
        columns.kind.push_back(static_cast<std::uint8_t>(t.kind));
    }

    void add(const transaction_text& row, const place& where) {
        const auto before = found.size();
        const auto kind = parse_transaction_kind(row.kind);
        if (!kind) fault(errc::unknown_value, where, "kind", std::string{row.kind}, "a kind of transaction");
        const auto money = muong::currency::parse(row.currency);
        if (!money) {
            fault(errc::unknown_value, where, "currency", std::string{row.currency}, "a currency of ISO 4217");
        }
        const auto amount = decimal::parse(row.amount);
        std::optional<any_money> value;
        if (!amount) {
            fault(*decimal::fault_in(row.amount), where, "amount", std::string{row.amount},
                  "digits, perhaps with a point");
        } else if (money) {
            value = any_money::of(*amount, *money);
            if (!value) {
                fault(errc::out_of_range, where, "amount", std::string{row.amount},
                      "at most " + std::to_string(money->minor_digits()) + " decimals, as " + to_string(*money) +
                          " has, and an amount within 64 bits");
            }
        }
        const auto year = decimal::parse(row.plan_year);
        const bool is_year = year && row.plan_year.size() == 4 && year->decimals() == 0 && year->coefficient() > 0;
        if (!is_year) {
            fault(errc::malformed_text, where, "plan_year", std::string{row.plan_year}, "a year of four digits");
        }
        const auto on = date::parse(row.date);
        if (!on) fault(errc::malformed_text, where, "date", std::string{row.date}, "a day as YYYY-MM-DD");
        if (found.size() != before) {  // what can be read is looked at all the same
            known(sources, row.source, where, "source", "the id of a source of the tree");
            known(programmes, row.programme, where, "programme", "the id of a programme of the set");
            ++rows;
            return;
        }
        add(transaction{*kind, *value, static_cast<int>(year->coefficient()), *on, row.source, row.programme,
                        row.project, row.unit},
            where);
    }

    /// Adds a row, or leaves no trace of it.
    template <class Row>
    void add_or_undo(const Row& row, const place& where) {
        const auto rows_before = rows;
        const auto found_before = found.size(), late_before = late.size(), size = columns.size();
        try {
            add(row, where);
        } catch (...) {
            rows = rows_before;
            found.erase(found.begin() + static_cast<std::ptrdiff_t>(found_before), found.end());
            late.erase(late.begin() + static_cast<std::ptrdiff_t>(late_before), late.end());
            each_column([size](auto& column) {
                column.erase(column.begin() + static_cast<std::ptrdiff_t>(std::min(column.size(), size)), column.end());
            });
            throw;
        }
    }

    template <class Act>
    void each_column(Act act) {
        act(columns.amount);
        act(columns.day);
        act(columns.project);
        act(columns.unit);
        act(columns.source);
        act(columns.programme);
        act(columns.year);
        act(columns.kind);
    }

    [[nodiscard]] problems check() const {
        auto all = found;
        for (const auto& [row, plan_year, on, project, where] : late) {
            const auto of_all = extensions.find({plan_year, {}});
            const auto of_one = extensions.find({plan_year, project});
            const auto until = std::max(of_all == extensions.end() ? last_payment_day(plan_year) : of_all->second,
                                        of_one == extensions.end() ? last_payment_day(plan_year) : of_one->second);
            if (on <= until) continue;
            all.push_back({row,
                           {errc::date_outside_window, in_field(where, "date"), to_string(on),
                            "a day not after " + to_string(until) + ", the last one for the plan year " +
                                std::to_string(plan_year)}});
        }
        std::ranges::stable_sort(all, {}, &found_in_row::row);
        problems told;
        told.reserve(all.size());
        for (auto& [row, fault] : all) told.push_back(std::move(fault));
        return told;
    }
};

namespace {

constexpr auto self = "muong::ledger::builder";

template <class State>
auto& in_use(const std::unique_ptr<State>& held) {
    return detail::in_use(held, self);
}

}  // namespace

ledger::builder::builder(muong::currency c, funding_sources sources, muong::programmes programmes)
    : state_{std::make_unique<state>(c, std::move(sources), std::move(programmes))} {}
ledger::builder::builder(muong::currency c, funding_sources sources)
    : builder{c, std::move(sources), muong::programmes::builder{}.build()} {}
ledger::builder::builder(builder&&) noexcept = default;
ledger::builder& ledger::builder::operator=(builder&&) noexcept = default;
ledger::builder::~builder() = default;

void ledger::builder::reserve(std::size_t transactions) {
    in_use(state_).each_column([transactions](auto& column) { column.reserve(transactions); });
}

ledger::builder& ledger::builder::add(const transaction& t, const place& where) {
    in_use(state_).add_or_undo(t, where);
    return *this;
}

ledger::builder& ledger::builder::add(const transaction_text& row, const place& where) {
    in_use(state_).add_or_undo(row, where);
    return *this;
}

ledger::builder& ledger::builder::extend(int plan_year, date until, std::string_view project) {
    if (until.year() - 1 != plan_year) {
        throw std::invalid_argument{"muong::ledger: money of a plan year is paid out until a day of the next year"};
    }
    const auto [at, is_new] = in_use(state_).extensions.emplace(std::pair{plan_year, std::string{project}}, until);
    if (!is_new) at->second = std::max(at->second, until);
    return *this;
}

problems ledger::builder::check() const { return in_use(state_).check(); }

result<ledger> ledger::builder::try_build() && {
    const auto used = detail::taken_out(state_, self);
    if (auto found = used->check(); !found.empty()) return found;
    auto& c = used->columns;
    c.projects = used->projects.sort(c.project);
    c.units = used->units.sort(c.unit);
    for (const auto amount : c.amount) c.greatest = std::max(c.greatest, amount < 0 ? -amount : amount);
    if (!c.year.empty()) {
        const auto [least, greatest] = std::ranges::minmax(c.year);
        c.first_year_number = least;
        c.last_year_number = greatest;
    }
    used->each_column([](auto& column) { column.shrink_to_fit(); });
    return ledger{std::make_shared<const data>(std::move(c))};
}

}  // namespace muong::v0
