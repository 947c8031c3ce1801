package io.maestro.internal.eval.library;

import static io.maestro.internal.eval.library.Method.Form.ON_EITHER;
import static io.maestro.internal.eval.library.Method.Form.ON_VALUE;

import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.MapObject;
import java.util.List;

/** The methods of {@code Map}. */
final class MapMethods {

    private MapMethods() {}

    static List<Method> all() {
        return List.of(
                Method.of(
                        Kind.MAP,
                        ON_EITHER,
                        "LONG",
                        "size",
                        "the number of entries",
                        (c, m, a) -> m instanceof MapObject map
                                ? (long) map.entries().size()
                                : 0L),
                Method.of(
                        Kind.MAP,
                        ON_EITHER,
                        "BOOLEAN",
                        "containsKey",
                        "whether there is an entry of that name",
                        (c, m, a) -> m instanceof MapObject map && map.entries().containsKey((String) a[0]),
                        ArgType.KEY),
                of(
                        "its type, or NULL",
                        "get",
                        "the entry of that name",
                        (c, m, a) -> get(m, a[0], Absent.NULL),
                        ArgType.KEY),
                of(
                        "its type",
                        "getOrDefault",
                        "the entry of that name, or the second argument",
                        (c, m, a) -> get(m, a[0], a[1]),
                        ArgType.KEY,
                        ArgType.ANY),
                of(
                        "its type, or NULL",
                        "put",
                        "sets an entry; comes to the value that it had before",
                        MapMethods::put,
                        ArgType.KEY,
                        ArgType.ANY));
    }

    private static Method of(String returns, String name, String summary, Method.Body body, ArgType... arguments) {
        return Method.of(Kind.MAP, ON_VALUE, returns, name, summary, body, arguments);
    }

    private static Object get(Object map, Object key, Object otherwise) {
        return ((MapObject) map).entries().getOrDefault((String) key, otherwise);
    }

    private static Object put(Context context, Object map, Object[] arguments) {
        var entries = ((MapObject) map).entries();
        int size = entries.size();
        var previous = entries.put((String) arguments[0], arguments[1]);
        context.budget().addObjects(entries.size() - (long) size);
        return previous == null ? Absent.NULL : previous;
    }
}
