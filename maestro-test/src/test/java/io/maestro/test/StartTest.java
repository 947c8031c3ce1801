package io.maestro.test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.run.Initiator;
import io.maestro.run.RunStatus;
import io.maestro.store.RunQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starting a run once, however often it is asked for. */
class StartTest {

    private static final StartRequest ORDER = StartRequest.plain().requestId("order-17");

    private final Bench bench = new Bench();
    private final AtomicInteger ran = new AtomicInteger();

    @AfterEach
    void close() {
        bench.close();
    }

    private Flow counting() {
        return Flow.of("w").step("a", context -> ran.incrementAndGet());
    }

    @Test
    void a_request_that_is_repeated_is_answered_with_the_run_that_it_started() {
        var workflow = bench.maestro.register(counting());
        var first = workflow.start(ORDER);
        bench.awaitEnd(first);
        var second = workflow.start(ORDER);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ran).hasValue(1);
    }

    @Test
    void a_request_that_is_repeated_while_its_run_goes_on_is_answered_with_that() {
        var gate = new Gate();
        var workflow = bench.maestro.register(Flow.of("w").step("a", context -> {
            gate.pass();
            return ran.incrementAndGet();
        }));
        var first = workflow.start(ORDER);
        var second = workflow.start(ORDER);
        gate.open();
        bench.awaitEnd(second);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(ran).hasValue(1);
    }

    @Test
    void requests_with_other_ids_without_one_and_of_other_workflows_start_runs_of_their_own() {
        var workflow = bench.maestro.register(counting());
        var other = bench.maestro.register(Flow.of("other").step("a", context -> ran.incrementAndGet()));
        List.of(
                        workflow.start(ORDER),
                        workflow.start(StartRequest.plain().requestId("order-18")),
                        workflow.start(),
                        workflow.start(StartRequest.plain()),
                        other.start(ORDER))
                .forEach(bench::awaitEnd);

        assertThat(ran).hasValue(5);
    }

    @Test
    void a_request_that_is_made_by_many_at_once_starts_one_run() throws Exception {
        var workflow = bench.maestro.register(counting());
        var requests = new ArrayList<Callable<RunHandle>>();
        for (int i = 0; i < 50; i++) {
            requests.add(() -> workflow.start(ORDER));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(requests)) {
                bench.awaitEnd(answer.get());
            }
        }

        assertThat(bench.maestro.runs(RunQuery.of("w"))).hasSize(1);
        assertThat(ran).hasValue(1);
    }

    @Test
    void who_asks_is_recorded_and_seen_by_expressions() {
        var workflow = bench.maestro.register(Flow.of("w")
                .step("a")
                .runParam(
                        "who",
                        ParamDefinition.expression(
                                ParamType.STRING, "params.getFromInstance('INITIATOR_RUNNER_NAME')")));
        var run = workflow.start(StartRequest.plain().by("ann"));
        bench.awaitEnd(run);

        assertThat(run.run().initiator()).isEqualTo(new Initiator.ByHand(Optional.of("ann")));
        assertThat(requireNonNull(run.run().params().get("who")).value().toJava())
                .isEqualTo("ann");
    }

    @Test
    void an_id_of_a_request_is_neither_empty_nor_too_long() {
        assertThatThrownBy(() -> StartRequest.plain().requestId(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the id of a request has 1 to 256 characters, but this one has 0");
        assertThatThrownBy(() -> StartRequest.plain().requestId("x".repeat(257)))
                .hasMessage("the id of a request has 1 to 256 characters, but this one has 257");
    }
}
