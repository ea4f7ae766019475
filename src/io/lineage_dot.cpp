// SPDX-License-Identifier: MIT
#include <muong/io/lineage_dot.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <muong/core/utf8.hpp>
#include <muong/units/registry.hpp>

namespace muong::inline v0 {
namespace {

/// Text between quotes. A backslash begins an escape, of the language and of labels, and & an entity of HTML, even
/// here. \source Graphviz, "The DOT Language" and the attribute type escString
std::string quoted(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out = "\"";
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        const auto byte = static_cast<unsigned char>(*at);
        const auto length = detail::utf8_sequence(at, end);
        if (length == 0 || (byte < 0x20 && byte != '\n') || byte == 0x7F) {
            out += "\\\\x";
            out += hex[byte >> 4U];
            out += hex[byte & 0xFU];
            ++at;
            continue;
        }
        switch (byte) {
            case '\n':
                out += "\\n";
                break;
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '&':
                out += "&amp;";
                break;
            default:
                out.append(at, length);
        }
        at += length;
    }
    return out += '"';
}

std::string name_over_code(const unit& u) {
    std::string text{u.kind()};
    if (!text.empty() && !u.name().empty()) text += ' ';
    text += u.name();
    return text + (text.empty() ? "" : "\n") + to_string(u.code());
}

std::string percent_text(const fraction& share) { return (share * fraction{100}).to_text(3); }

/// Nothing for a whole unit and for a share that may be anything.
std::string share_text(const fraction& least, const fraction& most) {
    const bool from_zero = least.sign() == 0, to_one = most == fraction{1};
    if (least == most) return to_one ? "" : percent_text(least) + " %";
    if (from_zero) return to_one ? "" : "at most " + percent_text(most) + " %";
    if (to_one) return "at least " + percent_text(least) + " %";
    return percent_text(least) + " to " + percent_text(most) + " %";
}

class picture {
public:
    picture(const dot_options& options, date left, date right) : label_{options.words.unit_label} {
        text_ =
            "digraph lineage {\n"
            "    rankdir=LR;\n"
            "    labelloc=t;\n"
            "    ranksep=1.2;\n"
            "    nodesep=0.12;\n"
            "    fontname=\"sans-serif\";\n"
            "    node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11, height=0.3, "
            "margin=\"0.1,0.04\"];\n"
            "    edge [fontname=\"sans-serif\", fontsize=9, arrowsize=0.6];\n"
            "    label=";
        text_ += quoted(!options.title.empty() ? options.title : to_string(left) + " to " + to_string(right)) + ";\n";
    }

    [[nodiscard]] std::string label(const unit& u) const { return label_ != nullptr ? label_(u) : name_over_code(u); }

    void node(std::string_view name, std::string_view label, std::string_view attributes = {}) {
        text_ += "    " + quoted(name) + " [label=" + quoted(label);
        text_ += attributes;
        text_ += "];\n";
    }
    void edge(std::string_view from, std::string_view to, bool whole, const std::string& label) {
        text_ += "    " + quoted(from) + " -> " + quoted(to) + (whole ? " [style=solid" : " [style=dashed");
        if (!label.empty()) text_ += ", label=" + quoted(label);
        text_ += "];\n";
    }
    /// Nodes that stand in one column.
    void column(std::string_view rank, const std::vector<std::string>& names) {
        if (names.empty()) return;
        text_ += "    { rank=";
        text_ += rank;
        text_ += ';';
        for (const auto& name : names) text_ += ' ' + quoted(name) + ';';
        text_ += " }\n";
    }
    [[nodiscard]] std::string done() && { return std::move(text_) + "}\n"; }

private:
    std::string text_;
    std::string (*label_)(const unit&);
};

std::string node_of(const unit& u) { return to_string(u.code()) + '@' + to_string(u.valid().from()); }
std::string passing_node(const unit_code& code, date day) { return to_string(code) + " within " + to_string(day); }

/// What stands beside a step: the day and act, the share, the remark.
std::string told_of(const lineage_step& step, const dot_options& options) {
    std::string text = to_string(step.day);
    if (step.link == lineage_link::children) text += "\nthe units below it";
    if (step.how == nullptr) return text;
    if (const auto* act = step.how->act()) text += '\n' + act->number;
    const auto* share = options.basis.empty() ? nullptr : step.how->on(options.basis);
    if (share != nullptr && share->share && step.how->extent() == extent::part) {
        text += '\n' + percent_text(*share->share) + " %";
    }
    if (options.words.transfer_remark != nullptr) {
        const auto remark = options.words.transfer_remark(*step.how);
        if (!remark.empty()) text += '\n' + remark;
    }
    return text;
}

}  // namespace

std::string to_dot(const lineage& l, const dot_options& options) {
    picture out{options, std::min(l.from, l.to), std::max(l.from, l.to)};
    std::set<std::tuple<unit_code, date>> drawn;
    const auto draw = [&](const unit& u) {
        if (!drawn.emplace(u.code(), u.valid().from()).second) return;
        out.node(node_of(u), out.label(u), &u == l.start ? ", penwidth=2.5" : "");
    };
    std::set<std::string> passing;
    const auto draw_point = [&](const unit_code& code, date day) {
        auto name = passing_node(code, day);
        if (passing.insert(name).second) out.node(name, "", ", shape=point");
        return name;
    };
    if (l.start != nullptr) draw(*l.start);
    for (const auto& step : l.steps) {
        if (step.how == nullptr && (step.before == nullptr || step.after == nullptr)) continue;
        std::string from, to;
        if (step.before != nullptr) {
            draw(*step.before);
            from = node_of(*step.before);
        } else {
            from = draw_point(step.how->from_code(), step.day);
        }
        if (step.after != nullptr) {
            draw(*step.after);
            to = node_of(*step.after);
        } else {
            to = draw_point(step.how->to_code(), step.day);
        }
        const bool whole =
            step.how != nullptr ? step.how->extent() == extent::whole : step.link != lineage_link::children;
        out.edge(from, to, whole, told_of(step, options));
    }
    std::vector<std::string> ends;
    for (const auto* end : l.ends) {
        draw(*end);
        if (end != l.start) ends.push_back(node_of(*end));
    }
    out.column("same", ends);
    return std::move(out).done();
}

std::string to_dot(const crosswalk& c, const registry& names, const dot_options& options) {
    const bool back = c.to() < c.from();
    picture out{options, back ? c.to() : c.from(), back ? c.from() : c.to()};
    const auto node = [](date day, const unit_code& code) { return to_string(day) + '/' + to_string(code); };
    const auto column_of = [&](date day, std::span<const unit_code> codes, std::string_view side) {
        std::vector<std::string> column;
        for (const auto& code : codes) {
            const auto* u = names.at(code, day);
            out.node(node(day, code) + std::string{side}, u != nullptr ? out.label(*u) : to_string(code));
            column.push_back(node(day, code) + std::string{side});
        }
        return column;
    };
    // A crosswalk from a day to the same day has two nodes for each unit.
    const std::string_view source_side = c.from() == c.to() ? "/source" : "";
    const auto sources = column_of(c.from(), c.sources(), source_side);
    const auto targets = column_of(c.to(), c.targets(), {});
    std::vector<crosswalk_rest> left;  // not those that are assumed to be nothing
    for (const auto& r : c.rests()) {
        if (r.most.sign() != 0) left.push_back(r);
    }
    if (!left.empty()) out.node("rest", "not known where", ", shape=plaintext");
    std::span<const crosswalk_rest> rests = left;
    for (std::uint32_t s = 0; s < sources.size(); ++s) {
        const auto edge = [&](const std::string& target, const fraction& least, const fraction& most) {
            const bool whole = least == most && most == fraction{1};
            out.edge(back ? target : sources[s], back ? sources[s] : target, whole, share_text(least, most));
        };
        for (const auto& e : c.row(s)) edge(targets[e.target], e.least, e.most);
        if (rests.empty() || rests.front().source != s) continue;
        edge("rest", rests.front().least, rests.front().most);
        rests = rests.subspan(1);
    }
    out.column(back ? "max" : "min", sources);
    out.column(back ? "min" : "max", targets);
    return std::move(out).done();
}

}  // namespace muong::v0
