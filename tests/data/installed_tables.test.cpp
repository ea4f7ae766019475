// SPDX-License-Identifier: MIT
#include <muong/data.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string>

#include <muong/io/csv_table.hpp>
#include <muong/io/file.hpp>

using namespace muong;

namespace {

csv_table table(const std::string& path) { return csv_table::read(path).value(); }

/// The registry that a program makes from units.csv and transfers.csv.
registry registry_of(const std::string& folder) {
    registry::builder builder{"VN-GSO"};
    const auto units = table(folder + "/units.csv");
    for (const auto row : units) {
        const auto text = [&](std::string_view column) { return row[units.find(column)].text(); };
        builder.add(unit_text{.code = text("code"),
                              .name = text("name"),
                              .kind = text("kind"),
                              .tier = text("tier"),
                              .parent = text("parent"),
                              .valid_from = text("valid_from"),
                              .valid_to = text("valid_to")},
                    row.where());
    }
    const auto transfers = table(folder + "/transfers.csv");
    for (const auto row : transfers) {
        const auto text = [&](std::string_view column) { return row[transfers.find(column)].text(); };
        const std::array<basis_text, 2> known{{{"population", text("share_population"), {}, text("amount_population")},
                                               {"area", text("share_area"), {}, text("amount_area")}}};
        builder.add(transfer_text{.effective = text("effective"),
                                  .act = text("act"),
                                  .clause = text("clause"),
                                  .from_code = text("from_code"),
                                  .to_code = text("to_code"),
                                  .extent = text("extent"),
                                  .shares = known},
                    row.where());
    }
    return std::move(builder).build();
}

/// The same units and transfers, with names, acts, clauses and shares.
void check_same(const registry& a, const registry& b) {
    REQUIRE(a.units().size() == b.units().size());
    REQUIRE(a.transfers().size() == b.transfers().size());
    int other = 0;
    for (std::size_t i = 0; i < a.units().size(); ++i) {
        const unit &x = a.units()[i], &y = b.units()[i];
        other += static_cast<int>(x.code() != y.code() || x.name() != y.name() || x.kind() != y.kind() ||
                                  x.tier() != y.tier() || x.parent() != y.parent() || x.valid() != y.valid());
    }
    for (std::size_t i = 0; i < a.transfers().size(); ++i) {
        const transfer &x = a.transfers()[i], &y = b.transfers()[i];
        other += static_cast<int>(to_string(x) != to_string(y));
        for (const std::string_view basis : {"population", "area"}) {
            const auto *s = x.on(basis), *t = y.on(basis);
            const bool none_s = s == nullptr || (!s->share && !s->amount);
            const bool none_t = t == nullptr || (!t->share && !t->amount);
            if (none_s || none_t) {
                other += static_cast<int>(none_s != none_t);
            } else {
                other += static_cast<int>(s->share != t->share || s->amount != t->amount);
            }
        }
    }
    CHECK(other == 0);
    CHECK(a.fingerprint() == b.fingerprint());
}

}  // namespace

TEST_CASE("a program that reads the installed tables gets the registry that is compiled in") {
    SUBCASE("Điện Biên") { check_same(registry_of(MUONG_DIEN_BIEN_TABLES), dien_bien().registry()); }
    SUBCASE("Viet Nam") { check_same(registry_of(MUONG_VIET_NAM_TABLES), viet_nam_2025().registry()); }
}
