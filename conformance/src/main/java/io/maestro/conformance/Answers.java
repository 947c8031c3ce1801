package io.maestro.conformance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers that are errors. In vectors, in answers and in ours they have one form: {@code {"error": category}}. */
public final class Answers {

    private static final String ERROR = "error";

    private Answers() {}

    /**
     * Returns an error.
     *
     * @param category the kind of error
     * @return the answer
     */
    public static ObjectNode error(String category) {
        return JsonNodeFactory.instance.objectNode().put(ERROR, category);
    }

    /**
     * Returns the error of a vector or an answer.
     *
     * @param answer the vector or answer
     * @return the kind of error, or an empty text if there is none
     */
    public static String errorOf(JsonNode answer) {
        return answer.path(ERROR).asString("");
    }

    /**
     * Tells whether a vector or an answer is no error.
     *
     * @param answer the vector or answer
     * @return true for a value
     */
    public static boolean isValue(JsonNode answer) {
        return !answer.has(ERROR);
    }
}
