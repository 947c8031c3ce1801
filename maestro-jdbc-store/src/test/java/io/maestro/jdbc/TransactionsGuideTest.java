package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to transactions quotes is code that compiles, and does what it says. */
class TransactionsGuideTest {

    private static final Path MODULE = Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-jdbc-store");
    private static final Path GUIDE = MODULE.toAbsolutePath().resolveSibling("docs/guide/transactions.md");
    private static final Path CODE = MODULE.resolve("src/test/java/io/maestro/jdbc/TransactionsGuide.java");
    private static final Pattern REGION =
            Pattern.compile("(?s)// region: (?<name>[a-z0-9-]+)\\n(?<code>.*?)\\n *// end\\n");
    private static final Pattern QUOTE =
            Pattern.compile("(?s)<!-- region: (?<name>[a-z0-9-]+) -->\\n```java\\n(?<code>.*?)\\n?```\\n");

    @TempDir
    private Path folder;

    private static Map<String, String> blocks(Path file, Pattern pattern) throws IOException {
        var blocks = new TreeMap<String, String>();
        pattern.matcher(Files.readString(file))
                .results()
                .forEach(block -> blocks.put(
                        block.group("name"), block.group("code").stripIndent().strip()));
        return blocks;
    }

    @Test
    void the_guide_quotes_the_regions() throws IOException {
        assertThat(blocks(GUIDE, QUOTE)).hasSize(7).isEqualTo(blocks(CODE, REGION));
    }

    private JdbcStore open() {
        return JdbcStore.h2(folder.resolve("store"));
    }

    private static Maestro maestro(JdbcStore store) {
        return Maestro.builder().store(store).drainLimit(Duration.ZERO).build();
    }

    @Test
    void the_examples_run_and_a_payment_that_is_cut_off_is_settled() throws Exception {
        var paying = new CountDownLatch(1);
        var payments = new AtomicInteger();
        var workflow = TransactionsGuide.workflow(item -> {
            payments.incrementAndGet();
            paying.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            throw new IllegalStateException("the application ends");
        });
        var store = open();
        var log = new ArrayList<String>();
        try (var first = maestro(store);
                var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "sa", "");
                var statement = connection.createStatement()) {
            statement.execute("create table stock (item varchar(99), amount bigint)");
            statement.execute("insert into stock values ('lamp', 5)");
            statement.execute("create table log (line varchar(99))");
            first.register(workflow);
            TransactionsGuide.start(first, store, connection);
            paying.await();
        }
        var again = open();
        try (var second = maestro(again)) {
            second.register(workflow);
            var run = second.runs(io.maestro.store.RunQuery.of("ship")).getFirst();
            var handle = second.find(run.runId()).orElseThrow();
            assertThat(TransactionsGuide.settle(handle)).isTrue();
            assertThat(handle.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(handle.output("pay", String.class)).contains("paid");
            try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "sa", "");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select line from log union all select item || ' ' || amount from stock")) {
                while (rows.next()) {
                    log.add(rows.getString(1));
                }
            }
        }

        assertThat(payments).hasValue(1);
        assertThat(log).containsExactlyInAnyOrder("order 17", "lamp", "booked lamp", "lamp 3");
    }
}
