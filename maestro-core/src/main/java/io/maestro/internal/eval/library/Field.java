package io.maestro.internal.eval.library;

import io.maestro.internal.eval.time.FixedZone;
import io.maestro.internal.eval.value.Kind;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A field. {@code params} has one for each input beside.
 *
 * @param owner what has it
 * @param name its name
 * @param returns its type, for the reference
 * @param summary what it is, in one line, for the reference
 * @param reader reads it
 */
public record Field(Kind owner, String name, String returns, String summary, Function<Object, Object> reader) {

    private static final long SUNDAY = 7;

    static List<Field> all() {
        return List.of(
                length(Kind.STRING_ARRAY, array -> ((String[]) array).length),
                length(Kind.LONG_ARRAY, array -> ((long[]) array).length),
                length(Kind.DOUBLE_ARRAY, array -> ((double[]) array).length),
                length(Kind.BOOLEAN_ARRAY, array -> ((boolean[]) array).length),
                new Field(
                        Kind.DATETIME_ZONE,
                        "UTC",
                        "DATETIME_ZONE",
                        "the zone of universal time",
                        zone -> FixedZone.UTC),
                new Field(
                        Kind.PRESET_MISC_FUNC_FIELDS, "SUNDAY", "LONG", "the day of week of a Sunday", misc -> SUNDAY));
    }

    private static Field length(Kind array, ToLongFunction<Object> length) {
        return new Field(array, "length", "LONG", "the number of elements", length::applyAsLong);
    }
}
