package io.maestro.conformance.engine;

import tools.jackson.databind.JsonNode;

/**
 * A fact that is not as it was recorded.
 *
 * @param path where it stands in the facts of the case
 * @param around the recorded facts that it is, or should be, one of
 * @param expected the recorded one; missing if there is none
 * @param got ours; missing if there is none
 */
record Difference(String path, JsonNode around, JsonNode expected, JsonNode got) {

    private static final int MAX_SHOWN = 300;

    @Override
    public String toString() {
        return path + ": expected " + shown(expected) + ", got " + shown(got);
    }

    private static String shown(JsonNode fact) {
        var text = fact.isMissingNode() ? "nothing" : fact.toString();
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    }
}
