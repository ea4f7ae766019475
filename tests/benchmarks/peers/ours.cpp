// SPDX-License-Identifier: MIT
//
// Our side of peers.py and tables.py. Usage: peers_ours FOLDER [ROWS]
//
// Writes the data of all races into the folder, then reads the names of contenders from the standard input, a line
// each, runs each three times and answers with the milliseconds of CPU time that the last run took. With ROWS it only
// writes the tables of tables.py, of so many rows.
#include <muong/data/viet_nam_2025.hpp>
#include <muong/indicators/rebase.hpp>
#include <muong/io/units_csv.hpp>
#include <muong/units/common_areas.hpp>
#include <muong/units/crosswalk.hpp>

#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <random>
#include <sstream>

#include "benchmarks/country.hpp"
#include "benchmarks/race.hpp"
#include "indicators/rebase_kernel.hpp"

namespace {

using namespace muong;
using namespace muong::bench;

class folder {
public:
    explicit folder(std::string path) : path_{std::move(path)} {}
    [[nodiscard]] std::string at(const std::string& name) const { return path_ + '/' + name; }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream out{at(name), std::ios::binary};
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out.flush()) throw std::runtime_error{"cannot write " + at(name)};
    }
    /// A sparse matrix, as three arrays: rows and columns as int32, values as doubles.
    void write(const std::string& name, const crosswalk& walk, bool by_code) const {
        std::vector<std::int32_t> rows, columns;
        std::vector<double> values;
        const auto number = [](const unit_code& code) { return std::stoi(to_string(code)) - 10'000; };
        for (std::size_t s = 0; s < walk.sources().size(); ++s) {
            for (const auto& e : walk.row(s)) {
                rows.push_back(by_code ? number(walk.sources()[s]) : static_cast<std::int32_t>(s));
                columns.push_back(by_code ? number(walk.targets()[e.target]) : static_cast<std::int32_t>(e.target));
                values.push_back(static_cast<double>(e.least.numerator()) / static_cast<double>(e.least.denominator()));
            }
        }
        const auto bytes = [](const auto& list) {
            return std::string{reinterpret_cast<const char*>(list.data()), list.size() * sizeof list[0]};
        };
        write(name + ".rows", bytes(rows));
        write(name + ".columns", bytes(columns));
        write(name + ".values", bytes(values));
    }

private:
    std::string path_;
};

using contenders = std::map<std::string, std::function<void()>>;

/// Values of so many columns, and where they go: a panel and its rebase, and the cells alone with a ready plan, which
/// is what a matrix product with a ready matrix is.
class panel_race {
public:
    panel_race(const crosswalk& onto, std::size_t columns)
        : onto_{onto},
          values_{drawn(onto, columns)},
          plan_{onto.sources().size(), onto.targets().size(), pieces_of(onto)},
          columns_{columns},
          stride_{detail::stride_for(columns)},
          cells_{onto.targets().size() * stride_},
          bounds_(onto.targets().size()),
          gaps_(onto.targets().size()) {}

    void whole() {
        panel made = rebase(values_, onto_, {}, std::move(kept_)).values();
        kept_ = std::move(made).release();
    }
    void cells() {
        const detail::cell_target into{cells_.data(), bounds_.size(), columns_, stride_, bounds_.data(), gaps_.data()};
        keep(detail::rebase_cells(plan_, detail::panel_access::grid(values_), into, {}));
    }
    /// All values once, as one stream.
    void read() const {
        const auto from = detail::panel_access::grid(values_);
        std::int64_t sum = 0;
        for (std::size_t c = 0; c < from.rows * from.stride; ++c) sum += from.cells[c];
        keep(sum);
    }

private:
    static std::vector<detail::piece> pieces_of(const crosswalk& onto) {
        std::vector<detail::piece> pieces;
        for (std::uint32_t s = 0; s < onto.sources().size(); ++s) {
            for (const auto& e : onto.row(s)) pieces.push_back({s, e.target, e.least});
        }
        return pieces;
    }
    static panel drawn(const crosswalk& onto, std::size_t columns) {
        std::vector<column> list;
        for (std::size_t c = 0; c < columns; ++c) list.push_back({"c" + std::to_string(c)});
        panel::builder rows{onto.from(), {onto.sources().begin(), onto.sources().end()}, std::move(list)};
        std::mt19937_64 chance{5};
        for (std::size_t r = 0; r < onto.sources().size(); ++r) {
            for (std::size_t c = 0; c < columns; ++c)
                rows.set(r, c, decimal{static_cast<std::int64_t>(chance() >> 44U)});
        }
        return std::move(rows).build();
    }

    const crosswalk& onto_;
    panel values_;
    detail::apportion_plan plan_;
    cell_storage kept_;
    std::size_t columns_;
    std::size_t stride_;
    cell_storage cells_;
    std::vector<std::int64_t> bounds_;
    std::vector<std::uint8_t> gaps_;
};

/// The last one counts, of our contender as of its peer: what they work on is then as near as it can be.
constexpr int runs_on_end = 3;

void answer(const contenders& all) {
    std::string name;
    while (std::getline(std::cin, name)) {
        const auto found = all.find(name);
        if (found == all.end()) throw std::runtime_error{"there is no contender " + name};
        for (int i = 1; i < runs_on_end; ++i) found->second();
        const double begin = cpu_seconds();
        found->second();
        std::cout << 1e3 * (cpu_seconds() - begin) << std::endl;
    }
}

/// The nation on the eve of its consolidation and on its day, with shares of people.
struct nation_race {
    registry_rows rows = with_weights(viet_nam_2025().registry());
    registry units = rows.build();
    date day = viet_nam_2025_data::consolidation();
    crosswalk onto = crosswalk::between(units, day.eve(), day, {"population", {}});

    void write(const folder& out) const {
        out.write("nation_units.csv", rows.units_csv());
        out.write("nation_transfers.csv", rows.transfers_csv());
    }
};

/// A long table of the nation of about so many rows, once unit by unit and once mixed, with values of seven digits and
/// two decimals; and the shares, as programs need them that do not know what a registry is.
void write_tables(const folder& out, std::size_t rows) {
    const nation_race nation;
    nation.write(out);
    std::ostringstream shares;
    shares << "from,to,share\n" << std::setprecision(17);
    for (std::size_t s = 0; s < nation.onto.sources().size(); ++s) {
        for (const auto& e : nation.onto.row(s)) {
            shares << nation.onto.sources()[s] << ',' << nation.onto.targets()[e.target] << ','
                   << static_cast<double>(e.least.numerator()) / static_cast<double>(e.least.denominator()) << '\n';
        }
    }
    out.write("shares.csv", shares.str());

    const std::string header = "code,period,indicator,value\n";
    std::string by_unit = header;
    std::vector<std::size_t> ends{by_unit.size()};
    std::mt19937_64 chance{7};
    const auto columns = std::max<std::size_t>(rows / nation.onto.sources().size(), 1);
    rows = columns * nation.onto.sources().size();
    constexpr std::size_t indicators = 50;  // a period
    for (std::size_t row = 0; row < rows; ++row) {
        const auto column = row % columns;
        by_unit += to_string(nation.onto.sources()[row / columns]) + ',' + std::to_string(2001 + column / indicators) +
                   ",indicator" + std::to_string(column % indicators) + ',' +
                   to_string(decimal{static_cast<std::int64_t>(10'000'000 + chance() % 90'000'000), 2}) + '\n';
        ends.push_back(by_unit.size());
    }
    out.write("by_unit.csv", by_unit);
    std::vector<std::size_t> order(rows);
    for (std::size_t row = 0; row < rows; ++row) {  // one that is the same with any standard library
        order[row] = row;
        std::swap(order[row], order[chance() % (row + 1)]);
    }
    std::string mixed = header;
    mixed.reserve(by_unit.size());
    for (const auto row : order) mixed.append(by_unit, ends[row], ends[row + 1] - ends[row]);
    out.write("mixed.csv", mixed);
}

void serve(const folder& out) {
    contenders all;

    const nation_race nation;
    const auto& onto = nation.onto;
    out.write("nation", onto, false);
    out.write("nation.shape", std::to_string(onto.sources().size()) + ' ' + std::to_string(onto.targets().size()));
    all["components"] = [&] { keep(common_areas{onto}); };

    std::map<std::size_t, panel_race> panels;
    for (const std::size_t columns : {100U, 1'000U, 3'000U}) {
        auto& race = panels.try_emplace(columns, onto, columns).first->second;
        all["cells " + std::to_string(columns)] = [&race] { race.cells(); };
        all["rebase " + std::to_string(columns)] = [&race] { race.whole(); };
        all["read " + std::to_string(columns)] = [&race] { race.read(); };
    }

    const auto fifty = country(fifty_years).build();
    for (int year = 1; year <= fifty_years.years; ++year) {
        const auto on = new_year(country_plan::first_year + year);
        out.write("step" + std::to_string(year), crosswalk::between(fifty, on.eve(), on, {"population", {}}), true);
    }
    all["composition"] = [&] {
        keep(crosswalk::between(fifty, fifty_years.first_day(), fifty_years.last_day(), {"population", {}}));
    };

    const auto tables = [&](const std::string& name, const registry_rows& told) {
        const auto units = out.at(name + "_units.csv"), transfers = out.at(name + "_transfers.csv");
        out.write(name + "_units.csv", told.units_csv());
        out.write(name + "_transfers.csv", told.transfers_csv());
        all["registry " + name] = [units, transfers] { keep(read_registry(units, transfers).value()); };
    };
    tables("nation", nation.rows);
    tables("twenty_years", country(twenty_years));
    tables("fifty_years", country(fifty_years));

    std::cout << "ready" << std::endl;
    answer(all);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2 && argc != 3) {
        std::cerr << "usage: peers_ours FOLDER [ROWS]\n";
        return 2;
    }
    try {
        const folder out{argv[1]};
        if (argc == 2) {
            serve(out);
        } else {
            write_tables(out, std::stoul(argv[2]));
        }
    } catch (const std::exception& fault) {
        std::cerr << "peers_ours: " << fault.what() << '\n';
        return 1;
    }
}
