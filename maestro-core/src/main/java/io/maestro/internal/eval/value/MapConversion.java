package io.maestro.internal.eval.value;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.param.ParamValue;
import java.util.LinkedHashMap;

/** Turns maps of the program into param values. */
final class MapConversion {

    private final Budget budget;
    private int depth;

    MapConversion(Budget budget) {
        this.budget = budget;
    }

    ParamValue.MapValue convert(MapObject map) {
        Nesting.check(++depth, budget);
        var values = new LinkedHashMap<String, ParamValue>();
        map.entries().forEach((name, value) -> {
            budget.spend(1);
            budget.addObjects(1);
            values.put(name, entry(name, value));
        });
        depth--;
        return new ParamValue.MapValue(values);
    }

    private ParamValue entry(String name, Object value) {
        return switch (Values.kind(value)) {
            case STRING, LONG, DOUBLE, BOOLEAN, STRING_ARRAY, LONG_ARRAY, DOUBLE_ARRAY, BOOLEAN_ARRAY, MAP -> {
                boolean unset = value instanceof Absent || (value instanceof String[] texts && Values.hasGaps(texts));
                if (unset) {
                    throw Fault.type("map-value-type", "the map's entry '" + name + "' was never assigned");
                }
                yield value instanceof MapObject map ? convert(map) : Values.simple(value);
            }
            case NULL,
                    DATETIME,
                    DATETIME_ZONE,
                    DATETIME_FORMATTER,
                    DATETIME_PROPERTY,
                    DATETIME_DAYS,
                    UUID,
                    MATH,
                    PRESET_PARAMS,
                    PRESET_UTIL_FUNCTION,
                    PRESET_MISC_FUNC_FIELDS ->
                throw Fault.type(
                        "map-value-type",
                        "a map in a result can hold texts, numbers, booleans, arrays and maps, but its entry '" + name
                                + "' is a " + Values.kind(value));
        };
    }
}
