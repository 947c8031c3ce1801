package io.maestro.param;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects the members of a class for {@link ParamCodec#ofMembers}. Not thread-safe.
 *
 * @param <T> the class
 */
public final class ParamMembers<T> {

    private final List<Member<T, ?>> members = new ArrayList<>();

    ParamMembers() {}

    /**
     * Adds a member that every instance has.
     *
     * @param name its name in the MAP
     * @param codec what it is
     * @param accessor takes it from an instance
     * @param <V> its type
     * @return the member, by which its value is found when an instance is made
     * @throws IllegalArgumentException if there is a member of this name
     */
    public <V> Member<T, V> member(String name, ParamCodec<V> codec, Function<? super T, ? extends V> accessor) {
        requireNonNull(codec, "codec");
        requireNonNull(accessor, "accessor");
        return added(new Member<>(
                name,
                codec.form(),
                (path, instance) -> Optional.of(codec.form().write(path, accessor.apply(instance))),
                (path, value) -> codec.form().read(path, value.orElseThrow(() -> missing(path, codec)))));
    }

    /**
     * Adds a member that an instance may lack. The MAP of an instance without it does not have it either.
     *
     * @param name its name in the MAP
     * @param codec what it is
     * @param accessor takes it from an instance
     * @param <V> its type
     * @return the member, by which its value is found when an instance is made
     * @throws IllegalArgumentException if there is a member of this name
     */
    public <V> Member<T, Optional<V>> optional(
            String name, ParamCodec<V> codec, Function<? super T, Optional<V>> accessor) {
        requireNonNull(codec, "codec");
        requireNonNull(accessor, "accessor");
        return added(new Member<>(
                name,
                codec.form(),
                (path, instance) -> Form.present(path, accessor.apply(instance))
                        .map(value -> codec.form().write(path, value)),
                (path, value) -> value.map(present -> codec.form().read(path, present))));
    }

    private static ParamConversionException missing(String path, ParamCodec<?> codec) {
        return new ParamConversionException(path, "is missing; expected " + codec);
    }

    private <V> Member<T, V> added(Member<T, V> member) {
        requireNonNull(member.name(), "name");
        if (members.stream().anyMatch(other -> other.name().equals(member.name()))) {
            throw new IllegalArgumentException("there is a member '" + member.name() + "' already");
        }
        members.add(member);
        return member;
    }

    List<Member<T, ?>> all() {
        return List.copyOf(members);
    }

    /**
     * A member of a class. Two are the same only if they are one object.
     *
     * @param <T> the class
     * @param <V> the type of the member
     */
    public static final class Member<T, V> {

        private final String name;
        private final Form<?> form;
        private final Writer<T> writer;
        private final Reader<V> reader;

        private Member(String name, Form<?> form, Writer<T> writer, Reader<V> reader) {
            this.name = name;
            this.form = form;
            this.writer = writer;
            this.reader = reader;
        }

        String name() {
            return name;
        }

        Form<?> form() {
            return form;
        }

        Optional<ParamValue> write(String path, T instance) {
            return writer.write(path, instance);
        }

        V read(String path, Optional<ParamValue> value) {
            return reader.read(path, value);
        }

        /** Returns the name. */
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Writer<T> {
        Optional<ParamValue> write(String path, T instance);
    }

    private interface Reader<V> {
        V read(String path, Optional<ParamValue> value);
    }

    /** The values of the members of an instance that is to be made. */
    public static final class Values {

        private final Map<Member<?, ?>, Object> values;

        Values(Map<Member<?, ?>, Object> values) {
            this.values = values;
        }

        /**
         * Returns the value of a member.
         *
         * @param member the member
         * @param <V> its type
         * @return the value
         * @throws IllegalArgumentException if the class has no such member
         */
        @SuppressWarnings("unchecked") // the member read it, and reads a V
        public <V> V get(Member<?, V> member) {
            @Nullable Object value = values.get(requireNonNull(member, "member"));
            if (value == null) {
                throw new IllegalArgumentException("'" + member + "' is a member of another class");
            }
            return (V) value;
        }
    }
}
