// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <muong/core/problem.hpp>
#include <muong/io/csv_options.hpp>
#include <muong/io/csv_reader.hpp>
#include <muong/io/problem_log.hpp>

namespace muong::test {

/// What is read from a table: its sound records, and kind, row and column of every problem.
struct csv_contents {
    struct record {
        std::uint64_t row = 0;
        std::vector<std::string> fields;
        friend bool operator==(const record&, const record&) = default;
    };
    struct fault {
        errc code = errc::malformed_text;
        std::uint64_t row = 0;
        std::uint32_t column = 0;
        friend bool operator==(const fault&, const fault&) = default;
    };
    std::vector<record> records;
    std::vector<fault> faults;
    friend bool operator==(const csv_contents&, const csv_contents&) = default;
};

/// All that a reader gives.
inline csv_contents contents_of(csv_reader& in, const problem_log& log) {
    csv_contents all;
    while (in.next()) {
        csv_contents::record record{in.row(), {}};
        for (std::size_t i = 0; i < in.size(); ++i) record.fields.emplace_back(in[i]);
        all.records.push_back(std::move(record));
    }
    for (const auto& each : log.kept()) all.faults.push_back({each.code, each.where.row, each.where.column});
    return all;
}

/// Offset of the first byte of `text` that begins no UTF-8 sequence, by decoding; its size if there is none.
inline std::size_t plain_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80   ? 1
                                   : lead < 0xC0 ? 0
                                   : lead < 0xE0 ? 2
                                   : lead < 0xF0 ? 3
                                   : lead < 0xF8 ? 4
                                                 : 0;
        if (length == 0 || length > text.size() - i) return i;
        std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            const auto byte = static_cast<unsigned char>(text[i + k]);
            if (byte < 0x80 || byte > 0xBF) return i;
            point = point << 6U | (byte & 0x3FU);
        }
        constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x1'0000};
        if (point < least[length] || point > 0x10'FFFF || (point >= 0xD800 && point <= 0xDFFF)) return i;
        i += length;
    }
    return text.size();
}

/// A plain reader, character by character, of tables without header and with rows of any length. That a table is not
/// UTF-8 is told once.
inline csv_contents plain_csv(std::string_view text, char delimiter = ',', bool stray_quotes = false) {
    csv_contents all;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::uint64_t line = 1;
    bool not_utf8 = false;
    std::size_t i = 0;
    const auto at = [&](std::size_t k) { return k < text.size() ? text[k] : '\0'; };
    const auto row_ends = [&] { return i >= text.size() || at(i) == '\n' || (at(i) == '\r' && at(i + 1) == '\n'); };
    while (i < text.size()) {
        csv_contents::record record{line, {}};
        const std::size_t record_begin = i;
        bool sound = true;
        for (bool more = true; more;) {
            const std::size_t begin = i;
            std::string field;
            std::vector<std::pair<std::size_t, errc>> wrong;  // where and what
            const bool quoted = at(i) == '"';
            if (quoted) {
                bool closed = false;
                for (++i; i < text.size() && !closed; ++i) {
                    if (at(i) == '"' && at(i + 1) != '"') {
                        closed = true;
                    } else {
                        if (at(i) == '"') ++i;
                        if (at(i) == '\n') ++line;
                        field += at(i);
                    }
                }
                if (!closed) wrong.emplace_back(begin, errc::unterminated_quote);
            }
            const std::size_t rest = i;
            for (; !row_ends() && at(i) != delimiter; ++i) {
                field += at(i);
                if (at(i) == '\r' && (!quoted || i == rest)) {
                    wrong.emplace_back(i, errc::malformed_text);
                } else if (quoted && i == rest) {
                    wrong.emplace_back(i, errc::unterminated_quote);
                } else if (!quoted && at(i) == '"' && !stray_quotes) {
                    wrong.emplace_back(i, errc::malformed_text);
                }
            }
            const std::string_view written = text.substr(begin, i - begin);
            if (const std::size_t bad = plain_utf8(written); bad != written.size()) {
                wrong.emplace_back(begin + bad, errc::invalid_utf8);
            }
            std::stable_sort(wrong.begin(), wrong.end(), [](auto a, auto b) { return a.first < b.first; });
            record.fields.push_back(std::move(field));
            if (!wrong.empty()) sound = false;
            const bool bytes = !wrong.empty() && wrong.front().second == errc::invalid_utf8;
            if (!wrong.empty() && !(bytes && std::exchange(not_utf8, true))) {
                all.faults.push_back(
                    {wrong.front().second, record.row, static_cast<std::uint32_t>(record.fields.size())});
            }
            more = !row_ends();
            if (more) ++i;
        }
        const bool blank = i == record_begin;
        if (at(i) == '\r') ++i;
        ++i;
        ++line;
        if (sound && !blank) all.records.push_back(std::move(record));
    }
    return all;
}

}  // namespace muong::test
