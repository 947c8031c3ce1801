package io.maestro.conformance.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pairs the instances of workflows that steps started side by side. Which of them got which number was decided by who was
 * faster, there and here.
 */
final class ChildNumbers {

    private final JsonNode expected;
    private final ObjectNode got;
    private final BiPredicate<String, JsonNode> isAsRecorded;

    private ChildNumbers(JsonNode expected, ObjectNode got, BiPredicate<String, JsonNode> isAsRecorded) {
        this.expected = expected;
        this.got = got;
        this.isAsRecorded = isAsRecorded;
    }

    /**
     * Returns our instances under the names of the recorded ones that they are like.
     *
     * @param isAsRecorded whether an instance is like the recorded one of a name
     */
    static ObjectNode paired(JsonNode expected, JsonNode got, BiPredicate<String, JsonNode> isAsRecorded) {
        var paired = ((ObjectNode) got).deepCopy();
        new ChildNumbers(expected, paired, isAsRecorded).pair();
        return paired;
    }

    private void pair() {
        var names = new LinkedHashMap<String, List<String>>();
        for (var instance : expected.properties()) {
            var name = instance.getKey();
            if (instance.getValue().path("1").path("initiator").asString("").equals("SUBWORKFLOW") && got.has(name)) {
                names.computeIfAbsent(name.substring(0, name.lastIndexOf('/')), workflow -> new ArrayList<>())
                        .add(name);
            }
        }
        names.values().forEach(this::pair);
    }

    private void pair(List<String> names) {
        var left = new ArrayList<JsonNode>();
        names.forEach(name -> left.add(got.get(name)));
        var pairs = new LinkedHashMap<String, JsonNode>();
        for (var name : names) {
            left.stream()
                    .filter(instance -> isAsRecorded.test(name, instance))
                    .findFirst()
                    .ifPresent(instance -> {
                        pairs.put(name, instance);
                        left.remove(instance);
                    });
        }
        names.stream().filter(name -> !pairs.containsKey(name)).forEach(name -> pairs.put(name, left.removeFirst()));
        got.setAll(Map.copyOf(pairs));
    }
}
