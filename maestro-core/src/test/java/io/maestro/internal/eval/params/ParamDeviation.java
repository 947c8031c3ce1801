package io.maestro.internal.eval.params;

import io.maestro.param.ParamErrorCategory;
import java.util.List;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;

/**
 * A difference from Netflix Maestro that we want, as the compatibility page describes it.
 *
 * @param name the name of the entry on that page
 * @param condition whether a vector and our answer to it show this difference
 */
record ParamDeviation(String name, BiPredicate<JsonNode, JsonNode> condition) {

    boolean explains(JsonNode vector, JsonNode got) {
        return condition.test(vector, got);
    }

    static List<ParamDeviation> all() {
        return List.of(
                new ParamDeviation("maps of texts and modes", ParamDeviation::changesMapOfTexts),
                new ParamDeviation("texts that were never assigned", ParamDeviation::hasUnassignedText),
                new ParamDeviation("arrays of numbers as texts", ParamDeviation::overridesTextsWithNumbers));
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

    private static boolean hasUnassignedText(JsonNode vector, JsonNode got) {
        return isValue(vector)
                && isValue(got)
                && vector.get("expect").toString().contains("null");
    }

    private static boolean overridesTextsWithNumbers(JsonNode vector, JsonNode got) {
        var layers = vector.path("layers").toString();
        return isValue(got)
                && !isValue(vector)
                && layers.contains("\"STRING_ARRAY\"")
                && layers.contains("\"DOUBLE_ARRAY\"");
    }

    private static boolean isValue(JsonNode answer) {
        return !answer.has("error");
    }
}
