package io.maestro.test.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes other JSON of JSON. */
final class Tampering {

    /** The objects whose members stand in an order that means something: the order in which they are evaluated or asked. */
    private static final Set<String> ORDERED = Set.of("params", "payload", "value", "successors", "definitions");

    private final Random random;

    Tampering(Random random) {
        this.random = random;
    }

    /** Returns the same with the members of objects in another order, but where that means something. */
    String shuffled(JsonNode root) {
        return shuffled(root, "").toString();
    }

    private JsonNode shuffled(JsonNode node, String name) {
        return switch (node) {
            case ObjectNode object -> {
                var names = new ArrayList<>(object.propertyNames());
                if (!ORDERED.contains(name)) {
                    Collections.shuffle(names, random);
                }
                var copy = JsonMapper.shared().createObjectNode();
                names.forEach(member -> copy.set(member, shuffled(object.get(member), member)));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JsonMapper.shared().createArrayNode();
                array.forEach(element -> copy.add(shuffled(element, "")));
                yield copy;
            }
            default -> node;
        };
    }

    /** Returns a copy for each text, number and boolean, in which that is another. */
    List<String> changed(JsonNode root) {
        var texts = new ArrayList<String>();
        change(root, root, texts);
        return texts;
    }

    private void change(JsonNode root, JsonNode node, List<String> texts) {
        switch (node) {
            case ObjectNode object -> {
                for (var name : List.copyOf(object.propertyNames())) {
                    var before = object.get(name);
                    if (before.isContainer()) {
                        change(root, before, texts);
                    } else {
                        object.set(name, other(before));
                        texts.add(root.toString());
                        object.set(name, before);
                    }
                }
            }
            case ArrayNode array -> array.forEach(element -> change(root, element, texts));
            default -> {}
        }
    }

    private static JsonNode other(JsonNode value) {
        return switch (value) {
            case BooleanNode truth -> BooleanNode.valueOf(!truth.booleanValue());
            case StringNode text -> StringNode.valueOf(other(text.stringValue()));
            default -> LongNode.valueOf(value.asLong() + 1);
        };
    }

    /** What is a number, a duration or a time stays one. */
    private static String other(String text) {
        return (Character.isDigit(text.charAt(0)) ? "1" : "x") + text;
    }

    /** Returns the names of all members. */
    static Set<String> names(JsonNode node) {
        var names = new TreeSet<>(node.propertyNames());
        node.forEach(child -> names.addAll(names(child)));
        return names;
    }

    /** Returns the names of the members that a schema knows, but for those of some of its definitions. */
    static Set<String> membersKnownTo(JsonNode schema, Set<String> exceptIn) {
        var names = new TreeSet<String>();
        collect(schema, exceptIn, names);
        return names;
    }

    private static void collect(JsonNode node, Set<String> exceptIn, Set<String> names) {
        if (node.has("type") && node.get("properties") instanceof ObjectNode members) {
            names.addAll(members.propertyNames());
        }
        if (node instanceof ObjectNode object) {
            object.propertyNames().stream()
                    .filter(name -> !exceptIn.contains(name))
                    .forEach(name -> collect(object.get(name), exceptIn, names));
        } else {
            node.forEach(element -> collect(element, exceptIn, names));
        }
    }
}
