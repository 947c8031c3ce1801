package io.maestro.conformance.sel;

import static io.maestro.conformance.Answers.isValue;

import io.maestro.conformance.Deviation;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.syntax.Parser;
import io.maestro.internal.eval.syntax.Source;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelException;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Where expressions differ from Netflix Maestro's. */
public final class SelDeviations {

    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{10,19}");

    private SelDeviations() {}

    /**
     * Returns all of them.
     *
     * @return the deviations; they look at {@code expr}, {@code params}, {@code limits} and the recorded answer of a vector
     */
    public static List<Deviation> all() {
        return List.of(
                new Deviation("Shared cells", SelDeviations::changesSharedCell),
                new Deviation("Whole longs", SelDeviations::hasNumberBeyondInt),
                new Deviation("Objects of the language", SelDeviations::assignsToPreset),
                new Deviation("Cost of numbers", SelDeviations::limitsMemory),
                new Deviation("Limits that are only here", SelDeviations::nestsTooDeeply));
    }

    private static boolean changesSharedCell(JsonNode vector, JsonNode got) {
        return isValue(vector)
                && isValue(got)
                && SharedCells.areChangedBy(vector.get("expr").asString());
    }

    /**
     * Tells whether an expression may come to another value because it changes what another name stands for as well.
     *
     * @param expression the expression
     * @return true if so; false if it is none
     */
    public static boolean changesSharedCell(String expression) {
        try {
            return SharedCells.areChangedBy(expression);
        } catch (SelException e) {
            return false;
        }
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
        return !isValue(got)
                && Library.presetNames().stream()
                        .anyMatch(name -> text.matches("(?s).*\\b" + name + "\\s*[-+*/%]?=[^=].*"));
    }

    /** We count texts, arrays and map entries, but not the numbers that a computation passes through. */
    private static boolean limitsMemory(JsonNode vector, JsonNode got) {
        return vector.path("limits").has("memory_limit") && isValue(got);
    }

    private static boolean nestsTooDeeply(JsonNode vector, JsonNode got) {
        if (isValue(got)) {
            return false;
        }
        try {
            Parser.parse(Source.of(vector.get("expr").asString()), EvalLimits.defaults());
            return false;
        } catch (SelException e) {
            return e.problem().detail().equals("nesting-limit");
        }
    }
}
