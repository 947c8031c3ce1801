package io.maestro.dsl;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Codecs of Java types, records among them. */
final class Codecs {

    private Codecs() {}

    /** Returns the codec of a class. */
    @SuppressWarnings("unchecked") // a class that is a record extends Record
    static <T> ParamCodec<T> of(Class<T> type) {
        return type.isRecord() ? (ParamCodec<T>) RecordCodec.of(type.asSubclass(Record.class)) : ParamCodec.of(type);
    }

    /** Returns the codec of the class of a value. */
    @SuppressWarnings("unchecked") // the class of a T reads what is a T
    static <T> ParamCodec<T> ofValue(T value) {
        return value instanceof Record ? (ParamCodec<T>) of(value.getClass()) : ParamCodec.ofValue(value);
    }

    /** Returns the param value of a value of any type that has one, as {@link ParamCodec#encode} does. */
    static ParamValue encode(String param, Object value) {
        return ParamCodec.encode(param, withoutRecords(param, value));
    }

    private static Object withoutRecords(String path, Object value) {
        return switch (value) {
            case Record instance -> ofValue(instance).write(path, instance);
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<Object, Object>();
                map.forEach(
                        (key, each) -> plain.put(key, each == null ? null : withoutRecords(path + '.' + key, each)));
                yield plain;
            }
            default -> value;
        };
    }
}
