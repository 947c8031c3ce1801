package io.maestro.conformance.engine;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A recorded case: what was sent to Netflix Maestro, and what was seen of it.
 *
 * @param id names the case
 * @param group what it is about
 * @param definitions the requests that create workflows, sent before anything else
 * @param calls what was done then
 * @param expected the recorded facts
 * @param racy the paths of facts that differed from run to run, and so are not recorded
 */
record EngineCase(
        String id, String group, List<JsonNode> definitions, List<Call> calls, JsonNode expected, List<String> racy) {

    /** What every case has. */
    static final List<String> MEMBERS = List.of("id", "group", "definitions", "calls", "expect");

    private static final Pattern INSTANCE = Pattern.compile("^/instances/([^/]+)/");

    /** Copies the lists. */
    EngineCase {
        definitions = List.copyOf(definitions);
        calls = List.copyOf(calls);
        racy = List.copyOf(racy);
    }

    /** Reads a case. */
    static EngineCase of(JsonNode json) {
        return new EngineCase(
                json.get("id").asString(),
                json.get("group").asString(),
                json.get("definitions").valueStream().toList(),
                json.get("calls").valueStream().map(Call::of).toList(),
                json.get("expect"),
                json.path("order_dependent")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }

    /** Returns the recorded fact at the path of a difference, missing if there is none. */
    JsonNode fact(String path) {
        return expected.at(INSTANCE.matcher(path).replaceFirst("/instances/$1~1"));
    }

    /** Returns the definitions that Netflix Maestro took. */
    List<JsonNode> accepted() {
        return IntStream.range(0, definitions.size())
                .filter(i -> expected.at("/create/" + i + "/http").asInt() == 200)
                .mapToObj(definitions::get)
                .toList();
    }
}
