package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the guide to what runs when something fails says is so. */
class FailuresGuideTest {

    private record Locks(List<String> log) implements FailuresGuide.Locks {
        @Override
        public String take(String table) {
            return "lock of " + table;
        }

        @Override
        public void release(String lock) {
            log.add("released " + lock);
        }
    }

    private static void broken(String table) {
        throw new IllegalStateException("no space for " + table);
    }

    @Test
    void the_lock_is_given_back_and_somebody_is_called() {
        var log = new CopyOnWriteArrayList<String>();
        var load = FailuresGuide.load(
                new Locks(log), FailuresGuideTest::broken, failures -> log.add("called for " + failures));

        try (var maestro = Maestro.inMemory()) {
            assertThat(maestro.register(load).start().await().status()).isEqualTo(RunStatus.FAILED);
        }

        assertThat(log)
                .containsExactly(
                        "released lock of orders",
                        "called for [step 'load' is FATALLY_FAILED: IllegalStateException: no space for orders]");
    }

    @Test
    void it_is_told_what_failed() {
        var printed = new ByteArrayOutputStream();
        var telling = FailuresGuide.telling(
                FailuresGuideTest::broken, new PrintStream(printed, true, StandardCharsets.UTF_8));

        try (var maestro = Maestro.inMemory()) {
            maestro.register(telling).start().await();
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo("load, attempt 1: IllegalStateException: no space for orders\n");
    }
}
