package io.maestro.dsl.internal.bind;

import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Literals of params (spec: definitions, section 3.2). */
final class LiteralBinder {

    private LiteralBinder() {}

    static Optional<ParamValue> bind(ParamType type, Spot spot) {
        return switch (type) {
            case STRING -> spot.text().map(ParamValue::of);
            case LONG -> spot.integer().map(ParamValue::of);
            case DOUBLE -> Numbers.decimal(spot).map(ParamValue::of);
            case BOOLEAN -> spot.truth().map(ParamValue::of);
            case STRING_ARRAY -> list(spot, Spot::text).map(ParamValue.StringArray::new);
            case LONG_ARRAY -> list(spot, Spot::integer).map(ParamValue.LongArray::new);
            case DOUBLE_ARRAY -> list(spot, Numbers::decimal).map(ParamValue.DoubleArray::new);
            case BOOLEAN_ARRAY -> list(spot, Spot::truth).map(ParamValue.BooleanArray::new);
            case STRING_MAP -> texts(spot);
            case MAP -> throw new IllegalArgumentException("the members of a MAP are params, not literals");
        };
    }

    private static <T> Optional<List<T>> list(Spot spot, Function<Spot, Optional<T>> element) {
        int before = spot.problems().count();
        var values = new ArrayList<T>();
        spot.elements().forEach(found -> element.apply(found).ifPresent(values::add));
        return spot.problems().count() == before ? Optional.of(values) : Optional.empty();
    }

    private static Optional<ParamValue> texts(Spot spot) {
        int before = spot.problems().count();
        var values = new LinkedHashMap<String, String>();
        spot.object()
                .ifPresent(fields -> fields.others()
                        .forEach((name, found) -> found.text().ifPresent(text -> values.put(name, text))));
        return spot.problems().count() == before ? Optional.of(new ParamValue.StringMap(values)) : Optional.empty();
    }
}
