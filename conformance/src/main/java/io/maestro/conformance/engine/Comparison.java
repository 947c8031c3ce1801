package io.maestro.conformance.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares the facts of a case with the recorded ones: each must be there, and no other. */
final class Comparison {

    /** Texts for people, of which only the sense is recorded. */
    private static final Set<String> HINTS = Set.of("message", "errors");

    private static final Pattern ANSWER = Pattern.compile("/(create|calls)/\\d+/(body|error)");
    private static final String INSTANCES = "/instances/";
    private static final String NOT_CREATED = "/not_created";

    private final List<String> racy;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(List<String> racy) {
        this.racy = racy;
    }

    /** Returns what is not as it was recorded. */
    static List<Difference> differences(EngineCase recorded, ObjectNode got) {
        var racy = recorded.racy();
        var expected = recorded.expected();
        if (racy.isEmpty()) {
            return differences(racy, "", expected, got);
        }
        var instances = ChildNumbers.paired(
                expected.get("instances"),
                got.get("instances"),
                (name, instance) -> differences(
                                racy,
                                INSTANCES + name,
                                expected.get("instances").get(name),
                                instance)
                        .isEmpty());
        return differences(racy, "", expected, got.deepCopy().set("instances", instances));
    }

    private static List<Difference> differences(List<String> racy, String path, JsonNode expected, JsonNode got) {
        var comparison = new Comparison(racy);
        comparison.compare(path, MissingNode.getInstance(), expected, got);
        return List.copyOf(comparison.differences);
    }

    private void compare(String path, JsonNode around, JsonNode expected, JsonNode got) {
        if (path.endsWith(NOT_CREATED)) {
            // Where branches end at the same time, their order is nobody's.
            compareElements(path, around, sorted(expected), sorted(got));
        } else if (expected.isObject() && got.isObject()) {
            compareMembers(path, isMap(expected) ? plain(expected) : expected, got);
        } else {
            compareElements(path, around, expected, got);
        }
    }

    private void compareElements(String path, JsonNode around, JsonNode expected, JsonNode got) {
        if (expected.isArray() && got.isArray() && expected.size() == got.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + '/' + i, expected, expected.get(i), got.get(i));
            }
        } else if (!isSame(expected, got) && !isRacy(path)) {
            differences.add(new Difference(path, around, expected, got));
        }
    }

    private static JsonNode sorted(JsonNode names) {
        var sorted = JsonNodeFactory.instance.arrayNode();
        names.valueStream().map(JsonNode::asString).sorted().forEach(sorted::add);
        return names.isArray() ? sorted : names;
    }

    private boolean isRacy(String path) {
        return racy.stream().anyMatch(racing -> path.equals(racing) || path.startsWith(racing + '/'));
    }

    private void compareMembers(String path, JsonNode expected, JsonNode got) {
        var names = new LinkedHashSet<>(expected.propertyNames());
        names.addAll(got.propertyNames());
        if (ANSWER.matcher(path).matches()) {
            names.removeAll(HINTS);
        }
        for (var name : names) {
            compare(path + '/' + name, expected, member(expected, name), member(got, name));
        }
    }

    private static JsonNode member(JsonNode node, String name) {
        return node.has(name) ? node.get(name) : MissingNode.getInstance();
    }

    /** Tells whether a value is as it was recorded: numbers by what they count, ids that are made by their form. */
    static boolean isSame(JsonNode expected, JsonNode got) {
        if (expected.isString() && got.isString()) {
            return expected.equals(got) || got.asString().matches(pattern(expected.asString()));
        }
        if (!expected.isNumber() || !got.isNumber()) {
            return expected.equals(got);
        }
        return expected.isIntegralNumber() == got.isIntegralNumber()
                && expected.decimalValue().compareTo(got.decimalValue()) == 0;
    }

    /** Ids that are made are recorded as what they are. */
    private static String pattern(String expected) {
        return Pattern.quote(expected).replace("<uuid>", "\\E[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\Q");
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
