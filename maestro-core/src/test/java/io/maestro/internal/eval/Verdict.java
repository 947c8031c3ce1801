package io.maestro.internal.eval;

import java.util.List;

/**
 * How our evaluator compares with the recorded answers of Netflix Maestro.
 *
 * @param agree how many vectors agree, category of error included
 * @param category how many agree that it is an error, but name another category
 * @param deviations the disagreements that a rule of the compatibility page explains
 * @param disagreements the others
 */
public record Verdict(int agree, int category, List<Disagreement> deviations, List<Disagreement> disagreements) {

    /**
     * A vector that does not agree. Its text is one line.
     *
     * @param id the vector
     * @param rule the rule that explains it, or an empty text
     * @param expression the expression
     * @param expected the recorded answer
     * @param got ours
     */
    public record Disagreement(String id, String rule, String expression, String expected, String got) {
        @Override
        public String toString() {
            var prefix = rule.isEmpty() ? id : id + " (" + rule + ")";
            return prefix + ": " + abbreviated(expression) + ", expected " + abbreviated(expected) + ", got "
                    + abbreviated(got);
        }

        private static String abbreviated(String text) {
            var line = text.replace("\n", "\\n");
            return line.length() > 300 ? line.substring(0, 300) + "..." : line;
        }
    }

    public int total() {
        return agree + category + deviations.size() + disagreements.size();
    }

    public String summary() {
        return (agree + category) + " agree, " + deviations.size() + " deviate, " + disagreements.size() + " disagree";
    }
}
