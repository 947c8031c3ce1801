package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.StartRequest;
import io.maestro.definition.UnknownVersionException;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which version of a workflow is started. */
class VersionTest {

    private final Bench bench = new Bench();

    @BeforeEach
    void register_two() {
        bench.maestro.register(Flow.of("w").step("a"));
        bench.maestro.register(Flow.of("w").step("b"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private long started(String selector) {
        return bench.maestro
                .start("w", StartRequest.plain().version(selector))
                .run()
                .version();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "latest, 2", "LATEST, 2", "active, 1", "default, 1"})
    void a_start_selects_a_version(String selector, long version) {
        bench.maestro.control("w").activate(1, "ann", "as it was");

        assertThat(started(selector)).isEqualTo(version);
    }

    @Test
    void a_start_that_selects_none_takes_the_latest() {
        bench.maestro.control("w").activate(1, "ann", "as it was");

        assertThat(bench.maestro.start("w").run().version()).isEqualTo(2);
    }

    @Test
    void a_version_that_is_registered_is_active_and_one_that_stays_changes_nothing() {
        assertThat(bench.maestro.control("w").active()).contains(2L);
        bench.maestro.control("w").deactivate("ann", "too slow");

        bench.maestro.register(Flow.of("w").step("b"));

        assertThat(bench.maestro.control("w").active()).isEmpty();
        bench.maestro.register(Flow.of("w").step("c"));
        assertThat(bench.maestro.control("w").active()).contains(3L);
    }

    @Test
    void nothing_starts_as_the_active_version_while_there_is_none() {
        bench.maestro.control("w").deactivate("ann", "too slow");

        assertThatThrownBy(() -> started("active"))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessage("no version of workflow 'w' is active; activate one, or name another");
        assertThat(started("default")).isEqualTo(2);
    }

    @Test
    void a_version_that_there_is_not_is_told() {
        assertThatThrownBy(() -> started("3"))
                .hasMessage("version '3' of workflow 'w' is not registered; expected a number, or active, latest or"
                        + " default");
        assertThatThrownBy(() -> started("newest")).isInstanceOf(UnknownVersionException.class);
        assertThatThrownBy(() -> bench.maestro.control("w").activate(3, "ann", "as it was"))
                .isInstanceOf(UnknownVersionException.class);
        assertThatThrownBy(() -> bench.maestro.control("v").deactivate("ann", "too slow"))
                .isInstanceOf(UnknownWorkflowException.class);
    }

    @Test
    void a_subworkflow_step_that_asks_for_the_active_version_fails_while_there_is_none() {
        var above =
                Flow.of("above").subworkflow("call", "w", true).param("subworkflow_version", ParamValue.of("active"));
        assertThat(bench.run(above).status()).isEqualTo(RunStatus.SUCCEEDED);
        bench.maestro.control("w").deactivate("ann", "too slow");

        var run = bench.run(above);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.error(run, "call")).contains("version 'active' of workflow 'w'");
    }
}
