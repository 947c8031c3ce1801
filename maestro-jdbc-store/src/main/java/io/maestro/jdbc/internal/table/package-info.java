/** The tables, one class for each: rows in, rows out. */
@org.jspecify.annotations.NullMarked
package io.maestro.jdbc.internal.table;
