package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nodes in processes of their own that are killed, stopped for longer than their lease lasts, cut off, and closed: all runs end, and
 * whatever is recorded of a run was written by the node to which it belonged then. Triggers in the database watch that, which share
 * no code with the store.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NodesOutliveFailuresTest {

    /** What goes by the name of a node is its connections. */
    private static final String WATCH = """
            create table {schema}.trespass (what text, writer text, owner text);
            create function {schema}.owner_of(bigint) returns text language sql as
              'select n.name from {schema}.maestro_workflow_run r join {schema}.maestro_node n on n.id = r.node where r.id = $1';
            create function {schema}.watch_attempt() returns trigger language plpgsql as $$
              begin
                if current_setting('application_name') is distinct from {schema}.owner_of(new.run_id) then
                  insert into {schema}.trespass values (new.step_id, current_setting('application_name'), {schema}.owner_of(new.run_id));
                end if;
                return new;
              end $$;
            create trigger watch after insert or update on {schema}.maestro_step_attempt
              for each row execute function {schema}.watch_attempt();
            create function {schema}.watch_run() returns trigger language plpgsql as $$
              begin
                if current_setting('application_name') is distinct from {schema}.owner_of(new.id) then
                  insert into {schema}.trespass values (new.status, current_setting('application_name'), {schema}.owner_of(new.id));
                end if;
                return new;
              end $$;
            create trigger watch after update of status on {schema}.maestro_workflow_run
              for each row execute function {schema}.watch_run();
            """;

    /** How many runs a node starts to show that it works. */
    private static final int SOME = 6;

    private final String schema = Postgres.freshSchema();
    private final List<Node> nodes = new ArrayList<>();

    /** A process, and what it has printed. */
    private static final class Node {
        private final Process process;
        private final Thread reader;
        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final Semaphore news = new Semaphore(0);
        private final ConcurrentLinkedQueue<String> rest = new ConcurrentLinkedQueue<>();

        Node(Process process) {
            this.process = process;
            this.reader = Thread.ofVirtual().start(() -> read(process.inputReader()));
        }

        private void read(BufferedReader printed) {
            printed.lines().forEach(line -> {
                if (line.startsWith("ACK ")) {
                    acknowledged.add(line.substring(4));
                    news.release();
                } else if (!line.startsWith("DO ") && !line.contains(" DEBUG ")) {
                    rest.add(line);
                }
            });
            news.release(SOME);
        }

        /** Lets it start some runs more. */
        void work() throws InterruptedException {
            news.drainPermits();
            news.acquire(SOME);
            assertThat(process.isAlive()).as("%s", rest).isTrue();
        }

        void signal(String name) throws IOException, InterruptedException {
            var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }

        void close() throws IOException, InterruptedException {
            process.outputWriter().close();
            process.waitFor();
            reader.join();
            assertThat(rest).contains("CLOSED");
        }
    }

    private interface Question {
        boolean isSo();
    }

    private static void await(Question question) throws InterruptedException {
        while (!question.isSo()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("it never came to be");
            }
        }
    }

    private Node node(String name, String what) throws IOException {
        var node = new Node(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Member.class.getName(),
                        Postgres.url(),
                        schema,
                        name,
                        what)
                .redirectErrorStream(true)
                .start());
        nodes.add(node);
        return node;
    }

    @BeforeEach
    void watch() throws SQLException {
        JdbcStore.builder().schema(schema).postgres(Postgres.pool()).close();
        execute(WATCH.replace("{schema}", schema));
    }

    @AfterEach
    void end() throws InterruptedException {
        for (var node : nodes) {
            node.process.destroyForcibly().waitFor();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = Postgres.server().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) {
        try (var connection = Postgres.pool().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql.replace("{}", schema + ".maestro_"))) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isAlone(String... names) {
        return Set.copyOf(query("select name from {}node where live")).equals(Set.of(names));
    }

    @Test
    void runs_go_on_when_nodes_fail_and_none_writes_what_is_not_its_own() throws Exception {
        var one = node("one", "run");
        var two = node("two", "run");
        var three = node("three", "run");
        one.work();
        two.work();
        three.work();

        one.process.destroyForcibly().waitFor();
        await(() -> isAlone("two", "three"));
        two.work();

        two.signal("STOP");
        await(() -> isAlone("three"));
        await(() -> query(
                        "select 1 from {}workflow_run r join {}node n on n.id = r.node where r.unfinished and not n.live")
                .isEmpty());
        two.signal("CONT");
        await(() -> isAlone("two", "three"));
        two.work();

        execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'three'");
        three.work();

        two.close();
        three.work();
        three.close();
        var last = node("last", "finish");
        assertThat(last.process.waitFor()).as("%s", last.rest).isZero();

        var ended = Set.copyOf(query(
                "select workflow_id || ':' || instance || ':' || run from {}workflow_run where status = 'SUCCEEDED'"));
        for (var node : List.of(one, two, three)) {
            assertThat(node.acknowledged).isNotEmpty();
            assertThat(ended).containsAll(node.acknowledged);
        }
        assertThat(query("select status from {}workflow_run where status <> 'SUCCEEDED'"))
                .isEmpty();
        assertThat(query("select status from {}step_attempt where status <> 'SUCCEEDED'"))
                .isEmpty();
        assertThat(query("""
                        select r.id from {}workflow_run r where r.workflow_id = 'orders'
                          and (select count(*) from {}step_attempt a where a.run_id = r.id) <> 3""")).isEmpty();
        assertThat(query("select what || ' by ' || writer || ' of ' || coalesce(owner, 'nobody') from " + schema
                        + ".trespass"))
                .isEmpty();
    }
}
