package io.maestro.internal.eval.value;

import io.maestro.internal.eval.fault.Fault;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Writes values as compact JSON, for {@code Util.toJson}. */
public final class Json {

    private final StringBuilder out = new StringBuilder();
    private final Budget budget;
    private int depth;

    private Json(Budget budget) {
        this.budget = budget;
    }

    /**
     * Writes a value.
     *
     * @param value the value
     * @param budget pays for the text
     * @return the JSON
     */
    public static String of(Object value, Budget budget) {
        var json = new Json(budget);
        json.append(value);
        return json.out.toString();
    }

    private void append(Object value) {
        int from = out.length();
        switch (value) {
            case String text -> JsonText.quote(text, out);
            case Long number -> out.append((long) number);
            case Double number -> JsonText.append(number, out);
            case Boolean flag -> out.append((boolean) flag);
            case Absent ignored -> out.append("null");
            case MapObject map -> append(map);
            case String[] texts -> append(texts.length, i -> quoteOrNull(texts[i]));
            case long[] numbers -> append(numbers.length, i -> out.append(numbers[i]));
            case double[] numbers -> append(numbers.length, i -> JsonText.append(numbers[i], out));
            case boolean[] flags -> append(flags.length, i -> out.append(flags[i]));
            default -> throw Fault.type("json-type", "a " + Values.kind(value) + " has no JSON");
        }
        budget.spend(1);
        budget.extendText(out.length() - from, 0);
    }

    private void append(int length, IntConsumer element) {
        out.append('[');
        for (int i = 0; i < length; i++) {
            out.append(i == 0 ? "" : ",");
            element.accept(i);
        }
        out.append(']');
    }

    private void append(MapObject map) {
        Nesting.check(++depth, budget);
        out.append('{');
        var separator = "";
        for (var entry : map.entries().entrySet()) {
            out.append(separator);
            JsonText.quote(entry.getKey(), out);
            out.append(':');
            if (Values.kind(entry.getValue()) == Kind.NULL) {
                throw Fault.type("map-value-type", "the map's entry '" + entry.getKey() + "' is null");
            }
            append(entry.getValue());
            separator = ",";
        }
        out.append('}');
        depth--;
    }

    private void quoteOrNull(@Nullable String text) {
        if (text == null) {
            out.append("null");
        } else {
            JsonText.quote(text, out);
        }
    }
}
