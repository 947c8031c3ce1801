package io.maestro.test;

import static io.maestro.run.StepStatus.SUCCEEDED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.ForkRequest;
import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.definition.FailureMode;
import io.maestro.definition.StepId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.ForkRefusedException;
import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Retention;
import io.maestro.store.RunQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forks of runs that had started others: what they take over stays when the source is gone. */
class ForkBelowTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String SQUARES = "params.getFromForeach('f', 'k', 'square')";

    private final Bench bench =
            new Bench(builder -> builder.retention(Retention.everything().noLongerThan(DAY)));

    /** Knows steps of iterations by their numbers. */
    private final Breakable breakable =
            new Breakable(context -> context.runId().workflow().value().startsWith("maestro_foreach")
                    ? context.stepId().value() + context.runId().instance()
                    : context.stepId().value());

    @AfterEach
    void close() {
        bench.close();
    }

    private static ParamValue numbers(int count) {
        return new ParamValue.LongArray(LongStream.rangeClosed(1, count).boxed().toList());
    }

    private Flow each() {
        return Flow.of("each")
                .step("k", breakable.body())
                .param("square", ParamDefinition.expression(ParamType.LONG, "i * i"))
                .step("k2", breakable.body())
                .after("k");
    }

    private Flow loop() {
        return Flow.of("w")
                .step("a", breakable.body())
                .foreach("f", 2, Map.of("i", numbers(3)), each())
                .after("a")
                .step("sum", breakable.body())
                .param("squares", ParamDefinition.expression(ParamType.LONG_ARRAY, SQUARES))
                .after("f");
    }

    /** Lets the source be deleted by its age, and forks nothing of it any more. */
    private RunHandle forkThatOutlives(RunHandle source, ForkRequest request) {
        bench.clock.advance(DAY.dividedBy(2));
        breakable.ran.clear();
        var fork = source.fork(request);
        bench.awaitEnd(fork);
        bench.clock.advance(DAY.dividedBy(2).plusMinutes(1));
        bench.clock.settle();
        assertThat(bench.maestro.find(source.id())).isEmpty();
        assertThat(bench.maestro.find(fork.id())).isPresent();
        return fork;
    }

    private static Object param(RunHandle run, String step, String name) {
        return requireNonNull(Bench.attempts(run, step).getLast().params().get(name))
                .value()
                .toJava();
    }

    private List<String> ids() {
        return bench.maestro.runs(RunQuery.all()).stream()
                .map(WorkflowRun::runId)
                .map(Object::toString)
                .toList();
    }

    @Test
    void iterations_are_taken_over_with_what_they_recorded() {
        var run = bench.run(loop());

        var fork = forkThatOutlives(run, ForkRequest.from("sum"));

        assertThat(breakable.ran).containsExactly("sum");
        assertThat(param(fork, "sum", "squares")).isEqualTo(List.of(1L, 4L, 9L));
        assertThat(fork.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 8L)));
        var second = fork.child("f", 2).orElseThrow();
        assertThat(second.output("k", String.class)).contains("k2 of run 1");
        assertThat(second.run().initiator().depth()).isEqualTo(1);
    }

    @Test
    void what_is_taken_over_leaves_with_the_fork() {
        var run = bench.run(loop());
        var fork = forkThatOutlives(run, ForkRequest.from("sum"));
        assertThat(ids()).hasSize(4);

        bench.clock.advance(DAY);
        bench.clock.settle();

        assertThat(bench.maestro.find(fork.id())).isEmpty();
        assertThat(ids()).isEmpty();
    }

    @Test
    void a_restart_of_the_fork_gathers_what_was_taken_over() {
        var run = bench.run(loop());
        var fork = forkThatOutlives(run, ForkRequest.from("sum"));

        var next = fork.restartStep("sum", RestartRequest.fromIncomplete());
        bench.awaitEnd(next);

        assertThat(param(next, "sum", "squares")).isEqualTo(List.of(1L, 4L, 9L));
    }

    @Test
    void a_loop_that_was_taken_over_goes_on_in_a_restart_of_the_fork_with_what_did_not_succeed() {
        breakable.broken.add("k22");
        var run = bench.run(Flow.of("w")
                .foreach("f", 1, Map.of("i", numbers(3)), each())
                .mode(FailureMode.IGNORE_FAILURE)
                .step("d", breakable.body())
                .after("f"));
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        var fork = forkThatOutlives(run, ForkRequest.from("d"));
        breakable.broken.clear();
        breakable.ran.clear();

        var next = fork.restartStep("f", RestartRequest.fromIncomplete());
        bench.awaitEnd(next);

        assertThat(breakable.ran).startsWith("k22").endsWith("d").doesNotContain("k1", "k21", "k2");
        assertThat(next.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void an_iteration_that_was_taken_over_can_be_restarted() {
        var run = bench.run(loop());
        var fork = forkThatOutlives(run, ForkRequest.from("sum"));
        breakable.ran.clear();

        var next = fork.child("f", 3).orElseThrow().restart(RestartRequest.fromBeginning());
        bench.awaitEnd(next);

        assertThat(next.id()).isEqualTo(fork.id().next());
        assertThat(breakable.ran).containsExactly("k3", "k23", "sum");
    }

    @Test
    void a_loop_that_is_named_or_did_not_complete_begins_anew() {
        breakable.broken.add("k22");
        var run = bench.run(loop());
        breakable.broken.clear();
        breakable.ran.clear();

        var fork = run.fork(ForkRequest.from("f"));
        bench.awaitEnd(fork);

        assertThat(breakable.ran).hasSize(7).contains("k1", "k2", "k3", "sum").doesNotContain("a");
        assertThat(param(fork, "sum", "squares")).isEqualTo(List.of(1L, 4L, 9L));
    }

    @Test
    void iterations_of_several_runs_are_taken_over_as_they_stand() {
        breakable.broken.add("k22");
        var first = bench.run(loop());
        breakable.broken.clear();
        var run = first.restart(RestartRequest.fromIncomplete());
        bench.awaitEnd(run);

        var fork = forkThatOutlives(run, ForkRequest.from("sum"));

        assertThat(param(fork, "sum", "squares")).isEqualTo(List.of(1L, 4L, 9L));
        assertThat(fork.child("f", 1).orElseThrow().id().run()).isEqualTo(1);
        assertThat(fork.child("f", 2).orElseThrow().id().run()).isEqualTo(2);
    }

    @Test
    void loops_within_loops_and_whiles_are_taken_over() {
        var inner = Flow.of("inner")
                .foreach("g", 1, Map.of("j", numbers(2)), Flow.of("deep").step("k", breakable.body()));
        var turn = Flow.of("turn")
                .step("t", breakable.body())
                .param("n", ParamDefinition.expression(ParamType.LONG, "n + 1"));
        var run = bench.run(Flow.of("w")
                .foreach("f", 1, Map.of("i", numbers(2)), inner)
                .whileLoop("l", "n < 2", Map.of("n", ParamValue.of(0)), turn)
                .after("f")
                .step("d", breakable.body())
                .after("l"));

        var fork = forkThatOutlives(run, ForkRequest.from("d"));

        assertThat(breakable.ran).containsExactly("d");
        var deep = fork.child("f", 2).flatMap(child -> child.child("g", 1)).orElseThrow();
        assertThat(deep.output("k", String.class)).isPresent();
        assertThat(deep.run().initiator().depth()).isEqualTo(2);
        assertThat(fork.child("l", 2)).isPresent();
        assertThat(ids()).hasSize(1 + 2 + 4 + 2);
    }

    @Test
    void a_subworkflow_is_taken_over_and_begins_a_new_instance_when_it_runs_again() {
        bench.maestro.register(
                Flow.of("sub").step("k", breakable.body()).param("v", ParamDefinition.literal(ParamValue.of(7))));
        var run = bench.run(Flow.of("w")
                .subworkflow("s", "sub", true)
                .step("d", breakable.body())
                .param("seen", ParamDefinition.expression(ParamType.LONG, "params.getFromSubworkflow('s', 'k', 'v')"))
                .after("s"));

        var fork = forkThatOutlives(run, ForkRequest.from("d"));

        assertThat(breakable.ran).containsExactly("d");
        assertThat(param(fork, "d", "seen")).isEqualTo(7L);
        assertThat(fork.child("s", 1).orElseThrow().output("k", String.class)).contains("k of run 1");
        breakable.ran.clear();
        var next = fork.restartStep("s", RestartRequest.fromIncomplete());
        bench.awaitEnd(next);
        assertThat(breakable.ran).containsExactly("k", "d");
        assertThat(next.child("s", 1).orElseThrow().id()).hasToString("sub:2:1");
    }

    @Test
    void an_iteration_cannot_be_forked_and_a_subworkflow_can() {
        bench.maestro.register(Flow.of("sub")
                .step("k", breakable.body())
                .step("k2", breakable.body())
                .after("k"));
        var run = bench.run(loop().subworkflow("s", "sub", true));

        assertThatThrownBy(() -> run.child("f", 1).orElseThrow().planFork(ForkRequest.from("k")))
                .isInstanceOf(ForkRefusedException.class)
                .hasMessageEndingWith("it is an iteration of a loop; fork the run in which the loop is");
        breakable.ran.clear();
        var fork = run.child("s", 1).orElseThrow().fork(ForkRequest.from("k2"));
        bench.awaitEnd(fork);
        assertThat(fork.id()).hasToString("sub:2:1");
        assertThat(fork.run().initiator().depth()).isZero();
        assertThat(breakable.ran).containsExactly("k2");
    }

    @Test
    void more_than_can_be_taken_over_at_once_is_refused() {
        var run = bench.run(Flow.of("w")
                .foreach("f", 100, Map.of("i", numbers(5_001)), Flow.of("each").step("k"))
                .step("d")
                .after("f"));

        assertThat(run.planFork(ForkRequest.from("d")).refusals())
                .containsExactly("there are more than 10000 attempts and runs in what it would take over; "
                        + "fork from an earlier step");
        assertThat(run.planFork(ForkRequest.from("f")).step(new StepId("f"))).isPresent();
    }
}
