package io.maestro.internal.eval.coercion;

import io.maestro.internal.eval.value.JsonText;
import io.maestro.param.ParamValue;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes values of params as compact JSON, in their order. */
public final class ParamJson {

    private static final int MAX_SHOWN = 100;

    private final StringBuilder out = new StringBuilder();

    private ParamJson() {}

    /**
     * Writes a value.
     *
     * @param value the value
     * @return the JSON
     */
    public static String of(ParamValue value) {
        var json = new ParamJson();
        json.append(value);
        return json.out.toString();
    }

    /**
     * Returns a value as messages show it.
     *
     * @param value the value
     * @return the JSON, cut off where it gets long
     */
    public static String shown(ParamValue value) {
        var json = of(value);
        return json.length() > MAX_SHOWN ? json.substring(0, MAX_SHOWN) + "..." : json;
    }

    private void append(ParamValue value) {
        switch (value) {
            case ParamValue.StringValue(var text) -> JsonText.quote(text, out);
            case ParamValue.LongValue(long number) -> out.append(number);
            case ParamValue.DoubleValue(double number) -> JsonText.append(number, out);
            case ParamValue.BooleanValue(boolean flag) -> out.append(flag);
            case ParamValue.StringArray(var texts) -> list(texts, text -> JsonText.quote(text, out));
            case ParamValue.LongArray(var numbers) -> list(numbers, out::append);
            case ParamValue.DoubleArray(var numbers) -> list(numbers, number -> JsonText.append(number, out));
            case ParamValue.BooleanArray(var flags) -> list(flags, out::append);
            case ParamValue.StringMap(var texts) -> map(texts, text -> JsonText.quote(text, out));
            case ParamValue.MapValue(var members) -> map(members, this::append);
        }
    }

    private <T> void list(List<T> elements, Consumer<T> element) {
        out.append('[');
        separated(elements.iterator(), element);
        out.append(']');
    }

    private <T> void map(Map<String, T> entries, Consumer<T> value) {
        out.append('{');
        separated(entries.entrySet().iterator(), entry -> {
            JsonText.quote(entry.getKey(), out);
            out.append(':');
            value.accept(entry.getValue());
        });
        out.append('}');
    }

    private <T> void separated(Iterator<T> elements, Consumer<T> element) {
        while (elements.hasNext()) {
            element.accept(elements.next());
            if (elements.hasNext()) {
                out.append(',');
            }
        }
    }
}
