package io.maestro.conformance;

import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;

/**
 * A difference from Netflix Maestro that we want.
 *
 * @param heading the heading of its entry in {@code docs/compatibility.md}
 * @param rule whether a vector and our answer to it show this difference
 */
public record Deviation(String heading, BiPredicate<JsonNode, JsonNode> rule) {

    /**
     * Tells whether this is why we do not agree.
     *
     * @param vector the vector
     * @param got our answer
     * @return true if so
     */
    public boolean explains(JsonNode vector, JsonNode got) {
        return rule.test(vector, got);
    }
}
