// SPDX-License-Identifier: MIT
#include <muong/funding/disbursement.hpp>
#include <muong/funding/reconciliation.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "core/word_list.hpp"
#include "funding/ledger_data.hpp"

namespace muong::inline v0 {
namespace {

constexpr std::array<std::string_view, 5> kind_names{"paid_beyond_plan", "advance_recovered_twice",
                                                     "settled_beyond_paid", "carry_over_open", "breakdown_differs"};

using detail::sums_of_kinds;

class examiner {
public:
    explicit examiner(const ledger& all) : all_{all}, data_{all.columns()} {}

    void plans() {
        const std::array by{ledger_dimension::project, ledger_dimension::source, ledger_dimension::plan_year,
                            ledger_dimension::kind};
        each_group(detail::numbered_sums(data_, by, {}), 3, [this](const auto& keys, const sums_of_kinds& sums) {
            const auto plan = sums.of(kinds_of(plan_basis::adjusted_plan_with_carry_over));
            if (sums.disbursed() <= plan) return;
            auto d = about(discrepancy_kind::paid_beyond_plan, keys[0], keys[1], plan, sums.disbursed());
            d.plan_year = ledger::data::first_year + static_cast<int>(keys[2]);
            found_.push_back(std::move(d));
        });
    }

    void advances() {
        struct movement {
            std::uint32_t project;
            std::uint16_t source;
            std::int32_t day;
            bool is_recovery;  // advances of a day come before what is recovered on it
            std::int64_t amount;
            [[nodiscard]] auto key() const { return std::tuple{project, source, day, is_recovery}; }
        };
        std::vector<movement> moved;
        for (std::size_t i = 0; i < data_.size(); ++i) {
            const auto kind = static_cast<transaction_kind>(data_.kind[i]);
            if (kind != transaction_kind::advance && kind != transaction_kind::advance_recovery) continue;
            moved.push_back({data_.project[i], data_.source[i], data_.day[i],
                             kind == transaction_kind::advance_recovery, data_.amount[i]});
        }
        std::ranges::sort(moved, {}, &movement::key);
        for (std::size_t first = 0; first < moved.size();) {
            detail::int128 advanced = 0, recovered = 0;
            bool told = false;
            std::size_t i = first;
            for (;
                 i < moved.size() && moved[i].project == moved[first].project && moved[i].source == moved[first].source;
                 ++i) {
                (moved[i].is_recovery ? recovered : advanced) += moved[i].amount;
                const bool end_of_day = i + 1 == moved.size() || moved[i + 1].day != moved[i].day ||
                                        moved[i + 1].project != moved[i].project ||
                                        moved[i + 1].source != moved[i].source;
                if (told || !end_of_day || recovered <= advanced) continue;
                auto d = about(discrepancy_kind::advance_recovered_twice, moved[i].project, moved[i].source, advanced,
                               recovered);
                d.on = date::min() + moved[i].day;
                found_.push_back(std::move(d));
                told = true;
            }
            first = i;
        }
    }

    void settlements_and_carry_overs() {
        const std::array by{ledger_dimension::project, ledger_dimension::source, ledger_dimension::kind};
        std::vector<discrepancy> open;
        each_group(detail::numbered_sums(data_, by, {}), 2, [&](const auto& keys, const sums_of_kinds& sums) {
            const auto settled = sums.of(transaction_kind::settlement);
            if (settled > sums.disbursed()) {
                found_.push_back(
                    about(discrepancy_kind::settled_beyond_paid, keys[0], keys[1], sums.disbursed(), settled));
            }
            if (const auto carried = sums.of(transaction_kind::carried_over); carried != 0) {
                open.push_back(about(discrepancy_kind::carry_over_open, keys[0], keys[1], 0, carried));
            }
        });
        std::ranges::move(open, std::back_inserter(found_));
    }

    void totals(std::span<const stated_total> stated) {
        for (const auto& s : stated) {
            if (s.amount.currency() != all_.currency()) {
                throw std::invalid_argument{"muong::reconcile: a stated total of another currency"};
            }
            const auto sum = all_.total(s.which);
            if (sum == s.amount) continue;
            found_.push_back({.kind = discrepancy_kind::breakdown_differs,
                              .project = s.which.project.value_or(""),
                              .source = s.which.source.value_or(""),
                              .plan_year = {},
                              .on = {},
                              .name = s.name,
                              .expected = s.amount,
                              .found = sum,
                              .where = s.where});
        }
    }

    std::vector<discrepancy> take() { return std::move(found_); }

private:
    /// Calls `use` with the keys and the sums by kind of each group of rows that share their first `size` keys.
    template <class Use>
    static void each_group(const std::vector<detail::numbered_sum>& rows, std::ptrdiff_t size, Use use) {
        for (std::size_t first = 0; first < rows.size();) {
            sums_of_kinds sums{};
            std::size_t i = first;
            const auto& keys = rows[first].keys;
            for (; i < rows.size() && std::equal(keys.begin(), keys.begin() + size, rows[i].keys.begin()); ++i) {
                sums[rows[i].keys.back()] += rows[i].sum;
            }
            use(keys, sums);
            first = i;
        }
    }

    [[nodiscard]] any_money amount(detail::int128 minor) const {
        return any_money::of_minor(detail::checked_minor(minor), all_.currency());
    }
    [[nodiscard]] discrepancy about(discrepancy_kind kind, std::uint32_t project, std::uint32_t source,
                                    detail::int128 expected, detail::int128 found) const {
        return {.kind = kind,
                .project = detail::key_text(data_, ledger_dimension::project, project),
                .source = detail::key_text(data_, ledger_dimension::source, source),
                .plan_year = {},
                .on = {},
                .name = {},
                .expected = amount(expected),
                .found = amount(found),
                .where = {}};
    }

    const ledger& all_;
    const ledger::data& data_;
    std::vector<discrepancy> found_;
};

std::string subject_of(const discrepancy& d) {
    std::string text = d.name;
    const auto append = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (!d.project.empty()) append("project " + d.project);
    if (!d.source.empty()) append("source " + d.source);
    if (d.plan_year) append("plan year " + std::to_string(*d.plan_year));
    if (d.on) append("on " + to_string(*d.on));
    return text;
}

std::string expectation_of(const discrepancy& d) {
    const bool is_limit = d.kind != discrepancy_kind::carry_over_open && d.kind != discrepancy_kind::breakdown_differs;
    const auto apart = d.found < d.expected ? d.expected - d.found : d.found - d.expected;
    return (is_limit ? "at most " : "") + to_string(d.expected) + ", " + to_string(apart) + " apart";
}

}  // namespace

std::string_view to_string(discrepancy_kind kind) noexcept { return detail::word_of(kind_names, kind); }
std::ostream& operator<<(std::ostream& out, discrepancy_kind kind) { return out << to_string(kind); }

std::string to_string(const discrepancy& d) {
    const auto subject = subject_of(d);
    return std::string{to_string(d.kind)} + ": " + subject + (subject.empty() ? "" : ": ") + "found " +
           to_string(d.found) + ", expected " + expectation_of(d);
}
std::ostream& operator<<(std::ostream& out, const discrepancy& d) { return out << to_string(d); }

problem as_problem(const discrepancy& d) {
    auto where = d.where;
    if (where.source.empty()) where.source = "ledger";
    const auto subject = subject_of(d);
    return {errc::unreconciled, where, to_string(d.found),
            expectation_of(d) + " (" + std::string{to_string(d.kind)} + (subject.empty() ? "" : ", ") + subject + ')'};
}

std::vector<discrepancy> reconcile(const ledger& all, std::span<const stated_total> stated) {
    examiner e{all};
    e.plans();
    e.advances();
    e.settlements_and_carry_overs();
    e.totals(stated);
    return e.take();
}

}  // namespace muong::v0
