package io.maestro.internal.eval;

import io.maestro.internal.eval.library.Library;
import java.math.BigInteger;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A difference from Netflix Maestro that we want, as the compatibility page describes it.
 *
 * @param name the name of the entry on that page
 * @param condition whether a vector and our answer to it show this difference
 */
public record SelDeviation(String name, BiPredicate<JsonNode, JsonNode> condition) {

    public boolean explains(JsonNode vector, JsonNode got) {
        return condition.test(vector, got);
    }

    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{10,19}");

    public static List<SelDeviation> all() {
        return List.of(
                new SelDeviation("shared cells", SelDeviation::changesSharedCell),
                new SelDeviation("whole longs", SelDeviation::hasNumberBeyondInt),
                new SelDeviation("objects of the language", SelDeviation::assignsToPreset),
                new SelDeviation("cost of numbers", SelDeviation::limitsMemory));
    }

    private static boolean changesSharedCell(JsonNode vector, JsonNode got) {
        return isValue(vector)
                && isValue(got)
                && SharedCells.areChangedBy(vector.get("expr").asString());
    }

    /** Where the original cuts a number to 32 bits, we compute with the number, or refuse it. */
    private static boolean hasNumberBeyondInt(JsonNode vector, JsonNode got) {
        var numbers = LONG_NUMBER.matcher(vector.get("expr").asString() + vector.get("params"));
        return isValue(vector)
                && numbers.results()
                        .map(MatchResult::group)
                        .anyMatch(number -> new BigInteger(number).bitLength() > 31);
    }

    private static boolean assignsToPreset(JsonNode vector, JsonNode got) {
        var text = vector.get("expr").asString();
        return SelConformance.isError(got)
                && Library.presetNames().stream()
                        .anyMatch(name -> text.matches("(?s).*\\b" + name + "\\s*[-+*/%]?=[^=].*"));
    }

    /** We count texts, arrays and map entries, but not the numbers that a computation passes through. */
    private static boolean limitsMemory(JsonNode vector, JsonNode got) {
        return vector.path("limits").has("memory_limit") && isValue(got);
    }

    private static boolean isValue(JsonNode answer) {
        return !SelConformance.isError(answer);
    }
}
