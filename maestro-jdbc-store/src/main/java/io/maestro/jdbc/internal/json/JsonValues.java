package io.maestro.jdbc.internal.json;

import io.maestro.value.ValueCodec;
import io.maestro.value.ValueCodecException;
import io.maestro.value.ValueType;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of Java code as JSON. Where a type is declared, Jackson writes and reads it; where none is, or only that it is some
 * collection, values are written as {@link PlainJson} does. In both, a dollar sign at the beginning of a name is doubled, so that
 * either can be read as the other.
 */
public final class JsonValues implements ValueCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(JsonText.NO_LIMITS)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    private final int limit;
    private final Set<ValueType<?>> readable = ConcurrentHashMap.newKeySet();

    /**
     * Creates the codec.
     *
     * @param limit how many characters a text may have
     */
    public JsonValues(int limit) {
        this.limit = limit;
    }

    @Override
    public String write(Object value, ValueType<?> type) {
        var text = isOpen(type) ? JsonText.write(PlainJson.write(value)) : typed(value, type);
        if (text.length() > limit) {
            throw new ValueCodecException(
                    "a value must have at most " + limit + " characters as JSON but has " + text.length());
        }
        return text;
    }

    private static boolean isOpen(ValueType<?> type) {
        return type.arguments().isEmpty()
                && (type.isAny()
                        || Collection.class.isAssignableFrom(type.raw())
                        || Map.class.isAssignableFrom(type.raw()));
    }

    /** What can be written cannot always be read, so the first value of a type is read to see. */
    private String typed(Object value, ValueType<?> type) {
        String text;
        try {
            text = written(value, type);
        } catch (JacksonException e) {
            throw new ValueCodecException("a " + type + " cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        if (!readable.contains(type)) {
            read(text, type);
            readable.add(type);
        }
        return text;
    }

    private static String written(Object value, ValueType<?> type) {
        var writer = MAPPER.writerFor(javaType(type));
        var text = writer.writeValueAsString(value);
        if (!JsonText.isWhole(text)) {
            text = writer.with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value);
        }
        return MarkedNames.mayBeIn(text) ? MarkedNames.doubled(text) : text;
    }

    @Override
    public Object read(String text, ValueType<?> type) {
        try {
            var value = isOpen(type) ? PlainJson.read(JsonText.read(text)) : typed(text, javaType(type));
            if (value == null) {
                throw new ValueCodecException("a null is no value");
            }
            return value;
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new ValueCodecException("a " + type + " cannot be read from JSON: " + e.getMessage(), e);
        }
    }

    private static Object typed(String text, JavaType type) {
        if (!MarkedNames.mayBeIn(text)) {
            return MAPPER.readValue(text, type);
        }
        return MarkedNames.hasTag(text)
                ? MAPPER.treeToValue(PlainJson.untagged(MAPPER.readTree(text)), type)
                : MAPPER.readValue(MarkedNames.halved(text), type);
    }

    private static JavaType javaType(ValueType<?> type) {
        var types = MAPPER.getTypeFactory();
        var arguments = type.arguments().stream().map(JsonValues::javaType).toArray(JavaType[]::new);
        return arguments.length == 0
                ? types.constructType(type.raw())
                : types.constructParametricType(type.raw(), arguments);
    }
}
