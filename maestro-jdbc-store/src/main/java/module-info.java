/** The durable store: an H2 file, or PostgreSQL. */
@org.jspecify.annotations.NullMarked
module io.maestro.jdbc {
    requires transitive io.maestro.core;
    requires transitive java.sql;
    requires transitive org.jspecify;
    requires org.jdbi.v3.core;
    requires org.slf4j;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports io.maestro.jdbc;
}
