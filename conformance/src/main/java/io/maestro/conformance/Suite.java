package io.maestro.conformance;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A kind of vectors: each holds a question and the answer of Netflix Maestro. */
public interface Suite {

    /**
     * Returns what the vectors are called.
     *
     * @return the name, in lower case
     */
    String name();

    /**
     * Returns what every vector has.
     *
     * @return the names of the members
     */
    List<String> members();

    /**
     * Returns what a vector asks.
     *
     * @param vector the vector
     * @return the question, as it is printed
     */
    String question(JsonNode vector);

    /**
     * Returns what Netflix Maestro answered, unless it answered with an error.
     *
     * @param vector the vector
     * @return the answer
     */
    JsonNode expected(JsonNode vector);

    /**
     * Returns what we answer.
     *
     * @param vector the vector
     * @return the answer, in the form of {@link #expected}, or an {@link Answers#error}
     */
    JsonNode answer(JsonNode vector);

    /**
     * Returns the differences that we want.
     *
     * @return the deviations; the first that explains a disagreement counts
     */
    List<Deviation> deviations();
}
