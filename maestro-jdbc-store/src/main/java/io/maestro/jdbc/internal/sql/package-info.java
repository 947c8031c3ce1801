/** Connections, transactions, what the databases do differently, and the schema. */
@org.jspecify.annotations.NullMarked
package io.maestro.jdbc.internal.sql;
