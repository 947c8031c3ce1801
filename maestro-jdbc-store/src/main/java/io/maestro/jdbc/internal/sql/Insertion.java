package io.maestro.jdbc.internal.sql;

import io.maestro.run.RunId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How rows of one kind are written.
 *
 * @param table the table
 * @param owner how the run is found that a row belongs to, or empty for rows that belong to none that is there yet
 * @param columns the columns that a row gives values to
 * @param key the columns by which a row is known: one that is there is replaced. Empty if rows are only added
 * @param <R> what rows are made of
 */
public record Insertion<R>(String table, Optional<Owner<R>> owner, List<Column<R>> columns, List<String> key) {

    /**
     * The run that a row belongs to. If there is none, the column stays null and the database refuses the row, so that nothing has
     * to be read first.
     *
     * @param column the column that takes the id of the run's row
     * @param run the run of a row
     * @param <R> what rows are made of
     */
    public record Owner<R>(String column, Function<R, RunId> run) {}

    /**
     * Rows to write.
     *
     * @param insertion how
     * @param rows the rows, at least one, each key once
     * @param <R> what rows are made of
     */
    public record Rows<R>(Insertion<R> insertion, List<R> rows) {}
}
