// SPDX-License-Identifier: MIT
#include <muong/indicators/account.hpp>

#include <algorithm>
#include <ostream>

namespace muong::inline v0 {

namespace {

/// The text of an amount with at least so many decimals; of one that is no decimal the terms and about how much it is.
std::string amount(const fraction& f, int decimals) {
    constexpr int readable_digits = 12;
    const auto exact = f.to_decimal_text();
    if (!exact) return to_string(f) + " (about " + f.to_plain_text(readable_digits) + ')';
    std::string text = *exact;
    if (decimals == 0) return text;
    std::size_t point = text.find('.');
    if (point == std::string::npos) {
        point = text.size();
        text += '.';
    }
    const std::size_t wanted = point + 1 + static_cast<std::size_t>(decimals);
    if (text.size() < wanted) text.append(wanted - text.size(), '0');
    return text;
}

}  // namespace

std::string to_string(const account_line& line) {
    return line.column + ": in " + amount(line.in, line.decimals) + " = out " + amount(line.out, line.decimals) +
           " + unmatched " + amount(line.unmatched, line.decimals) + " + unknown " +
           amount(line.unknown, line.decimals) + " + missing " + amount(line.missing, line.decimals);
}

std::ostream& operator<<(std::ostream& out, const account_line& line) { return out << to_string(line); }

account::account(std::vector<account_line> lines) : lines_{std::move(lines)} {
    problems open;
    for (const account_line& line : lines_) {
        if (!line.closes())
            open.push_back({errc::account_open,
                            {{}, 0, 0, line.column},
                            to_string(line),
                            "in = out + unmatched + unknown + missing"});
    }
    if (!open.empty()) throw data_error{std::move(open)};
}

bool account::is_complete() const {
    return std::all_of(lines_.begin(), lines_.end(), [](const account_line& line) {
        return line.unmatched.sign() == 0 && line.unknown.sign() == 0 && line.missing.sign() == 0;
    });
}

std::ostream& operator<<(std::ostream& out, const account& a) {
    for (const account_line& line : a.lines_) out << line << '\n';
    return out;
}

}  // namespace muong::v0
