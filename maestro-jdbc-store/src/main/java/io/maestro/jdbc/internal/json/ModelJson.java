package io.maestro.jdbc.internal.json;

import static java.util.Objects.requireNonNull;

import io.maestro.store.StoreException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parts of the model as JSON, and back, without loss: definitions above all, those written in Java as well.
 *
 * <p>A record is an object of its components; one with a single component is what that is, so that an id is a text. A case of a
 * sealed interface is an object whose one member names it, or only the name if it has no components. What is empty or false is
 * left out. Times, durations and zones are texts. Values of any type are written as {@link PlainJson} does.
 *
 * <p>Names in the JSON are those of the model, which are part of the API. A row never names a class: the name of a case is
 * looked for among the cases that the declared type has.
 */
public final class ModelJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ModelJson() {}

    /**
     * Writes a part of the model.
     *
     * @param value the part
     * @param declared the type as which it is read back
     * @param <T> the type
     * @return the JSON
     */
    public static <T> JsonNode write(T value, Class<T> declared) {
        return node(value, declared);
    }

    /**
     * Reads a part of the model.
     *
     * @param json what {@link #write} returned
     * @param declared its type
     * @param <T> the type
     * @return the part
     * @throws StoreException if the JSON is no such part
     */
    public static <T> T read(JsonNode json, Class<T> declared) {
        return declared.cast(value(json, declared));
    }

    private static JsonNode node(Object value, Type declared) {
        if (declared == Object.class) {
            return PlainJson.write(value);
        }
        return switch (value) {
            case Enum<?> constant -> NODES.stringNode(constant.name());
            case Record part -> part(part, declared);
            case Optional<?> optional ->
                optional.map(present -> node(present, argument(declared, 0))).orElse(NODES.nullNode());
            case List<?> list -> {
                var array = NODES.arrayNode(list.size());
                list.forEach(element -> array.add(node(element, argument(declared, 0))));
                yield array;
            }
            case Map<?, ?> map -> {
                var object = NODES.objectNode();
                map.forEach((key, member) -> object.set(name(key), node(member, argument(declared, 1))));
                yield object;
            }
            case Instant instant -> NODES.stringNode(instant.toString());
            case Duration duration -> NODES.stringNode(duration.toString());
            case ZoneId zone -> NODES.stringNode(zone.getId());
            case Long number -> NODES.numberNode(number.longValue());
            case Double number ->
                Double.isFinite(number) ? NODES.numberNode(number.doubleValue()) : NODES.stringNode(number.toString());
            default -> PlainJson.write(value);
        };
    }

    private static String name(Object key) {
        return key instanceof Enum<?> constant ? constant.name() : key.toString();
    }

    private static JsonNode part(Record part, Type declared) {
        var shape = Shape.of(part.getClass());
        var content = shape.isSingle()
                ? node(shape.value(0, part), componentType(shape.components().getFirst(), declared))
                : members(part, shape, declared);
        if (!raw(declared).isSealed()) {
            return content;
        }
        var name = caseName(part.getClass());
        return shape.components().isEmpty()
                ? NODES.stringNode(name)
                : NODES.objectNode().set(name, content);
    }

    private static ObjectNode members(Record part, Shape shape, Type declared) {
        var members = NODES.objectNode();
        for (int i = 0; i < shape.components().size(); i++) {
            var component = shape.components().get(i);
            var value = shape.value(i, part);
            if (!isNothing(value)) {
                var node = node(value, componentType(component, declared));
                if (!node.isObject() || !node.isEmpty()) {
                    members.set(component.getName(), node);
                }
            }
        }
        return members;
    }

    private static boolean isNothing(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isEmpty();
            case List<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case Boolean truth -> !truth;
            default -> false;
        };
    }

    private static Object value(@Nullable JsonNode json, Type declared) {
        var type = raw(declared);
        if (type == Optional.class) {
            return json == null || json.isNull() ? Optional.empty() : Optional.of(value(json, argument(declared, 0)));
        }
        if (type == List.class) {
            var list = new ArrayList<Object>();
            given(json).forEach(element -> list.add(value(element, argument(declared, 0))));
            return List.copyOf(list);
        }
        if (type == Map.class) {
            return map(given(json), argument(declared, 0), argument(declared, 1));
        }
        if (type.isInterface() && type.isSealed()) {
            return oneOf(needed(json, type), declared);
        }
        if (type.isRecord()) {
            return part(given(json), type, declared);
        }
        return type == boolean.class && json == null ? false : leaf(needed(json, type), type);
    }

    private static JsonNode given(@Nullable JsonNode json) {
        return json == null ? NODES.objectNode() : json;
    }

    private static JsonNode needed(@Nullable JsonNode json, Class<?> type) {
        if (json == null) {
            throw new StoreException("a " + type.getSimpleName() + " is missing in the JSON of a row");
        }
        return json;
    }

    private static Object map(JsonNode json, Type key, Type element) {
        var map = new LinkedHashMap<Object, Object>();
        json.properties().forEach(member -> map.put(key(member.getKey(), key), member(member.getValue(), element)));
        return map;
    }

    private static Object member(JsonNode json, Type element) {
        return element == Object.class
                ? requireNonNull(PlainJson.read(json), "a member of a map")
                : value(json, element);
    }

    private static Object key(String name, Type type) {
        return type == String.class ? name : value(NODES.stringNode(name), type);
    }

    private static Object part(JsonNode json, Class<?> type, Type declared) {
        var shape = Shape.of(type);
        var values = new @Nullable Object[shape.components().size()];
        for (int i = 0; i < values.length; i++) {
            var component = shape.components().get(i);
            values[i] =
                    value(shape.isSingle() ? json : json.get(component.getName()), componentType(component, declared));
        }
        return shape.make(values);
    }

    private static Object oneOf(JsonNode json, Type declared) {
        var name = json.isString()
                ? json.stringValue()
                : json.propertyNames().stream().findFirst().orElse("");
        var type = cases(raw(declared))
                .filter(candidate -> caseName(candidate).equals(name))
                .findFirst()
                .orElseThrow(() -> new StoreException(
                        "'" + name + "' is not known as a " + raw(declared).getSimpleName() + " in the JSON of a row"));
        return part(json.isString() ? NODES.objectNode() : given(json.get(name)), type, declared);
    }

    private static Stream<Class<?>> cases(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ModelJson::cases)
                : Stream.of(type);
    }

    private static String caseName(Class<?> type) {
        var name = type.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static Object leaf(JsonNode json, Class<?> type) {
        if (type == String.class) {
            return json.stringValue();
        } else if (type == int.class || type == Integer.class) {
            return json.intValue();
        } else if (type == long.class || type == Long.class) {
            return json.longValue();
        } else if (type == boolean.class || type == Boolean.class) {
            return json.booleanValue();
        } else if (type == double.class || type == Double.class) {
            return json.isString() ? Double.parseDouble(json.stringValue()) : json.doubleValue();
        } else if (type == Instant.class) {
            return Instant.parse(json.stringValue());
        } else if (type == Duration.class) {
            return Duration.parse(json.stringValue());
        } else if (type == ZoneId.class) {
            return ZoneId.of(json.stringValue());
        } else if (type.isEnum()) {
            return constant(type, json.stringValue());
        } else {
            throw new IllegalStateException("the model has a " + type.getName() + ", which has no JSON");
        }
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new StoreException(
                        "'" + name + "' is not known as a " + type.getSimpleName() + " in the JSON of a row"));
    }

    /** Cases of a generic interface have its type parameters, in its order. */
    private static Type componentType(RecordComponent component, Type declared) {
        var type = component.getGenericType();
        if (type instanceof TypeVariable<?> variable) {
            var parameters = component.getDeclaringRecord().getTypeParameters();
            return argument(declared, Arrays.asList(parameters).indexOf(variable));
        }
        return type;
    }

    private static Type argument(Type declared, int index) {
        return ((ParameterizedType) declared).getActualTypeArguments()[index];
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }
}
