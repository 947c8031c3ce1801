/** The durable store: an H2 file, or PostgreSQL. */
@org.jspecify.annotations.NullMarked
module io.maestro.jdbc {
    requires transitive io.maestro.core;
    requires transitive java.sql;
    requires transitive org.jspecify;
    requires org.jdbi.v3.core;
    // JDBI needs it and cannot say so, since it is no module itself.
    requires io.leangen.geantyref;
    requires org.slf4j;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports io.maestro.jdbc;

    provides io.maestro.store.StoreProvider with
            io.maestro.jdbc.H2StoreProvider,
            io.maestro.jdbc.PostgresStoreProvider;
}
