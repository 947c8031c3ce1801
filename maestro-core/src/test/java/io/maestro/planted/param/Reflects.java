package io.maestro.planted.param;

import java.lang.reflect.Method;

/** Looks into classes. */
public final class Reflects {
    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name);
    }

    int count(Class<?> type) {
        return type.getDeclaredFields().length;
    }

    String call(Method method) {
        return method.getName();
    }
}
