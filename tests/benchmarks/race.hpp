// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <utility>
#include <vector>

// Contenders that run in turn, in one process and on the same data, so that all meet the same neighbours. Compare only
// figures of one run.
namespace muong::bench {

inline double seconds_of(clockid_t clock) {
    std::timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}
/// CPU time of this thread.
inline double cpu_seconds() { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }

/// Makes a result count, so that it is not left out.
template <class T>
void keep(const T& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

struct contender {
    std::string name;
    std::function<void()> run;
    double items = 0;      ///< work of a run, if it is told by item
    bool is_wall = false;  ///< measured by the wall clock, where there are several threads
    std::vector<double> times = {};

    [[nodiscard]] double median() const {
        auto sorted = times;
        std::sort(sorted.begin(), sorted.end());
        return sorted.empty() ? std::nan("") : sorted[sorted.size() / 2];
    }
};

class race {
public:
    void add(std::string name, std::function<void()> run, double items = 0) {
        all_.push_back({std::move(name), std::move(run), items});
    }
    void add_by_wall_clock(std::string name, std::function<void()> run) {
        all_.push_back({std::move(name), std::move(run), 0, true});
    }

    /// Each contender once to warm up, then each once a round. What fits into the last cache is measured only when each
    /// runs `at_once` times on end, of which the last counts: else one measures what the others left of its data there.
    void run(int rounds, int at_once = 1) {
        for (auto& c : all_) c.run();
        for (int round = 0; round < rounds; ++round) {
            for (auto& c : all_) {
                for (int i = 1; i < at_once; ++i) c.run();
                const auto clock = c.is_wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
                const double begin = seconds_of(clock);
                c.run();
                c.times.push_back(seconds_of(clock) - begin);
            }
        }
    }

    /// Medians, and their ratios to that of `baseline`; without a name, of the first contender.
    void tell(const std::string& baseline = {}) const {
        const double base = each(baseline.empty() ? all_.front() : of(baseline));
        for (const auto& c : all_) {
            const double time = each(c);
            const bool small = c.items != 0;
            std::printf("  %-54s %9.3f %s  x %.2f\n", c.name.c_str(), time * (small ? 1e9 : 1e3), small ? "ns" : "ms",
                        time / base);
        }
    }

    /// Holds a contender to at most so many times what another takes. One that did not run is told as missing.
    void at_most(double limit, const std::string& ours, const std::string& reference) const {
        if (is_missing(ours) || is_missing(reference)) return;
        tell_goal(each(of(ours)) / each(of(reference)), limit, true, ours + " / " + reference);
    }
    /// Holds a contender to being at least so many times as fast as another; likewise.
    void faster(double least, const std::string& ours, const std::string& peer) const {
        if (is_missing(ours) || is_missing(peer)) return;
        tell_goal(each(of(peer)) / each(of(ours)), least, false, ours + ", times as fast as " + peer);
    }
    /// Holds a contender to at most so many milliseconds.
    void within(double milliseconds, const std::string& ours) const {
        tell_goal(1e3 * of(ours).median(), milliseconds, true, ours + ", ms");
    }
    /// Holds a contender to at most so many nanoseconds an item.
    void within_each(double nanoseconds, const std::string& ours) const {
        tell_goal(1e9 * each(of(ours)), nanoseconds, true, ours + ", ns");
    }
    static void tell_goal(double measured, double goal, bool is_limit, const std::string& what) {
        const bool held = is_limit ? measured <= goal : measured >= goal;
        std::printf("  %s %8.2f, %s %g: %s\n", held ? "held  " : "MISSED", measured, is_limit ? "at most" : "at least",
                    goal, what.c_str());
    }

private:
    [[nodiscard]] static double each(const contender& c) { return c.median() / (c.items != 0 ? c.items : 1); }
    [[nodiscard]] bool is_missing(const std::string& name) const {
        if (std::any_of(all_.begin(), all_.end(), [&](const contender& c) { return c.name == name; })) return false;
        std::printf("  missing, and so not compared: %s\n", name.c_str());
        return true;
    }
    [[nodiscard]] const contender& of(const std::string& name) const {
        const auto found = std::find_if(all_.begin(), all_.end(), [&](const contender& c) { return c.name == name; });
        if (found == all_.end()) {
            std::fprintf(stderr, "there is no contender '%s'\n", name.c_str());
            std::abort();
        }
        return *found;
    }
    std::vector<contender> all_;
};

/// The first argument, or `otherwise`.
inline int rounds_of(int argc, char** argv, int otherwise) {
    return argc > 1 ? std::max(1, std::atoi(argv[1])) : otherwise;
}

}  // namespace muong::bench
