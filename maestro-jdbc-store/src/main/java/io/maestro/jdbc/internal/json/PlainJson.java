package io.maestro.jdbc.internal.json;

import io.maestro.value.ValueCodecException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values whose type nobody declared. Those are written that come back as themselves: texts, booleans, ints, doubles, lists and
 * maps as plain JSON, a few others as an object with one member, whose name begins with a dollar sign and tells the type, such as
 * <code>{"$long": "5"}</code>. A dollar sign at the beginning of a name in a map is doubled.
 */
public final class PlainJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String MARK = "$";
    private static final String SET = "$set";
    private static final String BYTES = "$bytes";
    private static final String NEEDS_TYPE =
            " would not come back as itself unless its type is declared; declare the type of what the step returns";

    private record Kind<T>(String name, Class<T> type, Function<String, T> reader) {}

    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>("$long", Long.class, Long::valueOf),
            new Kind<>("$short", Short.class, Short::valueOf),
            new Kind<>("$byte", Byte.class, Byte::valueOf),
            new Kind<>("$float", Float.class, Float::valueOf),
            new Kind<>("$double", Double.class, Double::valueOf),
            new Kind<>("$char", Character.class, text -> text.charAt(0)),
            new Kind<>("$decimal", BigDecimal.class, BigDecimal::new),
            new Kind<>("$integer", BigInteger.class, BigInteger::new),
            new Kind<>("$instant", Instant.class, Instant::parse),
            new Kind<>("$date", LocalDate.class, LocalDate::parse),
            new Kind<>("$datetime", LocalDateTime.class, LocalDateTime::parse),
            new Kind<>("$time", LocalTime.class, LocalTime::parse),
            new Kind<>("$zoned", ZonedDateTime.class, ZonedDateTime::parse),
            new Kind<>("$offset", OffsetDateTime.class, OffsetDateTime::parse),
            new Kind<>("$duration", Duration.class, Duration::parse),
            new Kind<>("$uuid", UUID.class, UUID::fromString));

    private PlainJson() {}

    /**
     * Writes a value.
     *
     * @param value the value
     * @return the JSON
     * @throws ValueCodecException if it would not come back as itself
     */
    public static JsonNode write(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.stringNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number.intValue());
            case Double number
            when Double.isFinite(number) && !number.equals(-0.0) -> NODES.numberNode(number.doubleValue());
            case List<?> list -> {
                var array = NODES.arrayNode(list.size());
                list.forEach(element -> array.add(write(element)));
                yield array;
            }
            case Map<?, ?> map -> map(map);
            case Set<?> set -> {
                var array = NODES.arrayNode(set.size());
                set.forEach(element -> array.add(write(element)));
                yield tag(SET, array);
            }
            case byte[] bytes -> tag(BYTES, NODES.stringNode(Base64.getEncoder().encodeToString(bytes)));
            default ->
                KINDS.stream()
                        .filter(kind -> kind.type() == value.getClass())
                        .findFirst()
                        .map(kind -> tag(kind.name(), NODES.stringNode(value.toString())))
                        .orElseThrow(() -> unwritable(value));
        };
    }

    private static ObjectNode tag(String name, JsonNode content) {
        var object = NODES.objectNode();
        object.set(name, content);
        return object;
    }

    private static ValueCodecException unwritable(Object value) {
        return new ValueCodecException("a " + value.getClass().getTypeName() + NEEDS_TYPE);
    }

    private static JsonNode map(Map<?, ?> map) {
        var object = NODES.objectNode();
        map.forEach((key, member) -> {
            if (!(key instanceof String name)) {
                throw new ValueCodecException("a map whose keys are no texts" + NEEDS_TYPE);
            }
            object.set(name.startsWith(MARK) ? MARK + name : name, write(member));
        });
        return object;
    }

    /**
     * Reads a value, which may have been written as that of a declared type.
     *
     * @param json the JSON
     * @return the value; lists, maps and sets are unmodifiable
     */
    public static @Nullable Object read(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> json.stringValue();
            case BOOLEAN -> json.booleanValue();
            case NUMBER -> number(json);
            case ARRAY -> list(json);
            case OBJECT -> object(json);
            case NULL, BINARY, MISSING, POJO -> null;
        };
    }

    private static Object number(JsonNode json) {
        if (!json.isIntegralNumber()) {
            return json.doubleValue();
        }
        if (json.canConvertToInt()) {
            return json.intValue();
        }
        return json.canConvertToLong() ? (Object) json.longValue() : json.bigIntegerValue();
    }

    private static List<@Nullable Object> list(JsonNode json) {
        var list = new ArrayList<@Nullable Object>(json.size());
        json.forEach(element -> list.add(read(element)));
        return Collections.unmodifiableList(list);
    }

    private static Object object(JsonNode json) {
        var tag = tag(json);
        if (tag.isPresent()) {
            return untagged(tag.get(), json.get(tag.get()));
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        json.properties().forEach(member -> map.put(unescaped(member.getKey()), read(member.getValue())));
        return Collections.unmodifiableMap(map);
    }

    private static Object untagged(String name, JsonNode content) {
        return switch (name) {
            case SET -> Collections.unmodifiableSet(new LinkedHashSet<>(list(content)));
            case BYTES -> Base64.getDecoder().decode(content.stringValue());
            default ->
                KINDS.stream()
                        .filter(kind -> kind.name().equals(name))
                        .findFirst()
                        .<Object>map(kind -> kind.reader().apply(content.stringValue()))
                        .orElseThrow(() -> new ValueCodecException("'" + name + "' tells no type that is known"));
        };
    }

    /** Returns the name that tells the type, if the object stands for a single value. */
    private static Optional<String> tag(JsonNode json) {
        return json.size() == 1
                ? json.propertyNames().stream()
                        .filter(name -> name.startsWith(MARK) && !name.startsWith(MARK + MARK))
                        .findFirst()
                : Optional.empty();
    }

    private static String unescaped(String name) {
        return name.startsWith(MARK) ? name.substring(MARK.length()) : name;
    }

    /**
     * Returns JSON in which values are plain that were written as objects which tell their types.
     *
     * @param json the JSON as it is stored
     * @return the JSON as those read it who know the types
     */
    static JsonNode untagged(JsonNode json) {
        var tag = tag(json);
        if (tag.isPresent()) {
            return untagged(json.get(tag.get()));
        }
        if (json.isObject()) {
            var object = NODES.objectNode();
            json.properties().forEach(member -> object.set(unescaped(member.getKey()), untagged(member.getValue())));
            return object;
        }
        if (json.isArray()) {
            var array = NODES.arrayNode(json.size());
            json.forEach(element -> array.add(untagged(element)));
            return array;
        }
        return json;
    }
}
