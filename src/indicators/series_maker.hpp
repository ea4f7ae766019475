// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>

#include <muong/indicators/series.hpp>

namespace muong::inline v0::detail {

/// Makes a new series period by period, all missing at first. For the functions that compute one series from another.
class series_maker {
public:
    series_maker(series_header header, muong::frequency f, std::int32_t first, std::size_t size)
        : made_{std::move(header), f, first} {
        made_.values_.assign(size, series::no_value);
        made_.marks_.assign(3 * size, 0);
    }

    static constexpr std::uint32_t reason_shift = observation_status::bit_count;

    [[nodiscard]] static std::uint32_t mark(observation_status status, missing_reason reason) noexcept {
        return status.bits() | static_cast<std::uint32_t>(reason) << reason_shift;
    }
    [[nodiscard]] static std::uint32_t mark_of(const series& s, std::size_t i) noexcept {
        if (s.marks_.empty()) return 0;
        const std::uint8_t* at = s.marks_.data() + 3 * i;
        return at[0] | static_cast<std::uint32_t>(at[1]) << 8U | static_cast<std::uint32_t>(at[2]) << 16U;
    }
    [[nodiscard]] static observation_status status_of(const series& s, std::size_t i) noexcept {
        return observation_status::from_bits(mark_of(s, i));
    }
    [[nodiscard]] static missing_reason reason_of(const series& s, std::size_t i) noexcept {
        return static_cast<missing_reason>(mark_of(s, i) >> reason_shift);
    }
    [[nodiscard]] static std::int32_t first_index(const series& s) noexcept { return s.first_; }
    /// All values are 1 to 2^bits - 1; 0: that is not known.
    [[nodiscard]] static int small_bits(const series& s) noexcept { return s.bits_; }
    [[nodiscard]] static const std::vector<std::uint8_t>& marks(const series& s) noexcept { return s.marks_; }

    void value(std::size_t i, std::int64_t v, observation_status status) noexcept {
        made_.values_[i] = v;
        set_mark(i, mark(status.of_value(), missing_reason::none));
    }
    /// A number that may leave 64 bits: then it is missing.
    void wide_value(std::size_t i, int128 v, observation_status status) noexcept {
        if (fits_int64(v)) {
            value(i, static_cast<std::int64_t>(v), status);
        } else {
            missing(i, missing_reason::beyond_range, status);
        }
    }
    /// The same of an exact number, which is rounded to the decimals of the new series.
    void rounded_value(std::size_t i, const fraction& exact, rounding how, observation_status status) {
        try {
            value(i, exact.to_decimal(made_.header_.decimals, how).coefficient(), status);
        } catch (const std::overflow_error&) {
            missing(i, missing_reason::beyond_range, status);
        }
    }
    /// No value, for a reason; the status is O unless one of missing values is given.
    void missing(std::size_t i, missing_reason why, observation_status status = {}) noexcept {
        made_.values_[i] = series::no_value;
        set_mark(i, mark(status.is_missing() ? status : status | status_flag::missing, why));
    }
    /// Copies an observation with its status and reason.
    void copy(std::size_t i, const series& from, std::size_t j) noexcept {
        made_.values_[i] = from.values_[j];
        set_mark(i, mark_of(from, j));
    }
    [[nodiscard]] std::int64_t* values() noexcept { return made_.values_.data(); }
    [[nodiscard]] std::uint8_t* marks() noexcept { return made_.marks_.data(); }

    /// Notes the source of the observations from the i-th on; calls come in the order of i.
    void source_from(std::size_t i, const source* s) {
        std::size_t at = series::nowhere;
        if (s != nullptr) {
            at = 0;
            while (at < made_.sources_.size() && made_.sources_[at] != *s) ++at;
            if (at == made_.sources_.size()) made_.sources_.push_back(*s);
        }
        if (made_.runs_.empty() ? at == series::nowhere : made_.runs_.back().source == at) return;
        made_.runs_.push_back({i, at});
    }
    /// The sources of `from`, whose observation 0 is number `shift` here.
    void sources_of(const series& from, std::ptrdiff_t shift) {
        for (const auto& r : from.runs_) {
            auto at = static_cast<std::ptrdiff_t>(r.first) + shift;
            if (at >= static_cast<std::ptrdiff_t>(made_.values_.size())) return;
            if (at < 0) at = 0;
            if (!made_.runs_.empty() && made_.runs_.back().first == static_cast<std::size_t>(at))
                made_.runs_.pop_back();
            source_from(static_cast<std::size_t>(at), r.source == series::nowhere ? nullptr : &from.sources_[r.source]);
        }
    }

    [[nodiscard]] series done() && {
        if (all_normal()) {
            made_.marks_.clear();
            made_.marks_.shrink_to_fit();
        }
        return std::move(made_);
    }

private:
    void set_mark(std::size_t i, std::uint32_t m) noexcept {
        std::uint8_t* at = made_.marks_.data() + 3 * i;
        at[0] = static_cast<std::uint8_t>(m);
        at[1] = static_cast<std::uint8_t>(m >> 8U);
        at[2] = static_cast<std::uint8_t>(m >> 16U);
    }
    [[nodiscard]] bool all_normal() const noexcept {
        const auto is_zero = [](std::uint8_t m) { return m == 0; };
        return std::all_of(made_.marks_.begin(), made_.marks_.end(), is_zero);
    }

    series made_;
};

/// The index of the step of a series that is named so, or, of figures from January on, that ends so.
[[nodiscard]] inline std::optional<std::int32_t> step_index(const series_header& header, muong::frequency f,
                                                            const period& when) {
    if (when.frequency() == f) return when.index();
    if (!header.year_to_date || f == muong::frequency::day || f == muong::frequency::term) return {};
    // In months: neither the year nor the period in which the calendar ends is a whole one.
    const auto first = split_day(when.first()), end = split_day(when.end());
    const auto months = end.month - first.month;
    const bool from_january = first.day == 1 && first.month % 12 == 0 && months <= 12;
    if (!from_january || end.day != 1 || end.month % months_of(f) != 0) return {};
    return (end.month - first_month_number) / months_of(f) - 1;
}

}  // namespace muong::v0::detail
