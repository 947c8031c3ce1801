package io.maestro.param;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Turns plain Java values into param values and back. Immutable and thread-safe.
 *
 * <p>The Java types and what becomes of them:
 *
 * <ul>
 *   <li>{@link String} is STRING, {@link Boolean} is BOOLEAN, {@link Double} is DOUBLE
 *   <li>{@link Long}, {@link Integer} and {@link java.time.Year} are LONG
 *   <li>the other dates and times of {@code java.time} are STRING, as their {@code toString()} writes them: {@link
 *       java.time.LocalDate}, {@link java.time.LocalTime}, {@link java.time.LocalDateTime}, {@link java.time.OffsetTime},
 *       {@link java.time.OffsetDateTime}, {@link java.time.ZonedDateTime}, {@link java.time.Instant}, {@link
 *       java.time.Duration}, {@link java.time.Period}, {@link java.time.YearMonth}, {@link java.time.MonthDay}, {@link
 *       java.time.ZoneId}
 *   <li>{@link java.util.UUID}, {@link java.net.URI}, {@link java.math.BigInteger} and {@link java.math.BigDecimal} are
 *       STRING, too
 *   <li>an enum is STRING, the name of its constant
 *   <li>a {@link List} of any one of these is the array of its elements' type
 *   <li>a {@link Map} from text to text is STRING_MAP, one from text to anything else is MAP
 *   <li>a class with members, such as a record, is MAP; {@link #ofMembers} makes its codec
 * </ul>
 *
 * <p>A codec reads what it writes. A LONG is also read as a {@link Double} where that loses nothing, numbers as {@link
 * java.math.BigDecimal} and {@link java.math.BigInteger}, a MAP of texts as a map from text to text, and a STRING_MAP as a
 * class whose members are texts.
 *
 * @param <T> the Java type
 */
public final class ParamCodec<T> {

    private final Form<T> form;

    private ParamCodec(Form<T> form) {
        this.form = form;
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
        return new ParamCodec<>(Scalars.of(type));
    }

    /**
     * Returns the codec of the class of a single value, or of the class above it that has one: a constant of an enum may have
     * a class of its own, and a {@link java.time.ZoneId} has one that nobody names.
     *
     * @param value the value, neither a list nor a map
     * @param <T> the Java type
     * @return the codec
     * @throws IllegalArgumentException if no param holds such values; the message lists the classes that one does
     */
    @SuppressWarnings("unchecked") // the value is of the class that the entry holds
    public static <T> ParamCodec<T> ofValue(T value) {
        var scalar = Scalars.findFor(requireNonNull(value, "value"))
                .orElseThrow(() -> Scalars.unsupported(value.getClass()));
        return new ParamCodec<>((Scalar<T>) scalar);
    }

    /**
     * Returns the codec of a class whose instances are made of named members. It needs no reflection, so that it works
     * whatever the class and wherever it is.
     *
     * {@snippet :
     * ParamCodec<Window> codec = ParamCodec.ofMembers(Window.class, members -> {
     *     var from = members.member("from", ParamCodec.of(LocalDate.class), Window::from);
     *     var to = members.optional("to", ParamCodec.of(LocalDate.class), Window::to);
     *     return values -> new Window(values.get(from), values.get(to));
     * });
     * }
     *
     * @param type the class
     * @param shape declares the members, in their order, and returns what makes an instance of their values; an exception of
     *     that refuses the values
     * @param <T> the Java type
     * @return the codec; it refuses a MAP that lacks a member, or has one that the class does not have
     */
    public static <T> ParamCodec<T> ofMembers(
            Class<T> type, Function<ParamMembers<T>, Function<ParamMembers.Values, T>> shape) {
        var members = new ParamMembers<T>();
        var maker = requireNonNull(shape, "shape").apply(members);
        return new ParamCodec<>(new MembersForm<>(requireNonNull(type, "type"), members.all(), maker));
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
        return listOf(of(element));
    }

    /**
     * Returns the codec of a list.
     *
     * @param element what its elements are
     * @param <E> the type of its elements
     * @return the codec; the lists that it reads are unmodifiable
     * @throws IllegalArgumentException if no param holds lists of such values, because they are lists or maps themselves
     */
    public static <E> ParamCodec<List<E>> listOf(ParamCodec<E> element) {
        if (!ParamArrays.canHold(element.type())) {
            throw new IllegalArgumentException("no param holds a list with each element " + element
                    + ": the elements of a list are single values; a map by name can hold others");
        }
        return new ParamCodec<>(new ArrayForm<>(element.form));
    }

    /**
     * Returns the codec of a map from text to text.
     *
     * @return the codec; the maps that it reads are unmodifiable and keep their order
     */
    public static ParamCodec<Map<String, String>> mapOfStrings() {
        return new ParamCodec<>(new MapForm<>(of(String.class).form, true));
    }

    /**
     * Returns the codec of a map from text to values, a MAP.
     *
     * @param values what its values are
     * @param <V> the type of its values
     * @return the codec; the maps that it reads are unmodifiable and keep their order
     */
    public static <V> ParamCodec<Map<String, V>> mapOf(ParamCodec<V> values) {
        return new ParamCodec<>(new MapForm<>(values.form, false));
    }

    /**
     * Returns the param value of a Java value of any type that has one by itself. A {@link ParamValue} stays as it is. A map
     * whose values are not all texts becomes a MAP. An empty list becomes an empty STRING_ARRAY, since nothing tells more; a
     * codec from {@link #listOf} reads it as a list of any type.
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
        return form.type();
    }

    /**
     * Returns the param value of a Java value.
     *
     * @param param the name of the param, for errors
     * @param value the value
     * @return the param value, of this codec's {@link #type()}
     * @throws ParamConversionException if something in the value is null
     */
    public ParamValue write(String param, T value) {
        return form.write(requireNonNull(param, "param"), requireNonNull(value, "value"));
    }

    /**
     * Returns the param value of something that a caller without types gave: a value of this codec's type, or another that
     * may stand for it, such as a text for a date or a map for a record, which is taken as {@link #encode} does.
     *
     * @param param the name of the param, for errors
     * @param value the value
     * @return the param value, of the type that fits what was given
     * @throws ParamConversionException if no param holds such a value
     */
    public ParamValue writeAny(String param, Object value) {
        return form.writeAny(requireNonNull(param, "param"), requireNonNull(value, "value"));
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
        return form.read(requireNonNull(param, "param"), requireNonNull(value, "value"));
    }

    Form<T> form() {
        return form;
    }

    /** Returns what the codec reads, in words. */
    @Override
    public String toString() {
        return form.expected();
    }
}
