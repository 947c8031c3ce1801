package io.maestro.internal.eval.params;

import io.maestro.internal.eval.SelDeviation;
import io.maestro.param.ParamErrorCategory;
import java.util.List;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A difference from Netflix Maestro that we want, as the compatibility page describes it.
 *
 * @param name the name of the entry on that page
 * @param condition whether a vector and our answer to it show this difference
 */
public record ParamDeviation(String name, BiPredicate<JsonNode, JsonNode> condition) {

    boolean explains(JsonNode vector, JsonNode got) {
        return condition.test(vector, got);
    }

    public static List<ParamDeviation> all() {
        return List.of(
                new ParamDeviation("maps of texts and modes", ParamDeviation::changesMapOfTexts),
                new ParamDeviation("values that were never assigned", ParamDeviation::hasUnassignedValue),
                new ParamDeviation("arrays of numbers as texts", ParamDeviation::overridesTextsWithNumbers),
                new ParamDeviation("SEL", ParamDeviation::holdsExpressionThatDiffers));
    }

    /** We refuse a change of a STRING_MAP that its mode forbids. */
    private static boolean changesMapOfTexts(JsonNode vector, JsonNode got) {
        return isValue(vector)
                && got.path("error").asString("").equals(ParamErrorCategory.MODE.name())
                && vector.path("layers").values().stream()
                                .filter(layer -> layer.toString().contains("\"STRING_MAP\""))
                                .count()
                        > 1;
    }

    private static boolean hasUnassignedValue(JsonNode vector, JsonNode got) {
        boolean told = isValue(got) || got.path("error").asString("").equals(ParamErrorCategory.NULL.name());
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

    /** What differs in an expression by itself, differs in the param that it belongs to. */
    private static boolean holdsExpressionThatDiffers(JsonNode vector, JsonNode got) {
        return vector.findValues("expression").stream()
                .map(expression -> (JsonNode) asVectorOfSel(vector, expression))
                .anyMatch(alone -> SelDeviation.all().stream().anyMatch(rule -> rule.explains(alone, got)));
    }

    private static ObjectNode asVectorOfSel(JsonNode vector, JsonNode expression) {
        var alone = JsonNodeFactory.instance.objectNode();
        alone.set("expr", expression);
        alone.putObject("params");
        if (!isValue(vector)) {
            alone.set("error", vector.get("error"));
        }
        return alone;
    }

    private static boolean isValue(JsonNode answer) {
        return !answer.has("error");
    }
}
