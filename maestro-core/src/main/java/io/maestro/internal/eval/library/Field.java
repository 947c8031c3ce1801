package io.maestro.internal.eval.library;

import io.maestro.internal.eval.time.FixedZone;
import io.maestro.internal.eval.value.Kind;
import java.util.List;
import java.util.function.Function;

/**
 * A field. {@code params} has one for each input beside.
 *
 * @param owner what has it
 * @param name its name
 * @param returns its type, for the reference
 * @param reader what it is
 */
public record Field(Kind owner, String name, String returns, Function<Object, Object> reader) {

    private static final long SUNDAY = 7;

    static List<Field> all() {
        return List.of(
                new Field(Kind.STRING_ARRAY, "length", "LONG", array -> (long) ((String[]) array).length),
                new Field(Kind.LONG_ARRAY, "length", "LONG", array -> (long) ((long[]) array).length),
                new Field(Kind.DOUBLE_ARRAY, "length", "LONG", array -> (long) ((double[]) array).length),
                new Field(Kind.BOOLEAN_ARRAY, "length", "LONG", array -> (long) ((boolean[]) array).length),
                new Field(Kind.DATETIME_ZONE, "UTC", "DATETIME_ZONE", zone -> FixedZone.UTC),
                new Field(Kind.PRESET_MISC_FUNC_FIELDS, "SUNDAY", "LONG", misc -> SUNDAY));
    }
}
