package io.maestro.test;

import io.maestro.Stores;
import io.maestro.store.ScratchDatabase;
import io.maestro.store.StoreException;
import io.maestro.store.StoreProvider;
import io.maestro.value.ValueCodec;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** What the store of a kit is, see {@link EachStore}. Each kit has a database of its own, which is gone when the kit is closed. */
public enum StoreKind {
    /** In memory. */
    MEMORY {
        @Override
        ScratchDatabase scratch(InstantSource clock) {
            return new LoneStore(Stores.inMemory());
        }
    },
    /** In memory, and shared by {@linkplain MaestroTestKit#node nodes} as a PostgreSQL is. */
    SHARED_MEMORY {
        @Override
        ScratchDatabase scratch(InstantSource clock) {
            return new SharedMemory(clock);
        }
    },
    /** A file of H2. Needs {@code maestro-jdbc-store}. */
    H2,
    /**
     * A schema of a PostgreSQL. Needs {@code maestro-jdbc-store} and the driver, {@code org.postgresql:postgresql}. Where the server is, the system
     * property {@code maestro.test.postgres} says, or the environment variable {@code MAESTRO_TEST_POSTGRES}: a JDBC URL, such as {@code
     * jdbc:postgresql://localhost/test?user=me&password=mine}.
     */
    POSTGRES;

    private static Stream<StoreProvider> providers() {
        return ServiceLoader.load(StoreProvider.class, StoreKind.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get);
    }

    /** Returns how the stores that are there keep values, if any does it in a way of its own. */
    static Optional<ValueCodec> codec() {
        return providers().flatMap(provider -> provider.values().stream()).findFirst();
    }

    /**
     * Makes a database in which nothing is.
     *
     * @param clock the clock of the kit, for those that have none of their own
     */
    ScratchDatabase scratch(InstantSource clock) {
        return providers()
                .filter(provider -> provider.name().equals(name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new StoreException("nothing makes stores of the kind " + this
                        + "; add the dependency io.maestro:maestro-jdbc-store with the scope test"))
                .scratch();
    }
}
