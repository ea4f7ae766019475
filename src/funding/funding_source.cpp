// SPDX-License-Identifier: MIT
#include <muong/funding/funding_source.hpp>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace muong::inline v0 {

std::optional<std::size_t> funding_sources::index_of(std::string_view id) const noexcept {
    const auto at = std::ranges::lower_bound(by_id_, id, std::less<>{},
                                             [this](std::size_t i) -> std::string_view { return all_[i].id; });
    if (at == by_id_.end() || all_[*at].id != id) return {};
    return *at;
}

std::size_t funding_sources::depth_of(std::size_t source) const {
    std::size_t depth = 0;
    for (auto at = parents_.at(source); at != none; at = parents_[at]) ++depth;
    return depth;
}

bool funding_sources::contains(std::string_view group, std::string_view part) const {
    const auto g = index_of(group), p = index_of(part);
    if (!g || !p) {
        throw std::invalid_argument{"muong::funding_sources: no source '" + std::string{g ? part : group} + "'"};
    }
    return *g <= *p && *p < ends_[*g];
}

problems funding_sources::builder::check() const {
    problems found;
    std::map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const auto& [source, where] = rows_[i];
        if (source.id.empty()) {
            found.push_back({errc::missing_value, where, {}, "an id"});
        } else if (const auto [at, is_new] = first.emplace(source.id, i); !is_new) {
            found.push_back({errc::duplicate_key, where, source.id, "an id that no other source has"});
        }
    }
    for (const auto& [source, where] : rows_) {
        if (source.parent.empty()) continue;
        if (!first.contains(source.parent)) {
            found.push_back({errc::unknown_parent, where, source.parent, "the id of a source, or nothing"});
            continue;
        }
        std::size_t steps = 0;
        std::string_view above = source.parent;
        while (!above.empty() && above != source.id && steps++ <= rows_.size()) {
            const auto at = first.find(above);
            above = at == first.end() ? std::string_view{} : std::string_view{rows_[at->second].source.parent};
        }
        if (!above.empty() && above == source.id) {
            found.push_back({errc::parent_cycle, where, source.parent, "a group that does not belong to the source"});
        }
    }
    return found;
}

result<funding_sources> funding_sources::builder::try_build() && {
    const auto used = std::exchange(*this, {});
    if (auto found = used.check(); !found.empty()) return found;
    const auto& rows = used.rows_;
    std::map<std::string_view, std::vector<std::size_t>> below;
    for (std::size_t i = 0; i < rows.size(); ++i) below[rows[i].source.parent].push_back(i);

    funding_sources tree;
    struct step {
        std::size_t at;
        std::size_t parent;
    };
    std::vector<step> open;  // a stack: the next one to be numbered is at its end
    const auto push = [&](std::string_view parent, std::size_t number) {
        const auto at = below.find(parent);
        if (at == below.end()) return;
        for (auto child = at->second.rbegin(); child != at->second.rend(); ++child) open.push_back({*child, number});
    };
    push({}, none);
    while (!open.empty()) {
        const auto [at, parent] = open.back();
        open.pop_back();
        const std::size_t number = tree.all_.size();
        tree.all_.push_back(rows[at].source);
        tree.parents_.push_back(parent);
        push(tree.all_.back().id, number);
    }
    tree.ends_.resize(tree.size());
    tree.by_id_.resize(tree.size());
    for (std::size_t i = tree.size(); i-- > 0;) {
        tree.ends_[i] = std::max(tree.ends_[i], i + 1);
        if (tree.parents_[i] != none) {
            auto& end = tree.ends_[tree.parents_[i]];
            end = std::max(end, tree.ends_[i]);
        }
        tree.by_id_[i] = i;
    }
    std::ranges::sort(tree.by_id_, std::less<>{},
                      [&tree](std::size_t i) -> std::string_view { return tree.all_[i].id; });
    return tree;
}

const funding_sources& vietnamese_funding_sources() {
    static const funding_sources tree = [] {
        struct line {
            const char *parent, *id, *name, *local_name;
        };
        constexpr line lines[] = {
            {"", "state_budget", "State budget", "ngân sách nhà nước"},
            {"state_budget", "central_budget", "Central budget", "ngân sách trung ương"},
            {"central_budget", "central_investment", "Capital invested by the centre itself",
             "vốn NSTW do bộ, ngành trung ương quản lý"},
            {"central_budget", "targeted_transfer", "Targeted transfer to the province", "bổ sung có mục tiêu từ NSTW"},
            {"central_budget", "national_target_programmes", "Capital of national target programmes",
             "vốn chương trình mục tiêu quốc gia"},
            {"state_budget", "local_budget", "Local budget", "ngân sách địa phương"},
            {"local_budget", "local_budget_balance", "Capital balanced in the local budget",
             "vốn cân đối ngân sách địa phương"},
            {"local_budget", "land_use_revenue", "Land-use levy", "thu tiền sử dụng đất"},
            {"local_budget", "lottery_revenue", "Lottery revenue", "thu xổ số kiến thiết"},
            {"local_budget", "counterpart", "Counterpart funds of foreign-funded projects", "vốn đối ứng"},
            {"", "foreign_capital", "Foreign capital", "vốn nước ngoài"},
            {"foreign_capital", "oda_loan", "ODA and concessional loans", "vốn vay ODA, vay ưu đãi"},
            {"foreign_capital", "oda_grant", "ODA grants", "viện trợ không hoàn lại"},
            {"", "bonds", "Bonds", "trái phiếu"},
            {"bonds", "government_bond", "Government bonds", "trái phiếu Chính phủ"},
            {"bonds", "local_bond", "Local-government bonds", "trái phiếu chính quyền địa phương"},
            {"", "policy_credit", "Policy credit", "tín dụng chính sách"},
            {"", "outside_budget", "Sources outside the budget", "vốn ngoài ngân sách"},
            {"outside_budget", "private", "Private investors", "vốn doanh nghiệp, nhà đầu tư"},
            {"outside_budget", "ppp", "Public-private partnership", "đối tác công tư"},
            {"outside_budget", "community", "Contributions of the people", "vốn dân góp, xã hội hóa"},
        };
        funding_sources::builder all;
        for (const auto& [parent, id, name, local_name] : lines) all.add({id, name, local_name, parent});
        return std::move(all).build();
    }();
    return tree;
}

}  // namespace muong::v0
