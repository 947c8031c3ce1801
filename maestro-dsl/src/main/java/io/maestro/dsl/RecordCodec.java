package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamMembers;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the codec of a record of its components: each is a member of the MAP, by its name. A component may be of any class that
 * {@link ParamCodec} takes, another record, a {@link List} of single values, a {@link Map} from text to any of these, or an
 * {@link Optional}, whose member may be missing.
 *
 * <p>{@link WorkflowBuilder#param(String, Class)} does this by itself; a codec is needed for maps of records.
 *
 * <p>Records are looked into by reflection. A record in a named module must be public in an exported package, or its package
 * must be open to {@code io.maestro.dsl}; {@link ParamCodec#ofMembers} works without.
 */
public final class RecordCodec {

    /** The records that hold the one that is looked into, to find one that holds itself. */
    private final Set<Class<?>> outer = new LinkedHashSet<>();

    private RecordCodec() {}

    /**
     * Returns the codec of a record.
     *
     * @param type the record
     * @param <R> the record
     * @return the codec
     * @throws IllegalArgumentException if a component is of a type that no param holds, if the record holds itself, or if it
     *     cannot be looked into
     */
    public static <R extends Record> ParamCodec<R> of(Class<R> type) {
        return new RecordCodec().ofRecord(requireNonNull(type, "type"));
    }

    private <R> ParamCodec<R> ofRecord(Class<R> type) {
        if (!outer.add(type)) {
            throw new IllegalArgumentException("no param holds a " + type.getTypeName() + ", because it holds itself: "
                    + Stream.concat(outer.stream(), Stream.of(type))
                            .map(Class::getSimpleName)
                            .collect(Collectors.joining(" -> ")));
        }
        var components = type.getRecordComponents();
        var constructor = constructor(type, components);
        var codec = ParamCodec.ofMembers(type, members -> {
            var values = new ArrayList<ParamMembers.Member<R, ?>>();
            for (var component : components) {
                values.add(member(members, type, component));
            }
            return found ->
                    made(constructor, values.stream().<Object>map(found::get).toArray());
        });
        outer.remove(type);
        return codec;
    }

    private <R> ParamMembers.Member<R, ?> member(ParamMembers<R> members, Class<R> type, RecordComponent component) {
        var optional = argumentsOf(component.getGenericType(), Optional.class);
        var codec = codec(optional.map(arguments -> arguments[0]).orElse(component.getGenericType()))
                .orElseThrow(() -> new IllegalArgumentException("no param holds a " + type.getTypeName()
                        + ", because its component '" + component.getName() + "' is a "
                        + component.getGenericType().getTypeName()
                        + "; expected a class that ParamCodec takes, a record, a"
                        + " List of single values, a Map from String to one of these, or an Optional of one"));
        return optional.isPresent() ? optional(members, component, codec) : required(members, component, codec);
    }

    private static <R, V> ParamMembers.Member<R, V> required(
            ParamMembers<R> members, RecordComponent component, ParamCodec<V> codec) {
        return members.member(component.getName(), codec, accessor(component));
    }

    private static <R, V> ParamMembers.Member<R, Optional<V>> optional(
            ParamMembers<R> members, RecordComponent component, ParamCodec<V> codec) {
        return members.optional(component.getName(), codec, accessor(component));
    }

    /** Returns the codec of a type, or empty if no param holds its values. */
    private Optional<ParamCodec<?>> codec(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isRecord() ? Optional.of(ofRecord(plain)) : single(plain);
        }
        var list = argumentsOf(type, List.class);
        if (list.isPresent()) {
            return single(list.get()[0]).map(ParamCodec::listOf);
        }
        return argumentsOf(type, Map.class)
                .filter(arguments -> arguments[0] == String.class)
                .flatMap(arguments -> mapOf(arguments[1]));
    }

    private Optional<ParamCodec<?>> mapOf(Type values) {
        return values == String.class
                ? Optional.of(ParamCodec.mapOfStrings())
                : codec(values).map(ParamCodec::mapOf);
    }

    private static Optional<ParamCodec<?>> single(Type type) {
        if (!(type instanceof Class<?> plain)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ParamCodec.of(plain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Type[]> argumentsOf(Type type, Class<?> generic) {
        return type instanceof ParameterizedType parameterized && parameterized.getRawType() == generic
                ? Optional.of(parameterized.getActualTypeArguments())
                : Optional.empty();
    }

    private static <R> Constructor<R> constructor(Class<R> type, RecordComponent[] components) {
        var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return opened(type, type.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the record " + type.getTypeName() + " has no canonical constructor", e);
        }
    }

    @SuppressWarnings("unchecked") // the accessor of a component returns what its codec takes
    private static <R, V> Function<R, V> accessor(RecordComponent component) {
        var accessor = opened(component.getDeclaringRecord(), component.getAccessor());
        return instance -> (V) called(() -> accessor.invoke(instance));
    }

    private static <A extends AccessibleObject> A opened(Class<?> type, A member) {
        if (!member.trySetAccessible()) {
            throw new IllegalArgumentException("the record " + type.getTypeName() + " cannot be looked into: module "
                    + type.getModule().getName() + " must open package " + type.getPackageName()
                    + " to io.maestro.dsl, or the codec must be made by ParamCodec.ofMembers");
        }
        return member;
    }

    private static <R> R made(Constructor<R> constructor, Object[] values) {
        return called(() -> constructor.newInstance(values));
    }

    private interface Call<T> {
        T call() throws ReflectiveOperationException;
    }

    /** Calls code of a record, and throws what that throws. */
    private static <T> T called(Call<T> call) {
        try {
            return call.call();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
