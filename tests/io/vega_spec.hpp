// SPDX-License-Identifier: MIT
#pragma once

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <string>

namespace muong::test {

/// A specification, read back; what it says is checked as far as the rules of Vega-Lite go without a renderer.
class vega_spec {
public:
    explicit vega_spec(const std::string& text) : spec_(boost::json::parse(text)) {
        CHECK(spec_.at("$schema").as_string() == "https://vega.github.io/schema/vega-lite/v5.json");
        CHECK(spec_.at("title").is_string());
        for (const auto& layer : layers()) check_layer(layer);
    }

    [[nodiscard]] const boost::json::array& layers() const { return spec_.at("layer").as_array(); }
    [[nodiscard]] const boost::json::array& rows(const char* set) const {
        return spec_.at("datasets").at(set).as_array();
    }
    [[nodiscard]] bool has_rows(const char* set) const { return spec_.at("datasets").as_object().contains(set); }
    [[nodiscard]] std::string title() const { return spec_.at("title").as_string().c_str(); }
    [[nodiscard]] const boost::json::value& json() const { return spec_; }

private:
    /// Every field that an encoding names is in every row of the data of its layer.
    void check_layer(const boost::json::value& layer) const {
        const auto& set = layer.at("data").at("name").as_string();
        const auto& rows = spec_.at("datasets").at(set).as_array();
        CHECK((layer.at("mark").is_string() || layer.at("mark").at("type").is_string()));
        if (!layer.as_object().contains("encoding")) return;
        for (const auto& channel : layer.at("encoding").as_object()) {
            const auto* const object = channel.value().if_object();
            const auto* const field = object != nullptr ? object->if_contains("field") : nullptr;
            if (field == nullptr) continue;
            for (const auto& row : rows) {
                INFO(set.c_str(), ".", field->as_string().c_str());
                CHECK(has(row, field->as_string()));
            }
        }
    }
    static bool has(const boost::json::value& row, boost::json::string_view field) {
        if (row.as_object().contains(field)) return true;
        const auto dot = field.find('.');  // "properties.value"
        return dot != boost::json::string_view::npos && row.as_object().contains(field.substr(0, dot)) &&
               has(row.at(field.substr(0, dot)), field.substr(dot + 1));
    }

    boost::json::value spec_;
};

}  // namespace muong::test
