/** Processes that share the tables of a store in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.maestro.jdbc.internal.node;
