package io.maestro.conformance.params;

import static io.maestro.conformance.Answers.errorOf;
import static io.maestro.conformance.Answers.isValue;

import io.maestro.conformance.Answers;
import io.maestro.conformance.Deviation;
import io.maestro.conformance.sel.SelDeviations;
import io.maestro.param.ParamErrorCategory;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where merging and evaluating params differ from Netflix Maestro's. */
final class ParamDeviations {

    private ParamDeviations() {}

    static List<Deviation> all() {
        var all = new ArrayList<>(List.of(
                new Deviation("Maps of texts and modes", ParamDeviations::changesMapOfTexts),
                new Deviation("Values that were never assigned", ParamDeviations::hasUnassignedValue),
                new Deviation("Arrays of numbers as texts", ParamDeviations::overridesTextsWithNumbers)));
        SelDeviations.all().stream().map(ParamDeviations::ofExpressions).forEach(all::add);
        return all;
    }

    /** What differs in an expression by itself, differs in the param that it belongs to. */
    private static Deviation ofExpressions(Deviation ofOne) {
        return new Deviation(
                ofOne.heading(),
                (vector, got) -> vector.findValues("expression").stream()
                        .anyMatch(expression -> ofOne.explains(asVectorOfSel(vector, expression), got)));
    }

    private static ObjectNode asVectorOfSel(JsonNode vector, JsonNode expression) {
        var alone = isValue(vector) ? JsonNodeFactory.instance.objectNode() : Answers.error(errorOf(vector));
        alone.set("expr", expression);
        alone.putObject("params");
        return alone;
    }

    /** We refuse a change of a STRING_MAP that its mode forbids. */
    private static boolean changesMapOfTexts(JsonNode vector, JsonNode got) {
        return isValue(vector)
                && errorOf(got).equals(ParamErrorCategory.MODE.name())
                && vector.path("layers").values().stream()
                                .filter(layer -> layer.toString().contains("\"STRING_MAP\""))
                                .count()
                        > 1;
    }

    private static boolean hasUnassignedValue(JsonNode vector, JsonNode got) {
        boolean told = isValue(got) || errorOf(got).equals(ParamErrorCategory.NULL.name());
        return isValue(vector)
                && told
                && vector.get("expect").findValues("value").toString().contains("null");
    }

    private static boolean overridesTextsWithNumbers(JsonNode vector, JsonNode got) {
        var layers = vector.path("layers").toString();
        return isValue(got)
                && !isValue(vector)
                && layers.contains("\"STRING_ARRAY\"")
                && layers.contains("\"DOUBLE_ARRAY\"");
    }
}
