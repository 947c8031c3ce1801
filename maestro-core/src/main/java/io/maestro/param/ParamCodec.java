package io.maestro.param;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns plain Java values into param values and back. Immutable and thread-safe.
 *
 * <p>The Java types and what becomes of them:
 *
 * <ul>
 *   <li>{@link String} is STRING, {@link Boolean} is BOOLEAN, {@link Double} is DOUBLE
 *   <li>{@link Long} and {@link Integer} are LONG
 *   <li>{@link java.time.LocalDate}, {@link java.time.LocalDateTime}, {@link java.time.ZonedDateTime}, {@link
 *       java.time.Instant} and {@link java.time.Duration} are STRING, as their {@code toString()} writes them
 *   <li>an enum is STRING, the name of its constant
 *   <li>a {@link List} of any one of these is the array of its elements' type
 *   <li>a {@link Map} from text to text is STRING_MAP
 * </ul>
 *
 * <p>A codec reads what it writes. A LONG is also read as a {@link Double} where that loses nothing, and a MAP of texts as a
 * map from text to text.
 *
 * @param <T> the Java type
 */
public final class ParamCodec<T> {

    private static final int MAX_SHOWN = 100;

    private final ParamType type;
    private final String expected;
    private final Function<T, ParamValue> writer;
    private final Function<ParamValue, Optional<T>> reader;

    private ParamCodec(
            ParamType type, String expected, Function<T, ParamValue> writer, Function<ParamValue, Optional<T>> reader) {
        this.type = type;
        this.expected = expected;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Returns the codec of a class whose instances are single values, neither lists nor maps.
     *
     * @param type the class; a primitive one stands for its box
     * @param <T> the Java type
     * @return the codec
     * @throws IllegalArgumentException if no param holds such values; the message lists the classes that one does
     */
    public static <T> ParamCodec<T> of(Class<T> type) {
        var scalar = Scalar.of(type);
        return new ParamCodec<>(scalar.type(), scalar.expected(), scalar.writer(), scalar.reader());
    }

    /**
     * Returns the codec of a list.
     *
     * @param element the class of its elements; a primitive one stands for its box
     * @param <E> the type of its elements
     * @return the codec; the lists that it reads are unmodifiable
     * @throws IllegalArgumentException if no param holds lists of such values; the message lists the classes that one does
     */
    public static <E> ParamCodec<List<E>> listOf(Class<E> element) {
        var scalar = Scalar.of(element);
        return new ParamCodec<>(
                ParamArrays.typeOf(scalar.type()),
                "a list with each element " + scalar.expected(),
                list -> ParamArrays.of(
                        scalar.type(), list.stream().map(scalar.writer()).toList()),
                value -> ParamArrays.elements(value).flatMap(elements -> ParamArrays.all(elements, scalar.reader())));
    }

    /**
     * Returns the codec of a map from text to text.
     *
     * @return the codec; the maps that it reads are unmodifiable and keep their order
     */
    public static ParamCodec<Map<String, String>> mapOfStrings() {
        return new ParamCodec<>(
                ParamType.STRING_MAP, "a map of texts", ParamValue.StringMap::new, value -> switch (value) {
                    case ParamValue.StringMap map -> Optional.of(map.values());
                    case ParamValue.MapValue map -> texts(map);
                    default -> Optional.empty();
                });
    }

    private static Optional<Map<String, String>> texts(ParamValue.MapValue map) {
        var texts = new LinkedHashMap<String, String>();
        map.values().forEach((key, value) -> {
            if (value instanceof ParamValue.StringValue text) {
                texts.put(key, text.value());
            }
        });
        return texts.size() == map.values().size() ? Optional.of(Collections.unmodifiableMap(texts)) : Optional.empty();
    }

    /**
     * Returns the param value of a Java value of any type that has one. A {@link ParamValue} stays as it is. A map whose
     * values are not all texts becomes a MAP. An empty list becomes an empty STRING_ARRAY, since nothing tells more; a codec
     * from {@link #listOf} reads it as a list of any type.
     *
     * @param param the name of the param, for errors
     * @param value the value
     * @return the param value
     * @throws ParamConversionException if no param holds such a value, if the elements of a list differ in type, or if an
     *     element, a key or a value is null
     */
    public static ParamValue encode(String param, Object value) {
        return new ParamEncoder(requireNonNull(param, "param")).encode(requireNonNull(value, "value"));
    }

    /**
     * Returns the type of a param that holds such values.
     *
     * @return the type
     */
    public ParamType type() {
        return type;
    }

    /**
     * Returns the param value of a Java value.
     *
     * @param value the value, without null in it
     * @return the param value, of this codec's {@link #type()}
     */
    public ParamValue write(T value) {
        return writer.apply(requireNonNull(value, "value"));
    }

    /**
     * Returns the Java value of a param value.
     *
     * @param param the name of the param, for errors
     * @param value the param value
     * @return the Java value
     * @throws ParamConversionException if the param value is of another type, or a text that cannot be read as this one
     */
    public T read(String param, ParamValue value) {
        requireNonNull(param, "param");
        return reader.apply(requireNonNull(value, "value"))
                .orElseThrow(
                        () -> new ParamConversionException(param, "must be " + expected + " but was " + shown(value)));
    }

    private static String shown(ParamValue value) {
        var text = value.toJava().toString();
        var start = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
        return value.type() + " '" + start + "'";
    }

    /** Returns what the codec reads, in words. */
    @Override
    public String toString() {
        return expected;
    }
}
