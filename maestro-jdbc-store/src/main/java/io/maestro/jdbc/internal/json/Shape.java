package io.maestro.jdbc.internal.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a record is made of.
 *
 * @param components its components
 * @param maker makes one of their values
 */
record Shape(List<RecordComponent> components, Constructor<?> maker) {

    private static final ConcurrentHashMap<Class<?>, Shape> KNOWN = new ConcurrentHashMap<>();

    static Shape of(Class<?> type) {
        return KNOWN.computeIfAbsent(type, Shape::look);
    }

    private static Shape look(Class<?> type) {
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new Shape(List.of(components), type.getDeclaredConstructor(types));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor", e);
        }
    }

    /** Tells whether the record only gives a name to a single value, such as an id. */
    boolean isSingle() {
        return components.size() == 1;
    }

    Object value(int component, Object instance) {
        return invoke(components.get(component).getAccessor(), instance);
    }

    private static Object invoke(Method accessor, Object instance) {
        try {
            return accessor.invoke(instance);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the model is public", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("accessors of records do not fail", e);
        }
    }

    Object make(@Nullable Object[] values) {
        try {
            return maker.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("the model is public", e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("constructors of records throw no checked exceptions", e);
        }
    }
}
