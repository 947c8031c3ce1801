package io.maestro.jdbc.internal.sql;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column that is written.
 *
 * @param name its name
 * @param type its type
 * @param value what a row has in it: a String, Long, Integer, Boolean or Instant, as the type says
 * @param <R> what rows are made of
 */
public record Column<R>(String name, ColumnType type, Function<R, @Nullable Object> value) {}
