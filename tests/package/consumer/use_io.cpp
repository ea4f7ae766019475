// SPDX-License-Identifier: MIT
#include <muong/io/csv_table.hpp>

int main() {
    const auto table = muong::csv_table::parse("code,name\n03166,\"Chà Cang\"\n", "units.csv");
    return table && table.value().size() == 1 && table.value()[0][1].text() == "Chà Cang" ? 0 : 1;
}
