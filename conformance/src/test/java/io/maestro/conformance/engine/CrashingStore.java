package io.maestro.conformance.engine;

import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets some commits through to another store, and then no more, as if the process had died. */
final class CrashingStore {

    private final Store rows;
    private final int last;
    private final AtomicInteger commits = new AtomicInteger();

    /**
     * Creates the store.
     *
     * @param rows what survives
     * @param last so many commits are let through; the caller does not learn that of the last one
     */
    CrashingStore(Store rows, int last) {
        this.rows = rows;
        this.last = last;
    }

    /** Returns what an engine works with. All but commits goes to the other store as it is. */
    Store store() {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "commit" -> commit((Commit) arguments[0]);
                    case "close" -> null;
                    default -> passOn(method, arguments);
                });
    }

    private @Nullable Object passOn(Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(rows, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private List<Begun> commit(Commit commit) {
        int number = commits.incrementAndGet();
        if (number > last) {
            throw new StoreException("the process is dead");
        }
        var begun = rows.commit(commit);
        if (number == last) {
            throw new StoreException("the process is dead");
        }
        return begun;
    }

    int commits() {
        return commits.get();
    }

    boolean isCrashed() {
        return commits.get() >= last;
    }
}
