/**
 * The durable store. {@link io.maestro.jdbc.JdbcStore#h2} keeps everything in a file of the embedded database H2, {@link
 * io.maestro.jdbc.JdbcStore#postgres} in PostgreSQL.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.jdbc;
