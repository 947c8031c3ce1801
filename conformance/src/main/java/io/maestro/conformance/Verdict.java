package io.maestro.conformance;

import java.util.List;

/**
 * How our answers compare with those of vectors.
 *
 * @param agree how many vectors agree
 * @param deviations the disagreements that a rule of the compatibility page explains
 * @param disagreements the others
 */
record Verdict(int agree, List<Disagreement> deviations, List<Disagreement> disagreements) {

    private static final int MAX_SHOWN = 300;

    /** Copies the lists. */
    Verdict {
        deviations = List.copyOf(deviations);
        disagreements = List.copyOf(disagreements);
    }

    /**
     * A vector that does not agree. Its text is one line.
     *
     * @param id the vector
     * @param heading the entry that explains it, or an empty text
     * @param question what the vector asks
     * @param expected the recorded answer
     * @param got ours
     */
    record Disagreement(String id, String heading, String question, String expected, String got) {
        @Override
        public String toString() {
            var prefix = heading.isEmpty() ? id : id + " (" + heading + ")";
            return prefix + ": " + abbreviated(question) + ", expected " + abbreviated(expected) + ", got "
                    + abbreviated(got);
        }

        private static String abbreviated(String text) {
            var line = text.replace("\r", "\\r").replace("\n", "\\n");
            return line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "..." : line;
        }
    }

    int total() {
        return agree + deviations.size() + disagreements.size();
    }

    String summary() {
        return agree + " agree, " + deviations.size() + " deviate, " + disagreements.size() + " disagree";
    }
}
