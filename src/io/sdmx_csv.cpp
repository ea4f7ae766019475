// SPDX-License-Identifier: MIT
#include <muong/io/sdmx_csv.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

#include <muong/io/csv_table.hpp>
#include <muong/io/file.hpp>
#include <muong/io/text_numbers.hpp>

#include "core/multiplier_words.hpp"

namespace muong::inline v0 {
namespace {

std::optional<frequency> frequency_of(std::string_view code) {
    for (const auto f : {frequency::day, frequency::month, frequency::quarter, frequency::trimester,
                         frequency::half_year, frequency::year}) {
        if (code == std::string_view{std::array{sdmx_code(f)}.data(), 1}) return f;
    }
    return {};
}

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return number;
}

bool has_several_flags(const series& s) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto bits = s.at(i).status.bits();
        if ((bits & (bits - 1)) != 0) return true;
    }
    return false;
}

class collector {
public:
    collector(const csv_table& table, const sdmx_options& options, problem_log& log) : log_{log} {
        action_ = table.find("ACTION");
        frequency_ = table.require("FREQ", log);
        area_ = table.require(options.area, log);
        indicator_ = table.require(options.indicator, log);
        when_ = table.require("TIME_PERIOD", log);
        value_ = table.require("OBS_VALUE", log);
        status_ = table.find("OBS_STATUS");
        if (!status_) status_ = table.find("OBS_STATUS[]");
        unit_ = table.find("UNIT_MEASURE");
        multiplier_ = table.find("UNIT_MULT");
        decimals_ = table.find("DECIMALS");
        year_to_date_ = table.find("YEAR_TO_DATE");
        if (!log.empty()) return;
        for (const auto row : table) take(row);
    }

    result<std::vector<series>> made() && {
        std::vector<series> all;
        for (auto& each : found_) {
            if (!each.has_decimals) {
                for (const auto& o : each.rows) {
                    if (o.value) each.header.decimals = std::max(each.header.decimals, o.value->decimals());
                }
            }
            series::builder rows{std::move(each.header), each.freq};
            rows.with_gaps();
            for (const auto& o : each.rows) {
                if (o.value) {
                    rows.add(o.when, *o.value, o.status, o.where);
                } else {
                    rows.add_missing(o.when, o.status, o.where);
                }
            }
            auto built = std::move(rows).try_build();
            if (built) {
                all.push_back(std::move(built).value());
            } else {
                for (const auto& fault : built.error()) log_.add(fault);
            }
        }
        if (!log_.empty()) return log_.kept();
        return all;
    }

private:
    struct row_of_series {
        period when;
        std::optional<decimal> value;
        observation_status status;
        place where;
    };
    struct being_read {
        series_header header;
        frequency freq;
        bool has_decimals;
        std::array<std::string_view, 4> texts;  ///< what the first row tells of it, in the table
        std::vector<row_of_series> rows;
    };

    void take(const csv_row& row) {
        const auto before = log_.total();
        const auto in_list = [](std::initializer_list<std::string_view> list) {
            return [list](std::string_view text) -> std::optional<std::string_view> {
                const auto* const at = std::find(list.begin(), list.end(), text);
                return at != list.end() ? std::optional{*at} : std::nullopt;
            };
        };
        if (!row[action_].empty()) {
            static_cast<void>(row[action_].read(log_, in_list({"I", "A", "M", "R"}),
                                                "an observation that is told, as I or M", errc::unknown_value));
        }
        const auto f = row[frequency_].read(log_, frequency_of, "D, M, Q, T, S or A of CL_FREQ", errc::unknown_value);
        const auto when = row[when_].as<period>(log_, "a period such as 2024, 2024-Q1 or 2024-03");
        const auto status = row[status_].read(log_, observation_status::parse, "letters of CL_OBS_STATUS, as E or B;E",
                                              errc::unknown_value);
        std::optional<decimal> value;
        const auto cell = row[value_];
        if (cell.text() != "NaN") value = cell.as_optional<decimal>(log_, "a number, or NaN for a missing value");
        const auto key = keys_.number(row[frequency_].text(), row[area_].text(), row[indicator_].text());
        if (key.is_new) series_of_.push_back(none);
        auto& position = series_of_[key.number];
        const std::array texts{row[unit_].text(), row[multiplier_].text(), row[decimals_].text(),
                               row[year_to_date_].text()};
        if (position != none && found_[position].texts == texts) {
            if (log_.total() == before) found_[position].rows.push_back({*when, value, *status, cell.where()});
            return;
        }
        auto header = header_of(row);
        if (log_.total() != before) return;
        if (position == none) {
            position = found_.size();
            found_.push_back({header, *f, !row[decimals_].empty(), texts, {}});
        }
        auto& known = found_[position];
        const auto same = [&](csv_column column, bool holds, const std::string& first) {
            if (!holds) row[column].fault(log_, errc::contradiction, first + ", as in the first row of the series");
        };
        same(row[multiplier_].empty() ? unit_ : multiplier_, header.unit == known.header.unit, known.header.unit.code);
        same(decimals_, header.decimals == known.header.decimals, std::to_string(known.header.decimals));
        same(year_to_date_, header.year_to_date == known.header.year_to_date,
             known.header.year_to_date ? "true" : "false");
        known.rows.push_back({*when, value, *status, cell.where()});
    }

    series_header header_of(const csv_row& row) {
        series_header header{std::string{row[indicator_].text()}, std::string{row[area_].text()}, {}};
        int power = 0;
        if (!row[multiplier_].empty()) {
            const auto read = row[multiplier_].read(log_, whole_number, "0, 3, 6, 9 or 12", errc::unknown_value);
            power = read.value_or(0);
        }
        if (!row[unit_].empty()) {
            const auto known = [power](std::string_view text) -> std::optional<measure_unit> {
                if (power == 0) return measure_unit::parse(text);
                for (const auto& [word, of_word] : detail::english_multipliers) {
                    if (of_word == power) return measure_unit::parse(std::string{word} + ' ' + std::string{text});
                }
                return {};
            };
            if (const auto unit =
                    row[unit_].read(log_, known, "a unit that muong knows, as VND, with UNIT_MULT 0, 3, 6, 9 or 12",
                                    errc::unknown_value)) {
                header.unit = *unit;
            }
        }
        if (!row[decimals_].empty()) {
            const auto up_to_18 = [](std::string_view text) {
                const auto n = whole_number(text);
                return n && *n >= 0 && *n <= 18 ? n : std::nullopt;
            };
            header.decimals = row[decimals_].read(log_, up_to_18, "0 to 18", errc::out_of_range).value_or(0);
        }
        const auto said = row[year_to_date_];
        if (!said.empty()) {
            const auto truth = [](std::string_view text) -> std::optional<bool> {
                if (text == "true" || text == "false") return text == "true";
                return {};
            };
            header.year_to_date = said.read(log_, truth, "true or false", errc::unknown_value).value_or(false);
        }
        return header;
    }

    problem_log& log_;
    csv_column action_, frequency_, area_, indicator_, when_, value_, status_, unit_, multiplier_, decimals_,
        year_to_date_;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    text_numbers<3> keys_;
    std::vector<std::size_t> series_of_;  ///< of each key; none until a row is taken
    std::vector<being_read> found_;
};

void require_points(const csv_dialect& dialect) {
    if (dialect.decimal_comma) throw std::invalid_argument{"muong::sdmx_csv: numbers of SDMX-CSV have a decimal point"};
}

}  // namespace

void write_sdmx_csv(csv_writer& out, std::span<const series> all, const sdmx_options& options) {
    require_points(out.dialect());
    const bool several = std::any_of(all.begin(), all.end(), has_several_flags);
    const bool to_date = std::any_of(all.begin(), all.end(), [](const series& s) { return s.header().year_to_date; });
    out.field(several ? "STRUCTURE[;]" : "STRUCTURE").field("STRUCTURE_ID").field("FREQ");
    out.field(options.area).field(options.indicator).field("TIME_PERIOD").field("OBS_VALUE");
    out.field(several ? "OBS_STATUS[]" : "OBS_STATUS").field("UNIT_MEASURE").field("UNIT_MULT").field("DECIMALS");
    if (to_date) out.field("YEAR_TO_DATE");
    out.end_row();
    for (const auto& s : all) {
        const auto& head = s.header();
        const auto [power, unit] = detail::split_multiplier(head.unit.code);
        const std::string freq(1, sdmx_code(s.frequency())), multiplier = std::to_string(power),
                                                             decimals = std::to_string(head.decimals);
        for (std::size_t i = 0; i < s.size(); ++i) {
            const auto o = s.at(i);
            if (o.reason == missing_reason::nothing_told && i != 0 && i + 1 != s.size()) continue;
            const auto status = o.value || o.status.is_missing() ? o.status : o.status | status_flag::missing;
            out.field(options.structure).field(options.structure_id).field(freq);
            out.field(head.subject).field(head.indicator).field(to_string(s.told_of(i), period_text::sdmx));
            out.field(o.value ? to_string(*o.value) : "NaN").field(to_string(status));
            out.field(unit).field(multiplier).field(decimals);
            if (to_date) out.field(head.year_to_date ? "true" : "false");
            out.end_row();
        }
    }
}

result<std::vector<series>> parse_sdmx_csv(std::string_view text, const std::string& source,
                                           const sdmx_options& options, const csv_options& csv) {
    require_points(csv.dialect);
    problem_log log{static_cast<std::size_t>(-1)};
    const csv_table table{text, source, log, csv};
    return collector{table, options, log}.made();
}

result<std::vector<series>> read_sdmx_csv(const std::string& path, const sdmx_options& options,
                                          const csv_options& csv) {
    const auto bytes = file_bytes::open(path);
    if (!bytes) return bytes.error();
    return parse_sdmx_csv(bytes.value().text(), source_name(path), options, csv);
}

}  // namespace muong::v0
