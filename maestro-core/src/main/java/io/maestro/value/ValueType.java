package io.maestro.value;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The type of a value of Java code with its type arguments, which Java does not keep by itself.
 *
 * {@snippet :
 * ValueType<Map<String, List<Row>>> rowsByDay = ValueType.mapOf(ValueType.of(String.class), ValueType.listOf(Row.class));
 * }
 *
 * @param raw the class; a primitive is taken for its box
 * @param arguments its type arguments; empty if it has none, or if nothing is said of them
 * @param <T> the type
 */
@SuppressWarnings("UnusedTypeParameter") // it ties what is declared to the handle that it is declared of
public record ValueType<T>(Class<?> raw, List<ValueType<?>> arguments) {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            char.class, Character.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private static final ValueType<Object> ANY = new ValueType<>(Object.class, List.of());

    /** Takes the box of a primitive and copies the list. */
    public ValueType {
        raw = BOXES.getOrDefault(requireNonNull(raw, "raw"), raw);
        arguments = List.copyOf(arguments);
    }

    /**
     * Returns the type of values of which nothing was declared.
     *
     * @return the type of any object
     */
    public static ValueType<Object> any() {
        return ANY;
    }

    /**
     * Returns a class without type arguments.
     *
     * @param type the class
     * @param <T> the type
     * @return the type
     */
    public static <T> ValueType<T> of(Class<T> type) {
        return new ValueType<>(type, List.of());
    }

    /**
     * Returns a list.
     *
     * @param element the class of its elements
     * @param <E> the type of its elements
     * @return the type
     */
    public static <E> ValueType<List<E>> listOf(Class<E> element) {
        return listOf(of(element));
    }

    /**
     * Returns a list.
     *
     * @param element the type of its elements
     * @param <E> the type of its elements
     * @return the type
     */
    public static <E> ValueType<List<E>> listOf(ValueType<E> element) {
        return new ValueType<>(List.class, List.of(element));
    }

    /**
     * Returns a set.
     *
     * @param element the type of its elements
     * @param <E> the type of its elements
     * @return the type
     */
    public static <E> ValueType<Set<E>> setOf(ValueType<E> element) {
        return new ValueType<>(Set.class, List.of(element));
    }

    /**
     * Returns a map.
     *
     * @param key the type of its keys
     * @param value the type of its values
     * @param <K> the type of its keys
     * @param <V> the type of its values
     * @return the type
     */
    public static <K, V> ValueType<Map<K, V>> mapOf(ValueType<K> key, ValueType<V> value) {
        return new ValueType<>(Map.class, List.of(key, value));
    }

    /**
     * Tells whether nothing was declared.
     *
     * @return true for {@link #any()}
     */
    public boolean isAny() {
        return raw == Object.class;
    }

    /** Returns the type as Java writes it, without packages. */
    @Override
    public String toString() {
        return arguments.isEmpty()
                ? raw.getSimpleName()
                : arguments.stream()
                        .map(ValueType::toString)
                        .collect(Collectors.joining(", ", raw.getSimpleName() + "<", ">"));
    }
}
