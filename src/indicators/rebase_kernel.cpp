// SPDX-License-Identifier: MIT
#include "indicators/rebase_kernel.hpp"

#include <muong/core/detail/wide.hpp>
#include <muong/indicators/cell_storage.hpp>

#include <algorithm>
#include <exception>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <thread>
#include <utility>

namespace muong::inline v0::detail {

namespace {

using entry = apportion_plan::entry;

constexpr std::size_t chunk = 512;  // cells over which the greatest value decides on the arithmetic
constexpr std::size_t streamed_cells = std::size_t{1} << 17U;  // results of 1 MB and more go past the caches
constexpr std::size_t rows_ahead = 8;                          // that are asked for before they are read
constexpr std::size_t fetched_cells = 2560;  // rows of more than 20 KB are streams that processors foresee
constexpr std::size_t most_divided_cells = std::size_t{8} << 20U;  // 64 MB of rows divided beforehand

/// The rows of splits that the loops do not divide: many parts, or weights beyond 64 bits. Divided once, beforehand,
/// for a block of columns.
class divided_rows {
public:
    explicit divided_rows(const apportion_plan& plan) : plan_{plan}, first_(plan.splits().size(), none) {
        for (std::size_t s = 0; s < first_.size(); ++s) {
            const split& how = plan.splits()[s];
            if (how.whole != 0 && how.parts <= rebase_loops::most_parts) continue;
            first_[s] = rows_;
            rows_ += how.parts;
        }
    }

    [[nodiscard]] bool holds(std::uint32_t s) const noexcept { return first_[s] != none; }
    [[nodiscard]] const std::int64_t* row(std::uint32_t s, std::uint32_t part) const noexcept {
        return storage_.data() + (first_[s] + part) * width_;
    }

    /// How many columns to work on at once, so that the rows stay within bounds; `columns` is a multiple of 8.
    [[nodiscard]] std::size_t block(std::size_t columns) const noexcept {
        if (rows_ == 0 || rows_ * columns <= most_divided_cells) return columns;
        return std::max(most_divided_cells / rows_ / cells_per_line, std::size_t{1}) * cells_per_line;
    }

    void divide(const cell_grid& from, std::size_t begin, std::size_t width) {
        if (rows_ == 0) return;
        width_ = width;
        storage_.reserve(rows_ * width);
        std::vector<std::int64_t> parts;
        for (std::size_t s = 0; s < first_.size(); ++s) {
            if (first_[s] == none) continue;
            const split& how = plan_.splits()[s];
            parts.resize(how.parts);
            const std::int64_t* values = from.row(how.source) + begin;
            for (std::size_t c = 0; c < width; ++c) {
                plan_.divide(how, values[c], parts.data());
                for (std::size_t p = 0; p < how.parts; ++p) storage_.data()[(first_[s] + p) * width + c] = parts[p];
            }
        }
    }

private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    const apportion_plan& plan_;
    std::vector<std::size_t> first_;  // by split: its first row, or none
    std::size_t rows_ = 0;
    std::size_t width_ = 0;
    cell_storage storage_;
};

/// The greatest magnitude of some cells.
std::int64_t bound_of(const std::int64_t* cells, std::size_t count) noexcept {
    std::uint64_t greatest = 0;
    for (std::size_t c = 0; c < count; ++c) {
        if (cells[c] != missing_cell) greatest = std::max(greatest, magnitude(cells[c]));
    }
    return static_cast<std::int64_t>(greatest);
}

/// The parts of the divided sources that a thread has lately met: the targets of a source are mostly neighbours.
class recent_parts {
public:
    recent_parts(const apportion_plan& plan, const cell_grid& from, const rebase_loops& loops, std::size_t begin,
                 std::size_t width)
        : plan_{plan},
          from_{from},
          loops_{loops},
          begin_{begin},
          width_{width},
          rows_{rows_for(plan)},
          at_(plan.splits().size(), none) {}

    /// A part of a split of 2 to 16 parts. Once divided it stays until 7 others have been divided, or longer; one that
    /// was there already may have to make room for the next.
    const std::int64_t* row(std::uint32_t s, std::uint32_t part) {
        if (at_[s] == none || holder_[at_[s]] != s) divide(s);
        return storage_.data() + (at_[s] + part) * width_;
    }

    /// How many have been divided so far.
    [[nodiscard]] std::size_t divided() const noexcept { return divided_; }

private:
    /// No more than must be: fresh memory is slow, and those of a narrow table stay in the first caches.
    static std::size_t rows_for(const apportion_plan& plan) noexcept {
        std::size_t most = 0;
        for (const split& s : plan.splits()) {
            if (s.whole != 0 && s.parts <= rebase_loops::most_parts) most = std::max<std::size_t>(most, s.parts);
        }
        return most * (rebase_loops::most_rows + 1);
    }
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    static constexpr std::uint32_t nobody = 0xFFFF'FFFF;

    void divide(std::uint32_t s) {
        ++divided_;
        if (holder_.empty()) {  // not every thread meets a divided source
            holder_.assign(rows_, nobody);
            storage_.reserve(rows_ * width_);
        }
        const split& how = plan_.splits()[s];
        if (next_ + how.parts > rows_) next_ = 0;
        at_[s] = next_;
        std::fill_n(holder_.begin() + static_cast<std::ptrdiff_t>(next_), how.parts, nobody);
        holder_[next_] = s;
        next_ += how.parts;

        const bool narrow = reach_of(from_.bounds[how.source], how.whole) == reach::narrow;
        const std::size_t step = narrow ? width_ : chunk;
        for (std::size_t c = 0; c < width_; c += step) {
            const std::size_t count = std::min(step, width_ - c);
            const std::int64_t* const values = from_.row(how.source) + begin_ + c;
            std::int64_t* const out = storage_.data() + at_[s] * width_ + c;
            const reach within = narrow ? reach::narrow : reach_of(bound_of(values, count), how.whole);
            if (within != reach::any) {
                loops_.divide(values, out, width_, count, plan_.weights(how).data(), how.parts, how.whole, within,
                              from_.gaps[how.source] != 0);
            } else {
                divide_cells(how, values, out, count);
            }
        }
    }

    void divide_cells(const split& how, const std::int64_t* values, std::int64_t* out, std::size_t count) const {
        std::int64_t parts[rebase_loops::most_parts];
        for (std::size_t c = 0; c < count; ++c) {
            plan_.divide(how, values[c], parts);
            for (std::size_t p = 0; p < how.parts; ++p) out[p * width_ + c] = parts[p];
        }
    }

    const apportion_plan& plan_;
    const cell_grid& from_;
    const rebase_loops& loops_;
    std::size_t begin_;
    std::size_t width_;
    std::size_t rows_;
    std::vector<std::size_t> at_;        // by split: its first row
    std::vector<std::uint32_t> holder_;  // by row: the split whose first row it is
    std::size_t next_ = 0;
    std::size_t divided_ = 0;
    cell_storage storage_;
};

/// What one thread needs to work on its targets, in a block of columns.
class worker {
public:
    worker(const apportion_plan& plan, const cell_grid& from, const cell_target& to, const rebase_options& how,
           const divided_rows& divided, std::size_t begin, std::size_t end, bool stream)
        : plan_{plan},
          from_{from},
          to_{to},
          how_{how},
          divided_{divided},
          recent_{plan, from, *how.loops, begin, end - begin},
          begin_{begin},
          end_{end},
          stream_{stream},
          whole_{plan, from, to, end - begin, end - begin <= fetched_cells ? rows_ahead : 0, stream} {
        whole_.from.cells += begin;
        whole_.to.cells += begin;
        if (how.totals != nullptr) totals_.emplace(end - begin);
    }

    void run(std::size_t first, std::size_t last) {
        for (std::size_t t = sum_whole(first, last); t < last; t = sum_whole(t + 1, last)) one(t);
    }
    std::vector<overflow> overflows;

    /// Adds the totals of the columns of the block, if they are asked for.
    void add_totals() {
        if (!totals_) return;
        const column_totals& of_block = totals_->settle();
        for (std::size_t c = begin_; c < std::min(end_, to_.columns); ++c) (*how_.totals)[c] += of_block[c - begin_];
    }

private:
    /// The targets from `target` on up to the first one that wants a closer look, which is returned.
    std::size_t sum_whole(std::size_t target, std::size_t last) {
        if (totals_) {
            whole_.totals = totals_->sums();
            whole_.room = totals_->room();
        }
        const std::size_t next = how_.loops->sum_whole(whole_, target, last);
        if (totals_) totals_->leave_room(whole_.room);
        return next;
    }

    void one(std::size_t target) {
        if (plan_.kind(target) == made_of::other) return special(target);
        const auto entries = plan_.into(target);
        const auto further = plan_.further(target, whole_.ahead);
        const std::int64_t* rows[rebase_loops::most_rows];
        const std::int64_t* later[rebase_loops::most_rows];
        row_bounds in;
        bool divided = false;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const auto [source, split, part] = entries[i];
            rows[i] = from_.row(source) + begin_;
            later[i] = from_.row(further[i].source) + begin_;
            in.add(from_, source);
            divided |= split != apportion_plan::undivided;
        }
        if (!in.fit()) return special(target);
        if (divided) rows_of(entries, rows);
        const bool gaps_out =
            sum_into(target, {rows, entries.size(), later}, gaps_among(in.gaps()), room_for_totals(in.sum()));
        finish(target, in.sum(), gaps_out);
    }

    /// A target of any kind.
    void special(std::size_t target) {
        const auto entries = plan_.into(target);
        const bool gap = plan_.absent_parts(target) > 0;
        const auto unknown = plan_.unknown_into(target);
        if ((entries.empty() && unknown.empty()) || (gap && !how_.skip_missing)) {
            return plan_.nothing_into(target).empty() ? blank(target) : give_nothing(target);
        }

        bool gaps_in = false;
        int128 bound = 0;
        for (const entry& e : entries) {
            gaps_in |= from_.gaps[e.source] != 0;
            bound += from_.bounds[e.source];
        }
        const gaps missing = gaps_among(gaps_in);
        const bool at_once = unknown.empty() && bound <= max_int64;  // else the totals wait for the cells
        std::int64_t* const totals = at_once ? room_for_totals(static_cast<std::int64_t>(bound)) : nullptr;
        bool gaps_out = false;
        if (entries.empty()) {
            std::fill(to_.row(target) + begin_, to_.row(target) + end_, missing_cell);
        } else if (bound > max_int64) {
            bound = max_int64;
            gaps_out = checked(target, missing);
        } else {
            gaps_out = in_groups(target, missing, totals);
        }
        if (!unknown.empty()) gaps_out = hide_open(target, unknown);
        if (totals_ && !at_once) totals_->add(to_.row(target) + begin_);
        finish(target, static_cast<std::int64_t>(bound), gaps_out);
    }

    [[nodiscard]] std::int64_t* room_for_totals(std::int64_t bound) {
        return totals_ ? totals_->room_for(bound) : nullptr;
    }

    [[nodiscard]] gaps gaps_among(bool gaps_in) const noexcept {
        return !gaps_in ? gaps::absent : how_.skip_missing ? gaps::skip : gaps::spread;
    }

    void finish(std::size_t target, std::int64_t bound, bool gaps_out) const noexcept {
        to_.bounds[target] = bound;
        to_.gaps[target] = static_cast<std::uint8_t>((begin_ > 0 && to_.gaps[target] != 0) || gaps_out);
    }

    bool sum_into(std::size_t target, const summands& rows, gaps missing, std::int64_t* totals) const {
        return how_.loops->sum(rows, to_.row(target) + begin_, end_ - begin_, stream_, missing, totals);
    }

    /// Hides the cells to which a share that is not known brings something; of nothing it brings nothing. \returns
    /// whether gaps are left
    bool hide_open(std::size_t target, std::span<const std::uint32_t> unknown) {
        std::int64_t* const out = to_.row(target);
        const auto any = [&](std::size_t c, auto is_one) {
            return std::any_of(unknown.begin(), unknown.end(),
                               [&](auto source) { return is_one(from_.row(source)[c]); });
        };
        const auto hides = [&](std::size_t c) {
            return any(c, [&](auto v) { return leaves_open(v) || (v == missing_cell && !how_.skip_missing); });
        };
        std::erase_if(overflows, [&](const overflow& o) { return o.target == target && hides(o.column); });
        const auto is_sum = [&](std::size_t c) {
            return std::none_of(overflows.begin(), overflows.end(),
                                [&](const overflow& o) { return o.target == target && o.column == c; });
        };
        const bool nothing_else = plan_.into(target).empty();
        bool gaps_out = false;
        for (std::size_t c = begin_; c < end_; ++c) {
            if (hides(c)) {
                out[c] = missing_cell;
            } else if (out[c] == missing_cell && (nothing_else || (how_.skip_missing && is_sum(c))) &&
                       any(c, [](auto v) { return v == 0; })) {
                out[c] = 0;
            }
            gaps_out |= out[c] == missing_cell;
        }
        return gaps_out;
    }

    void blank(std::size_t target) const noexcept {
        std::int64_t* const row = to_.row(target);
        const std::size_t end = std::min(end_, to_.columns);
        if (begin_ < end) std::fill(row + begin_, row + end, missing_cell);
        std::fill(row + std::max(begin_, end), row + end_, 0);
        to_.bounds[target] = 0;
        to_.gaps[target] = to_.columns > 0 ? 1 : 0;
    }

    /// Of what some unit has, a target that gets shares of zero alone has none.
    void give_nothing(std::size_t target) {
        const auto sources = plan_.nothing_into(target);
        std::int64_t* const out = to_.row(target);
        bool gaps_out = begin_ > 0 && to_.gaps[target] != 0;
        blank(target);
        for (std::size_t c = begin_; c < std::min(end_, to_.columns); ++c) {
            const bool any = std::any_of(sources.begin(), sources.end(),
                                         [&](std::uint32_t source) { return from_.row(source)[c] != missing_cell; });
            if (any) out[c] = 0;
            gaps_out |= !any;
        }
        to_.gaps[target] = static_cast<std::uint8_t>(gaps_out);
    }

    /// What an entry brings in, from the first column of the block.
    const std::int64_t* row_of(const entry& e) {
        if (e.split == apportion_plan::undivided) return from_.row(e.source) + begin_;
        if (divided_.holds(e.split)) return divided_.row(e.split, e.part);
        return recent_.row(e.split, e.part);
    }

    /// The same of up to 8 entries, all there at once: where one had to make room for another, they are asked for
    /// again, and those that were divided just now stay.
    void rows_of(std::span<const entry> entries, const std::int64_t** rows) {
        std::size_t before = 0;
        do {
            before = recent_.divided();
            for (std::size_t i = 0; i < entries.size(); ++i) rows[i] = row_of(entries[i]);
        } while (recent_.divided() != before);
    }

    /// Any number of rows: as many as the loops take at once, each time with the sum so far.
    bool in_groups(std::size_t target, gaps missing, std::int64_t* totals) {
        const std::size_t width = end_ - begin_;
        const std::int64_t* rows[rebase_loops::most_rows];
        std::size_t count = 0;
        for (auto left = plan_.into(target);;) {
            const auto group = left.first(std::min(left.size(), rebase_loops::most_rows - count));
            rows_of(group, rows + count);
            count += group.size();
            left = left.subspan(group.size());
            if (left.empty()) return sum_into(target, {rows, count, rows}, missing, totals);
            sums_.reserve(width);
            how_.loops->sum({rows, count, rows}, sums_.data(), width, false, missing, nullptr);
            rows[0] = sums_.data();
            count = 1;
        }
    }

    bool checked(std::size_t target, gaps missing) {
        const auto entries = plan_.into(target);
        const std::size_t width = end_ - begin_;
        std::vector<int128> sums(width, 0);
        std::vector<std::uint32_t> known(width, 0);
        for (const entry& e : entries) {
            const std::int64_t* const values = row_of(e);
            for (std::size_t c = 0; c < width; ++c) {
                if (values[c] == missing_cell) continue;
                sums[c] += values[c];
                ++known[c];
            }
        }
        std::int64_t* const out = to_.row(target) + begin_;
        bool gaps_out = false;
        for (std::size_t c = 0; c < width; ++c) {
            const bool enough = missing == gaps::skip ? known[c] > 0 : known[c] == entries.size();
            const bool fits = fits_int64(sums[c]);
            if (enough && !fits)
                overflows.push_back({static_cast<std::uint32_t>(target), static_cast<std::uint32_t>(begin_ + c)});
            out[c] = enough && fits ? static_cast<std::int64_t>(sums[c]) : missing_cell;
            gaps_out |= !(enough && fits);
        }
        return gaps_out;
    }

    const apportion_plan& plan_;
    const cell_grid& from_;
    const cell_target& to_;
    const rebase_options& how_;
    const divided_rows& divided_;
    recent_parts recent_;
    std::size_t begin_;
    std::size_t end_;
    bool stream_;
    row_sums whole_;
    std::optional<running_totals> totals_;
    cell_storage sums_;
};

/// Targets at which the work splits into `threads` equal parts, by what goes into them.
std::vector<std::size_t> even_shares(const apportion_plan& plan, unsigned threads) {
    if (threads == 1) return {0, plan.targets()};
    std::size_t total = 0;
    for (std::size_t t = 0; t < plan.targets(); ++t) total += plan.into(t).size() + 1;
    std::vector<std::size_t> at{0};
    std::size_t done = 0;
    for (std::size_t t = 0; t < plan.targets(); ++t) {
        while (at.size() < threads && done * threads >= total * at.size()) at.push_back(t);
        done += plan.into(t).size() + 1;
    }
    at.resize(threads, plan.targets());
    at.push_back(plan.targets());
    return at;
}

void check(const apportion_plan& plan, const cell_grid& from, const cell_target& to, const rebase_options& how) {
    const auto padded = [](std::size_t columns) {
        return (columns + cells_per_line - 1) / cells_per_line * cells_per_line;
    };
    if (plan.sources() != from.rows || plan.targets() != to.rows || from.columns != to.columns)
        throw std::invalid_argument{"muong::rebase_cells: the shapes of plan and cells differ"};
    if (from.stride < padded(from.columns) || to.stride < padded(to.columns) || from.stride % cells_per_line != 0 ||
        to.stride % cells_per_line != 0)
        throw std::invalid_argument{"muong::rebase_cells: rows are not padded to whole lines"};
    if (reinterpret_cast<std::uintptr_t>(from.cells) % 64 != 0 || reinterpret_cast<std::uintptr_t>(to.cells) % 64 != 0)
        throw std::invalid_argument{"muong::rebase_cells: cells are not aligned to 64 bytes"};
    if (how.threads == 0) throw std::invalid_argument{"muong::rebase_cells: no thread to work"};
}

}  // namespace

std::vector<overflow> rebase_cells(const apportion_plan& plan, const cell_grid& from, const cell_target& to,
                                   const rebase_options& how) {
    check(plan, from, to, how);
    const std::size_t width = (from.columns + cells_per_line - 1) / cells_per_line * cells_per_line;
    const bool stream = to.rows * width >= streamed_cells;
    const auto shares = even_shares(plan, how.threads);
    divided_rows divided{plan};
    const std::size_t block = divided.block(width);
    std::vector<overflow> found;
    if (how.totals != nullptr) how.totals->assign(to.columns, 0);
    for (std::size_t begin = 0; begin < width; begin += block) {
        const std::size_t end = std::min(width, begin + block);
        divided.divide(from, begin, end - begin);
        std::vector<worker> workers;
        workers.reserve(how.threads);
        for (unsigned i = 0; i < how.threads; ++i)
            workers.emplace_back(plan, from, to, how, divided, begin, end, stream);
        std::vector<std::exception_ptr> failed(how.threads);
        const auto work = [&](unsigned i) {
            try {
                workers[i].run(shares[i], shares[i + 1]);
            } catch (...) {
                failed[i] = std::current_exception();
            }
            if (stream) finish_streams();
        };
        {
            std::vector<std::jthread> others;
            for (unsigned i = 1; i < how.threads; ++i) others.emplace_back(work, i);
            work(0);
        }
        for (const auto& f : failed)
            if (f) std::rethrow_exception(f);
        for (worker& w : workers) {
            found.insert(found.end(), w.overflows.begin(), w.overflows.end());
            w.add_totals();
        }
    }
    if (block < width)
        std::sort(found.begin(), found.end(), [](const overflow& a, const overflow& b) {
            return a.target != b.target ? a.target < b.target : a.column < b.column;
        });
    return found;
}

}  // namespace muong::v0::detail
