// SPDX-License-Identifier: MIT
//
// Any bytes: the reader agrees with the plain one, whole and in pieces, and nothing breaks.
#include <muong/io/csv_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "io/plain_csv.hpp"

namespace {

using muong::test::contents_of;
using muong::test::csv_contents;

class in_pieces final : public muong::byte_source {
public:
    in_pieces(std::string_view text, std::size_t size) : text_{text}, size_{size} {}
    std::size_t read(std::span<char> room) override {
        const std::size_t size = std::min({room.size(), text_.size(), size_});
        std::copy_n(text_.begin(), size, room.begin());
        text_.remove_prefix(size);
        return size;
    }

private:
    std::string_view text_;
    std::size_t size_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t piece = 1 + *data;
    const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
    muong::csv_options options{.header = false, .ragged = true};
    options.buffer = piece;

    const auto plain = muong::test::plain_csv(text);
    muong::problem_log log{size};
    muong::csv_reader whole{text, "t.csv", log, options};
    if (contents_of(whole, log) != plain) std::abort();
    muong::problem_log log_of_pieces{size};
    in_pieces pieces{text, piece};
    muong::csv_reader cut{pieces, "t.csv", log_of_pieces, options};
    if (contents_of(cut, log_of_pieces) != plain) std::abort();

    muong::problem_log log_with_header{3};
    muong::csv_reader table{text, "t.csv", log_with_header};
    while (table.next()) {
        for (std::size_t i = 0; i < table.size(); ++i) {
            const std::string field{table[i]};
            const muong::csv_column column{i};
            if (table.fixed(column, 3) != muong::scan_fixed(field, 3)) std::abort();
            if (table.key(column) != muong::text_key{field}) std::abort();
        }
    }
    return 0;
}
