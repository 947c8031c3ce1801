package io.maestro.param;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns Java values whose types nobody declared into values of one param.
 *
 * @param path the name of the param, or the path of a part of it, for errors
 */
record ParamEncoder(String path) {

    ParamValue encode(@Nullable Object value) {
        return switch (value) {
            case null -> throw refused("must not be null");
            case ParamValue already -> already;
            case List<?> list -> array(list);
            case Map<?, ?> map -> map(map);
            default -> scalar(value);
        };
    }

    private ParamValue scalar(Object value) {
        return Scalars.findFor(value)
                .orElseThrow(() -> refused("cannot hold a " + value.getClass().getTypeName() + "; expected "
                        + Scalars.supported() + ", a list of these, or a map with text keys"))
                .writeAny(path, value);
    }

    private ParamValue array(List<?> list) {
        var elements = new ArrayList<ParamValue>(list.size());
        for (var element : list) {
            var encoded = new ParamEncoder(path + '[' + elements.size() + ']').encode(element);
            if (!ParamArrays.canHold(encoded.type())) {
                throw refused("must be a list of single values but has the element " + element);
            }
            elements.add(encoded);
        }
        var types = elements.stream().map(ParamValue::type).distinct().toList();
        if (types.size() > 1) {
            throw refused("must be a list of one type but has elements of the types " + types);
        }
        return ParamArrays.of(types.isEmpty() ? ParamType.STRING : types.get(0), elements);
    }

    private ParamValue map(Map<?, ?> map) {
        var values = new LinkedHashMap<String, ParamValue>();
        var texts = new LinkedHashMap<String, String>();
        map.forEach((key, value) -> {
            var name = nameOf(path, key);
            var encoded = new ParamEncoder(path + '.' + name).encode(value);
            values.put(name, encoded);
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts.size() == values.size() ? new ParamValue.StringMap(texts) : new ParamValue.MapValue(values);
    }

    /** Returns a key of a map, which must be a text. */
    static String nameOf(String path, @Nullable Object key) {
        if (key instanceof String name) {
            return name;
        }
        throw new ParamConversionException(path, "must be a map with text keys but has the key " + key);
    }

    private ParamConversionException refused(String problem) {
        return new ParamConversionException(path, problem);
    }
}
