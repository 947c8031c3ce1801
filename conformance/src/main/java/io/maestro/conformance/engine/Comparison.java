package io.maestro.conformance.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares the facts of a case with the recorded ones: each must be there, and no other. */
final class Comparison {

    /** Texts for people, of which only the sense is recorded. */
    private static final Set<String> HINTS = Set.of("message", "errors");

    private final List<String> racy;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(List<String> racy) {
        this.racy = racy;
    }

    /** Returns what is not as it was recorded. */
    static List<Difference> differences(EngineCase recorded, JsonNode got) {
        var comparison = new Comparison(recorded.racy());
        comparison.compare("", recorded.expected(), got);
        return List.copyOf(comparison.differences);
    }

    private void compare(String path, JsonNode expected, JsonNode got) {
        if (expected.isObject() && got.isObject()) {
            compareMembers(path, isMap(expected) ? plain(expected) : expected, got);
        } else if (expected.isArray() && got.isArray() && expected.size() == got.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + '/' + i, expected.get(i), got.get(i));
            }
        } else if (!isSame(expected, got) && !isRacy(path)) {
            differences.add(new Difference(path, expected, got));
        }
    }

    private boolean isRacy(String path) {
        return racy.stream().anyMatch(racing -> path.equals(racing) || path.startsWith(racing + '/'));
    }

    private void compareMembers(String path, JsonNode expected, JsonNode got) {
        var names = new LinkedHashSet<>(expected.propertyNames());
        names.addAll(got.propertyNames());
        names.removeAll(HINTS);
        for (var name : names) {
            compare(path + '/' + name, member(expected, name), member(got, name));
        }
    }

    private static JsonNode member(JsonNode node, String name) {
        return node.has(name) ? node.get(name) : MissingNode.getInstance();
    }

    private static boolean isSame(JsonNode expected, JsonNode got) {
        if (!expected.isNumber() || !got.isNumber()) {
            return expected.equals(got);
        }
        return expected.isIntegralNumber() == got.isIntegralNumber()
                && expected.decimalValue().compareTo(got.decimalValue()) == 0;
    }

    /** Members of a MAP are recorded with or without their types; we tell them without. */
    private static boolean isMap(JsonNode fact) {
        return fact.path("type").asString("").equals("MAP")
                && fact.path("value").isObject();
    }

    private static JsonNode plain(JsonNode map) {
        var members = JsonNodeFactory.instance.objectNode();
        map.get("value").properties().forEach(member -> members.set(member.getKey(), value(member.getValue())));
        return ((ObjectNode) map.deepCopy()).set("value", members);
    }

    private static JsonNode value(JsonNode member) {
        if (member.size() == 2 && member.has("type") && member.has("value")) {
            return isMap(member) ? plain(member).get("value") : member.get("value");
        }
        return member;
    }
}
