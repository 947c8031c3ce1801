package io.maestro.jdbc;

import static java.util.Objects.requireNonNull;

import io.maestro.jdbc.internal.json.JsonValues;
import io.maestro.jdbc.internal.json.Payloads;
import io.maestro.jdbc.internal.node.Lease;
import io.maestro.jdbc.internal.node.SharedNodes;
import io.maestro.jdbc.internal.sql.Claim;
import io.maestro.jdbc.internal.sql.Dialect;
import io.maestro.jdbc.internal.sql.Fence;
import io.maestro.jdbc.internal.sql.FileClaim;
import io.maestro.jdbc.internal.sql.H2Dialect;
import io.maestro.jdbc.internal.sql.Migrations;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.jdbc.internal.sql.OwnedSessions;
import io.maestro.jdbc.internal.sql.PlainSql;
import io.maestro.jdbc.internal.sql.PooledSessions;
import io.maestro.jdbc.internal.sql.PostgresDialect;
import io.maestro.jdbc.internal.sql.Sessions;
import io.maestro.jdbc.internal.sql.Transactions;
import io.maestro.jdbc.internal.table.Attempts;
import io.maestro.jdbc.internal.table.Breakpoints;
import io.maestro.jdbc.internal.table.Changes;
import io.maestro.jdbc.internal.table.Commits;
import io.maestro.jdbc.internal.table.Definitions;
import io.maestro.jdbc.internal.table.HostLimits;
import io.maestro.jdbc.internal.table.Identity;
import io.maestro.jdbc.internal.table.Inbox;
import io.maestro.jdbc.internal.table.Iterations;
import io.maestro.jdbc.internal.table.Ownership;
import io.maestro.jdbc.internal.table.PermitRows;
import io.maestro.jdbc.internal.table.PermitTable;
import io.maestro.jdbc.internal.table.Purging;
import io.maestro.jdbc.internal.table.Queue;
import io.maestro.jdbc.internal.table.Runs;
import io.maestro.jdbc.internal.table.WakeUps;
import io.maestro.store.StoreException;
import io.maestro.value.ValueCodec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Collects the options of a {@link JdbcStore} and opens it. Not thread-safe. */
public final class JdbcStoreBuilder {

    private static final int DEFAULT_PAYLOAD_LIMIT = 4 * 1024 * 1024;
    private static final int DEFAULT_STEP_TRANSACTIONS = 4;

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    /** Waits for rows that others change, keeps small texts within their rows, and closes the file without moving what is in it. */
    private static final String H2_OPTIONS =
            ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=65536;MAX_COMPACT_TIME=0";

    private Optional<String> schema = Optional.empty();
    private String tablePrefix = "maestro_";
    private Migration migration = Migration.APPLY;
    private Durability durability = Durability.SURVIVES_KILL;
    private Optional<PayloadCodec> payloadCodec = Optional.empty();
    private int payloadLimit = DEFAULT_PAYLOAD_LIMIT;
    private int stepTransactions = DEFAULT_STEP_TRANSACTIONS;
    private Duration leaseLength = Duration.ofSeconds(10);
    private Optional<String> nodeName = Optional.empty();

    JdbcStoreBuilder() {}

    /** Returns what writes values where no option says otherwise. */
    static ValueCodec standardValues() {
        return new JsonValues(DEFAULT_PAYLOAD_LIMIT);
    }

    /**
     * Puts the tables into a schema, which is created if it is not there and migrations are applied. Default: the one that
     * connections have by themselves.
     *
     * @param name at most 30 lower-case letters, digits and {@code _}
     * @return this builder
     */
    public JdbcStoreBuilder schema(String name) {
        schema = Optional.of(name);
        return this;
    }

    /**
     * Sets what the names of tables and indexes begin with. Default: {@code maestro_}.
     *
     * @param prefix at most 30 lower-case letters, digits and {@code _}, or nothing
     * @return this builder
     */
    public JdbcStoreBuilder tablePrefix(String prefix) {
        tablePrefix = requireNonNull(prefix, "prefix");
        return this;
    }

    /**
     * Sets what is done about the tables when the store is opened. Default: {@link Migration#APPLY}.
     *
     * @param what what to do
     * @return this builder
     */
    public JdbcStoreBuilder migration(Migration what) {
        migration = requireNonNull(what, "what");
        return this;
    }

    /**
     * Sets what a commit to an H2 file outlives. Default: {@link Durability#SURVIVES_KILL}. For PostgreSQL it is set in the
     * database.
     *
     * @param what what it outlives
     * @return this builder
     */
    public JdbcStoreBuilder durability(Durability what) {
        durability = requireNonNull(what, "what");
        return this;
    }

    /**
     * Has payloads encoded. Default: they are stored as they are.
     *
     * @param codec encodes and decodes them
     * @return this builder
     */
    public JdbcStoreBuilder payloadCodec(PayloadCodec codec) {
        payloadCodec = Optional.of(codec);
        return this;
    }

    /**
     * Sets how large a value, the params of a run or those of a step may be. A step that returns more fails, saying so; a start
     * with more is refused. Default: 4,194,304.
     *
     * @param characters the largest number of characters of the JSON, positive
     * @return this builder
     */
    public JdbcStoreBuilder payloadLimit(int characters) {
        if (characters < 1) {
            throw new IllegalArgumentException("the payload limit must be positive but was " + characters);
        }
        payloadLimit = characters;
        return this;
    }

    /**
     * Sets how many steps at once may work in a transaction of the database, as {@link
     * io.maestro.step.StepContext#transactionally} has them do; others wait. Each has a connection until its outcome is committed, so a
     * pool needs two more than these, or the store could not go on. Default: 4.
     *
     * @param count how many at most, positive
     * @return this builder
     */
    public JdbcStoreBuilder stepTransactions(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("the number of step transactions must be positive but was " + count);
        }
        stepTransactions = count;
        return this;
    }

    /**
     * Sets how long the other nodes wait for this one to be heard of before they take over its runs. Default: 10 seconds. For
     * PostgreSQL only; a node whose connection is gone is taken for dead sooner.
     *
     * @param length how long, one second at least
     * @return this builder
     */
    public JdbcStoreBuilder lease(Duration length) {
        if (length.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("the lease must last a second at least but was " + length);
        }
        leaseLength = length;
        return this;
    }

    /**
     * Sets what people call this process among the nodes. Default: its number and its host.
     *
     * @param name the name, of 256 characters at most
     * @return this builder
     */
    public JdbcStoreBuilder nodeName(String name) {
        nodeName = Optional.of(name);
        return this;
    }

    /**
     * Opens a store in a file of the embedded database H2.
     *
     * @param file the path of the database without an ending
     * @return the store
     * @throws StoreException if it cannot be opened, for instance because another process has it open
     */
    public JdbcStore h2(Path file) {
        var path = file.toAbsolutePath().normalize();
        if (path.toString().indexOf(';') >= 0) {
            throw new IllegalArgumentException("the path of the store must not hold a ';' but was '" + path + "'");
        }
        var names = names();
        var claim = FileClaim.of(names, path);
        var url = "jdbc:h2:file:" + path + H2_OPTIONS;
        int threads = Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 16);
        var sessions =
                new OwnedSessions(PlainSql.on(Jdbi.create(() -> DriverManager.getConnection(url, "sa", ""))), threads);
        var parts = new Parts(sessions, h2Dialect(names), names, claim);
        return opened(parts, rest -> Optional.empty());
    }

    private H2Dialect h2Dialect(Names names) {
        return new H2Dialect(names, durability == Durability.SURVIVES_POWER_LOSS);
    }

    /**
     * Opens a store in PostgreSQL.
     *
     * @param source where connections come from
     * @return the store
     * @throws StoreException if it cannot be opened
     */
    public JdbcStore postgres(DataSource source) {
        var names = names();
        var lease = new Lease(source, names, nodeName.orElseGet(Claim::node), leaseLength);
        var sessions = new PooledSessions(PlainSql.on(Jdbi.create(() -> autoCommitting(source))));
        var parts = new Parts(sessions, new PostgresDialect(names, lease), names, lease);
        return opened(
                parts,
                rest -> Optional.of(new SharedNodes(
                        lease,
                        rest.transactions(),
                        new Ownership(names, rest.runs()),
                        new Inbox(names, rest.runs().payloads()))));
    }

    /**
     * Returns the SQL that creates the tables in an empty H2 database, for someone to apply by hand.
     *
     * @return SQL
     */
    public String h2Script() {
        return new Migrations(h2Dialect(names()), names()).script();
    }

    /**
     * Returns the SQL that creates the tables in an empty PostgreSQL database, for someone to apply by hand.
     *
     * @return SQL
     */
    public String postgresScript() {
        return new Migrations(new PostgresDialect(names(), new Fence.OfNobody()), names()).script();
    }

    private Names names() {
        return new Names(schema, tablePrefix);
    }

    /** A single statement is committed as it ends, also where the host's pool would leave that to the host. */
    private static Connection autoCommitting(DataSource source) throws SQLException {
        var connection = source.getConnection();
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        return connection;
    }

    /** What differs between the databases. */
    private record Parts(Sessions sessions, Dialect dialect, Names names, Claim claim) {}

    /** What nodes need of the rest. */
    private record Rest(Transactions transactions, Runs runs) {}

    private JdbcStore opened(Parts parts, Function<Rest, Optional<SharedNodes>> nodes) {
        var names = parts.names();
        var dialect = parts.dialect();
        Identity identity;
        try {
            identity = prepared(parts.sessions(), dialect, names, parts.claim());
        } catch (RuntimeException e) {
            parts.sessions().close();
            parts.claim().close();
            throw e;
        }
        var transactions = new Transactions(parts.sessions(), dialect, parts.claim());
        var payloads = new Payloads(payloadCodec, payloadLimit);
        var values = new JsonValues(payloadLimit);
        var runs = new Runs(names, payloads, values);
        var attempts = new Attempts(names, payloads, values);
        var shared = nodes.apply(new Rest(transactions, runs));
        var queue = new Queue(dialect, names, runs, shared.isPresent());
        var tables = new JdbcStore.Tables(
                values,
                new Definitions(names, payloads),
                runs,
                attempts,
                new Iterations(names),
                new WakeUps(names),
                new Purging(names),
                new Breakpoints(names),
                queue,
                new PermitTable(
                        dialect, new PermitRows(names), new HostLimits(names), new Inbox(names, runs.payloads())),
                new Changes(names, queue));
        return new JdbcStore(
                parts.sessions(),
                parts.claim(),
                transactions,
                new Commits(transactions, dialect, runs, attempts, queue, names),
                tables,
                identity,
                stepTransactions,
                shared);
    }

    private Identity prepared(Sessions sessions, Dialect dialect, Names names, Claim claim) {
        var migrations = new Migrations(dialect, names);
        try {
            return sessions.with(handle -> {
                dialect.check(handle);
                switch (migration) {
                    case APPLY -> migrations.apply(handle);
                    case CHECK -> migrations.check(handle);
                }
                claim.enter(handle);
                return Identity.of(handle, names);
            });
        } catch (JdbiException e) {
            throw new StoreException("the store cannot be opened: " + e.getMessage(), e);
        }
    }
}
