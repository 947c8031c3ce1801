package io.maestro.param;

import io.maestro.param.ParamValue.StringArray;
import io.maestro.param.ParamValue.StringMap;
import io.maestro.param.ParamValue.StringValue;
import java.util.LinkedHashMap;

/** Dollar signs in literals, which begin or escape references (spec: definitions, section 3.7). */
final class DollarSigns {

    private DollarSigns() {}

    /** Returns the literal that comes to a value. */
    static ParamValue escaped(ParamValue value) {
        return switch (value) {
            case StringValue(var text) -> ParamValue.of(escaped(text));
            case StringArray(var texts) ->
                new StringArray(texts.stream().map(DollarSigns::escaped).toList());
            case StringMap(var texts) -> {
                var map = new LinkedHashMap<String, String>();
                texts.forEach((key, text) -> map.put(escaped(key), escaped(text)));
                yield new StringMap(map);
            }
            default -> value;
        };
    }

    private static String escaped(String text) {
        return text.replace("$", "$$");
    }
}
