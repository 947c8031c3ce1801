package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.event.MaestroEvent;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code of the guide to operating does what it says. */
class OperatingGuideTest {

    private final BlockingQueue<StepAttempt> told = new LinkedBlockingQueue<>();
    private final Maestro maestro = Maestro.builder().listener(this::hear).build();

    private void hear(MaestroEvent event) {
        if (event instanceof MaestroEvent.StepChanged change) {
            told.add(change.attempt());
        }
    }

    @AfterEach
    void close() {
        maestro.close();
    }

    /** Starts a run, and waits until the first attempt of one of its steps stands so. */
    private RunHandle started(Workflow workflow, StepStatus status) throws InterruptedException {
        var run = maestro.register(workflow).start();
        await(status, 1);
        return run;
    }

    private void await(StepStatus status, int number) throws InterruptedException {
        var attempt = told.take();
        while (attempt.status() != status || attempt.attempt() != number) {
            attempt = told.take();
        }
    }

    private static Workflow etl(int version) {
        return Workflow.define("daily-etl", w -> {
            var rows = w.step("rows", ctx -> version);
            w.step("load", rows, count -> count + " rows");
        });
    }

    @Test
    void a_breakpoint_pauses_runs_of_its_version_until_they_are_resumed() throws InterruptedException {
        maestro.register(etl(1));
        maestro.register(Workflow.define("daily-etl", w -> w.step("load", ctx -> 1)));
        maestro.register(etl(1));
        OperatingGuide.lookFirst(maestro);
        var first = started(etl(1), StepStatus.PAUSED);
        var second = started(etl(1), StepStatus.PAUSED);

        OperatingGuide.goOn(maestro, first);

        assertThat(first.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(second.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(maestro.breakpoints().list()).isEmpty();
    }

    /** Throws what it is given, and answers with texts. */
    private static OperatingGuide.Client answering(Object... answers) {
        var left = List.of(answers).iterator();
        return url -> switch (left.next()) {
            case IOException thrown -> throw thrown;
            case RuntimeException thrown -> throw thrown;
            case String text when text.isEmpty() -> List.of();
            case Object text -> List.of(text + " of " + url);
        };
    }

    private static List<StepStatus> statuses(RunHandle run) {
        run.await();
        return run.attempts().stream().map(StepAttempt::status).toList();
    }

    @Test
    void a_step_is_tried_again_after_what_it_says_and_after_an_output_that_is_no_good() throws InterruptedException {
        var client = answering(new IOException("busy"), "", "rows");
        var run = started(OperatingGuide.fetching(client, "here"), StepStatus.USER_FAILED);
        run.step("fetch").retry("ann", "now").orThrow();
        await(StepStatus.USER_FAILED, 2);
        run.step("fetch").retry("ann", "now").orThrow();

        assertThat(statuses(run)).containsExactly(StepStatus.USER_FAILED, StepStatus.USER_FAILED, StepStatus.SUCCEEDED);
    }

    @Test
    void all_else_that_it_throws_is_fatal() throws InterruptedException {
        for (var failure : List.of(new UnknownHostException("here"), new IllegalStateException("no"))) {
            var client = answering(failure, "rows");

            assertThat(statuses(started(OperatingGuide.fetching(client, "here"), StepStatus.FATALLY_FAILED)))
                    .containsExactly(StepStatus.FATALLY_FAILED);
        }
    }
}
