// SPDX-License-Identifier: MIT
#include <muong/projects/earned_value.hpp>

#include <algorithm>
#include <ostream>
#include <stdexcept>
#include <utility>

namespace muong::inline v0 {
namespace {

using point = progress_curve::point;

bool is_percent(const fraction& f) { return f.sign() >= 0 && f <= fraction{100}; }

any_money part_of(any_money whole, const fraction& part) {
    return any_money::of_minor((fraction{whole.minor()} * part).whole(rounding::half_away_from_zero), whole.currency());
}

/// The day on which so many days have passed since `from`; nothing beyond the calendar.
std::optional<date> after(date from, const fraction& days) {
    if (days > fraction{date::max() - from}) return {};
    return from + static_cast<std::int32_t>(days.ceil());
}

finish_forecast no_forecast(forecast_method method, std::string why) { return {method, {}, std::move(why)}; }

}  // namespace

progress_curve::progress_curve(std::vector<point> points) : points_{std::move(points)} {
    for (std::size_t i = 0; i < points_.size(); ++i) {
        if (!is_percent(points_[i].percent)) {
            throw std::invalid_argument{"muong::progress_curve: a percent lies outside 0 to 100"};
        }
        if (i > 0 && (points_[i].on <= points_[i - 1].on || points_[i].percent < points_[i - 1].percent)) {
            throw std::invalid_argument{"muong::progress_curve: a day comes twice or the percent falls"};
        }
    }
}

progress_curve progress_curve::of(const project& p, progress_metric metric, bool planned, date up_to) {
    std::vector<point> points;
    for (const auto& entry : p.progress) {
        if (entry.planned == planned && entry.metric == metric && entry.on.latest() <= up_to) {
            points.push_back({entry.on.latest(), entry.percent});
        }
    }
    std::ranges::stable_sort(points, {}, &point::on);
    std::vector<point> kept;
    for (const auto& one : points) {
        while (!kept.empty() && (kept.back().on == one.on || kept.back().percent > one.percent)) kept.pop_back();
        kept.push_back(one);
    }
    return progress_curve{std::move(kept)};
}

std::optional<fraction> progress_curve::at(date day) const {
    const auto next = std::ranges::upper_bound(points_, day, {}, &point::on);
    if (next == points_.begin()) return {};
    const auto& before = *(next - 1);
    if (next == points_.end()) return fraction{before.percent};
    const fraction rise = fraction{next->percent} - before.percent;
    return fraction{before.percent} + rise * fraction{day - before.on, next->on - before.on};
}

std::optional<fraction> progress_curve::days_to(const fraction& percent) const {
    const auto next = std::ranges::find_if(points_, [&](const point& p) { return fraction{p.percent} >= percent; });
    if (next == points_.end()) return {};
    const auto start = points_.front().on;
    if (next == points_.begin()) return fraction{0};
    const auto& before = *(next - 1);
    const fraction way = (percent - before.percent) / (fraction{next->percent} - before.percent);
    return fraction{before.on - start} + way * (next->on - before.on);
}

earned_value earned_value_of(any_money budget, const planned_and_done& percent, any_money actual_cost) {
    if (!is_percent(percent.planned) || !is_percent(percent.done)) {
        throw std::invalid_argument{"muong::earned_value_of: a percent lies outside 0 to 100"};
    }
    if (budget.minor() < 0 || actual_cost.minor() < 0) {
        throw std::invalid_argument{"muong::earned_value_of: a negative budget or cost"};
    }
    const auto planned = part_of(budget, percent.planned / 100), earned = part_of(budget, percent.done / 100);
    earned_value v{.budget = budget,
                   .planned = planned,
                   .earned = earned,
                   .actual = actual_cost,
                   .schedule_variance = earned - planned,
                   .cost_variance = earned - actual_cost,
                   .schedule_index = {},
                   .cost_index = {},
                   .estimate_at_completion = {},
                   .estimate_to_complete = {},
                   .variance_at_completion = {}};
    if (percent.planned.sign() > 0 && !budget.is_zero()) v.schedule_index = percent.done / percent.planned;
    if (!actual_cost.is_zero()) v.cost_index = fraction{budget.minor()} * percent.done / 100 / actual_cost.minor();
    if (v.cost_index && v.cost_index->sign() > 0) {
        const auto estimate = part_of(budget, fraction{1} / *v.cost_index);
        v.estimate_at_completion = estimate;
        v.estimate_to_complete = estimate - actual_cost;
        v.variance_at_completion = budget - estimate;
    }
    return v;
}

std::optional<earned_schedule> earned_schedule_on(const progress_curve& plan, const fraction& done_percent, date day) {
    if (plan.points().empty() || plan.points().front().on > day) return {};
    const auto earned = plan.days_to(done_percent);
    if (!earned) return {};
    const auto passed = day - plan.points().front().on;
    earned_schedule told{*earned, passed, *earned - passed, {}};
    if (passed > 0) told.schedule_index = *earned / passed;
    return told;
}

std::string_view to_string(forecast_method method) noexcept {
    return method == forecast_method::earned_schedule ? "earned schedule"
           : method == forecast_method::mean_pace     ? "mean pace since the first observation"
                                                      : "pace between the last two observations";
}
std::ostream& operator<<(std::ostream& out, forecast_method method) { return out << to_string(method); }

finish_forecast forecast_finish(const project& p, progress_metric metric, date day, forecast_method method) {
    const auto done = progress_curve::of(p, metric, false, day);
    if (done.points().empty()) return no_forecast(method, "no progress was observed");
    const auto& last = done.points().back();
    if (last.percent == decimal{100}) return {method, last.on, {}};

    if (method == forecast_method::earned_schedule) {
        const auto plan = progress_curve::of(p, metric, true);
        if (plan.points().empty()) return no_forecast(method, "the project has no planned progress");
        const auto length = plan.days_to(100);
        if (!length) return no_forecast(method, "the plan never comes to 100 percent");
        const auto earned = earned_schedule_on(plan, last.percent, last.on);
        if (!earned || !earned->schedule_index || earned->schedule_index->sign() == 0) {
            return no_forecast(method, "nothing of the plan is done");
        }
        const auto finish = after(plan.points().front().on, *length / *earned->schedule_index);
        if (!finish) return no_forecast(method, "the end lies beyond the calendar");
        return {method, finish, {}};
    }
    if (done.points().size() < 2) return no_forecast(method, "a pace needs two observations");
    const auto& from = method == forecast_method::mean_pace ? done.points().front() : *(&last - 1);
    const fraction rise = fraction{last.percent} - from.percent;
    if (rise.sign() == 0) return no_forecast(method, "there was no progress between the observations");
    const auto finish = after(last.on, (fraction{100} - last.percent) * (last.on - from.on) / rise);
    if (!finish) return no_forecast(method, "the end lies beyond the calendar");
    return {method, finish, {}};
}

std::vector<completion_point> completion_curve(const portfolio& projects, std::span<const period> periods) {
    if (!std::ranges::is_sorted(periods, {}, &period::end)) {
        throw std::invalid_argument{"muong::completion_curve: the periods are not in the order of their ends"};
    }
    // The number of the first period by whose end a day has come.
    const auto first_by = [&](date day) {
        return static_cast<std::size_t>(std::ranges::upper_bound(periods, day, {}, &period::end) - periods.begin());
    };
    std::vector<completion_point> points;
    points.reserve(periods.size());
    for (const auto& p : periods) points.push_back({p, 0, 0, 0});
    for (const auto& p : projects.all()) {
        if (const auto* due = scheduled(p, schedule_point::finish, schedule_basis::first_plan, date::max())) {
            for (auto i = first_by(due->latest()); i < points.size(); ++i) ++points[i].planned;
        }
        if (const auto* end = actual(p, schedule_point::finish)) {
            const auto sure = first_by(end->latest());
            for (auto i = sure; i < points.size(); ++i) ++points[i].actual;
            for (auto i = end->earliest() ? first_by(*end->earliest()) : 0; i < std::min(sure, points.size()); ++i) {
                ++points[i].perhaps;
            }
        }
    }
    return points;
}

}  // namespace muong::v0
