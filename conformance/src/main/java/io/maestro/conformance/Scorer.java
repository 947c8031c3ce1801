package io.maestro.conformance;

import static io.maestro.conformance.Answers.isValue;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Compares our answers with those of vectors. Two errors agree, whatever their category. A disagreement that a deviation
 * explains is counted apart.
 */
final class Scorer {

    private final Suite suite;

    Scorer(Suite suite) {
        this.suite = suite;
    }

    Verdict score(List<JsonNode> vectors) {
        int agree = 0;
        var deviations = new ArrayList<Verdict.Disagreement>();
        var disagreements = new ArrayList<Verdict.Disagreement>();
        for (var vector : vectors) {
            var expected = isValue(vector) ? suite.expected(vector) : Answers.error(Answers.errorOf(vector));
            var got = suite.answer(vector);
            if (expected.equals(got) || (!isValue(expected) && !isValue(got))) {
                agree++;
            } else {
                var disagreement = disagreement(vector, expected, got);
                (disagreement.heading().isEmpty() ? disagreements : deviations).add(disagreement);
            }
        }
        return new Verdict(agree, deviations, disagreements);
    }

    private Verdict.Disagreement disagreement(JsonNode vector, JsonNode expected, JsonNode got) {
        var heading = suite.deviations().stream()
                .filter(deviation -> deviation.explains(vector, got))
                .map(Deviation::heading)
                .findFirst()
                .orElse("");
        return new Verdict.Disagreement(
                vector.get("id").asString(), heading, suite.question(vector), expected.toString(), got.toString());
    }
}
