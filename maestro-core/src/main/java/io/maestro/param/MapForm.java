package io.maestro.param;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by name, as a STRING_MAP if they are texts in Java, otherwise as a MAP.
 *
 * @param values its values
 * @param texts whether its values are texts in Java
 * @param <V> the Java type of its values
 */
record MapForm<V>(Form<V> values, boolean texts) implements Form<Map<String, V>> {

    @Override
    public ParamType type() {
        return texts ? ParamType.STRING_MAP : ParamType.MAP;
    }

    @Override
    public String expected() {
        return "a map with each value " + values.expected();
    }

    @Override
    public ParamValue write(String path, @Nullable Map<String, V> value) {
        var written = new LinkedHashMap<String, ParamValue>();
        Form.present(path, value).forEach((name, each) -> written.put(name, values.write(path + '.' + name, each)));
        return ofType(written);
    }

    @Override
    public ParamValue writeAny(String path, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map) || texts) {
            return new ParamEncoder(path).encode(value);
        }
        var written = new LinkedHashMap<String, ParamValue>();
        map.forEach((key, each) -> {
            var name = ParamEncoder.nameOf(path, key);
            written.put(name, values.writeAny(path + '.' + name, each));
        });
        return ofType(written);
    }

    private ParamValue ofType(Map<String, ParamValue> written) {
        if (!texts) {
            return new ParamValue.MapValue(written);
        }
        var plain = new LinkedHashMap<String, String>();
        written.forEach((name, each) -> plain.put(name, each.toJava().toString()));
        return new ParamValue.StringMap(plain);
    }

    @Override
    public Map<String, V> read(String path, ParamValue value) {
        var map = new LinkedHashMap<String, V>();
        MembersForm.members(value)
                .orElseThrow(() -> refused(path, value))
                .forEach((name, each) -> map.put(name, values.read(path + '.' + name, each)));
        return Collections.unmodifiableMap(map);
    }
}
