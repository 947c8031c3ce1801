package io.maestro.jdbc.internal.sql;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.WorkflowId;
import io.maestro.run.DroppedVisits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;

/** What databases do differently. */
public sealed interface Dialect permits H2Dialect, PostgresDialect {

    /**
     * Returns the folder of the migrations.
     *
     * @return its name
     */
    String folder();

    /**
     * Makes sure that the database is one that keeps what the store promises.
     *
     * @param handle the connection
     * @throws io.maestro.store.StoreException if it is not
     */
    void check(Handle handle);

    /**
     * Makes sure that this node may write until the transaction ends.
     *
     * @param handle the connection, in a transaction in which nothing was done yet
     * @throws io.maestro.store.LeaseLostException if it may not
     */
    void enter(Handle handle);

    /**
     * Writes rows of several kinds, in as few round trips as can be.
     *
     * @param handle the connection
     * @param kinds the rows, of one kind at least
     * @throws io.maestro.store.LeaseLostException if this node may not write; nothing is written
     */
    void write(Handle handle, List<Insertion.Rows<?>> kinds);

    /**
     * Tells whether rows of so many kinds are written by a single statement, which needs no transaction around it.
     *
     * @param kinds the number of kinds
     * @return true if so
     */
    boolean writesAtOnce(int kinds);

    /**
     * Deletes the attempts of visits.
     *
     * @param handle the connection, in a transaction
     * @param visits the visits
     * @return what the column {@code children} of these attempts held, where it held something
     */
    List<String> drop(Handle handle, List<DroppedVisits> visits);

    /**
     * Allocates numbers of instances. Until the transaction ends nobody else gets any of these workflows.
     *
     * @param handle the connection, in a transaction
     * @param wanted how many of which workflow; with 0 none is allocated, but others are kept from it
     * @return the counter of each workflow
     */
    Map<WorkflowId, Counter> allocate(Handle handle, SortedMap<WorkflowId, Integer> wanted);

    /**
     * Tells whether a transaction must not be undone that has allocated numbers while others wait for them. What is likely to be there
     * already is then looked up first.
     *
     * @return true if others may lose what they allocate next
     */
    boolean losesNumbers();

    /**
     * Sees to it that no number is allocated again that a run has, after {@link #allocate} has locked the counters.
     *
     * @param handle the connection, in a transaction
     * @param workflows the workflows
     */
    void mend(Handle handle, Collection<WorkflowId> workflows);

    /**
     * What is known of a workflow under the lock that {@link #allocate} takes.
     *
     * @param last the last number that was allocated
     * @param strategy the run strategy of its newest version
     * @param deleted up to which version all were deleted
     */
    record Counter(long last, RunStrategy strategy, long deleted) {

        /** The columns that are read. */
        public static final String COLUMNS = "last_instance, strategy, concurrency, deleted";

        /**
         * Reads a counter.
         *
         * @param row has the {@link #COLUMNS}
         * @return the counter
         * @throws SQLException if it cannot be read
         */
        public static Counter read(ResultSet row) throws SQLException {
            var rule = row.getString("strategy");
            return new Counter(
                    row.getLong("last_instance"),
                    rule == null
                            ? RunStrategy.unlimited()
                            : new RunStrategy(RunStrategy.Rule.valueOf(rule), row.getInt("concurrency")),
                    row.getLong("deleted"));
        }
    }

    /**
     * Keeps other nodes from what has certain names until the transaction ends.
     *
     * @param handle the connection, in a transaction
     * @param keys the names, in the order in which everybody locks them
     */
    void lock(Handle handle, List<String> keys);

    /**
     * Returns what tells the transaction that is under way from all others.
     *
     * @param handle the connection, in a transaction
     * @return its mark
     */
    String mark(Handle handle);

    /**
     * Tells whether the transaction that is under way is the same one still.
     *
     * @param handle the connection
     * @param mark what {@link #mark} returned
     * @return false if it has ended, whether another one is under way or not
     */
    boolean isMarked(Handle handle, String mark);

    /**
     * Does what it takes for a commit to outlive what the store promises.
     *
     * @param handle the connection, which has just committed
     */
    void afterCommit(Handle handle);

    /**
     * Has nobody else migrate until the transaction ends.
     *
     * @param handle the connection, in a transaction
     * @param names the tables to migrate
     */
    void lockSchema(Handle handle, Names names);

    /**
     * Tells what kind of failure an exception is.
     *
     * @param failure the exception
     * @return the kind
     */
    Failure failure(SQLException failure);

    /** The kinds of failures that somebody handles. */
    enum Failure {
        /** A row with such a key is there. */
        DUPLICATE,
        /** A column is null that must not be: the run of a row is not there. */
        NO_OWNER,
        /** Others were in the way, or the database had no room; nothing is wrong with the statement. */
        IN_THE_WAY,
        /** The connection is gone or could not be made. */
        DISCONNECTED,
        /** Anything else. */
        OTHER
    }

    /**
     * Returns the kind of failure that the states of the SQL standard tell.
     *
     * @param failure the exception
     * @return the kind
     */
    static Failure standard(SQLException failure) {
        var state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals("23505")) {
            return Failure.DUPLICATE;
        } else if (state.equals("23502")) {
            return Failure.NO_OWNER;
        } else if (state.startsWith("08")) {
            return Failure.DISCONNECTED;
        } else if (state.startsWith("40")) {
            return Failure.IN_THE_WAY;
        } else {
            return Failure.OTHER;
        }
    }
}
