package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.StepId;
import io.maestro.definition.Transition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.step.StepPredicate;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cycle keeps the newest visits of its steps and drops the others, and goes on as if they were there. */
class KeptVisitsTest {

    private final Store rows = Stores.inMemory();
    private final Bench bench = new Bench(builder -> builder.store(rows));

    @AfterEach
    void close() {
        bench.close();
    }

    /** Steps a and b, which are passed through as often as is said, and a last one. */
    private static Flow cycle(int passes, int kept) {
        return Flow.of("w")
                .step("a", context -> context.attempt())
                .step("b", context -> context.attempt())
                .after("a")
                .backTo("a", Integer.MAX_VALUE, before(passes))
                .keeping(kept)
                .step("last", context -> context.output(new StepId("b")))
                .after("b");
    }

    private static StepPredicate before(int pass) {
        return context -> context.attempt() < pass;
    }

    private static List<Integer> visits(RunHandle run, String step) {
        return Bench.attempts(run, step).stream().map(StepAttempt::visit).toList();
    }

    @Test
    void the_newest_visits_of_each_step_are_kept() {
        var run = bench.run(cycle(10, 3));

        assertThat(visits(run, "a")).containsExactly(8, 9, 10);
        assertThat(visits(run, "b")).containsExactly(8, 9, 10);
        assertThat(visits(run, "last")).containsExactly(1);
    }

    @Test
    void visits_passes_and_attempts_are_numbered_on() {
        var run = bench.run(cycle(10, 3));

        assertThat(Bench.attempts(run, "b"))
                .extracting(
                        StepAttempt::pass,
                        StepAttempt::attempt,
                        attempt -> attempt.output().orElseThrow())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(8, 8, 8),
                        org.assertj.core.groups.Tuple.tuple(9, 9, 9),
                        org.assertj.core.groups.Tuple.tuple(10, 10, 10));
    }

    @Test
    void nothing_is_dropped_of_a_cycle_that_is_passed_through_less_often() {
        assertThat(visits(bench.run(cycle(3, 3)), "a")).containsExactly(1, 2, 3);
    }

    @Test
    void the_output_of_the_latest_visit_is_read_after_the_cycle() {
        var run = bench.run(cycle(10, 2));

        assertThat(run.output("b", Integer.class)).contains(10);
        assertThat(run.output("last", Integer.class)).contains(10);
    }

    @Test
    void the_output_of_the_visit_before_is_read_on_the_way_back() {
        var sum = Flow.of("w")
                .step("a", context -> context.attempt() == 1 ? 0 : context.output(new StepId("b")))
                .step("b", context -> (Integer) context.output(new StepId("a")) + context.attempt())
                .after("a")
                .backTo("a", 100, before(10))
                .keeping(2);

        assertThat(bench.run(sum).output("b", Integer.class)).contains(55);
    }

    @Test
    void params_of_the_latest_visit_are_referred_to() {
        var run = bench.run(Flow.of("w")
                .step("a")
                .param("n", ParamDefinition.expression(ParamType.LONG, "step_attempt_id + 0"))
                .step("b")
                .after("a")
                .before("a", "a__n < 10")
                .keeping(2)
                .step("c")
                .when("b", "a__n == 10")
                .param("seen", ParamDefinition.expression(ParamType.LONG, "a__n")));

        assertThat(Bench.attempts(run, "c").getLast().params().get("seen"))
                .extracting(param -> param.value())
                .isEqualTo(ParamValue.of(10));
    }

    @Test
    void the_limit_of_passes_counts_those_that_were_dropped() {
        var run = bench.run(Flow.of("w")
                .step("a")
                .step("b")
                .after("a")
                .backTo("a", 6, context -> true)
                .keeping(2));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(visits(run, "b")).containsExactly(5, 6);
        assertThat(Bench.error(run, "b")).contains("after 6 passes");
    }

    @Test
    void a_step_counts_once_in_the_rollup_whatever_is_kept() {
        var few = bench.run(cycle(10, 2)).run().rollup();
        var all = bench.run(cycle(10, 20)).run().rollup();

        assertThat(few).isEqualTo(all);
        assertThat(few.counts()).isEqualTo(Map.of(StepStatus.SUCCEEDED, 3L));
    }

    @Test
    void a_thousand_visits_are_kept_unless_the_cycle_says_otherwise() {
        int passes = Transition.DEFAULT_KEPT_VISITS + 5;
        var run = bench.run(Flow.of("w").step("a").backTo("a", passes, before(passes)));

        assertThat(visits(run, "a")).hasSize(1_000).startsWith(6).endsWith(1_005);
    }

    @Test
    void all_attempts_of_a_visit_are_dropped_together() {
        var run = bench.run(Flow.of("w")
                .step("a", context -> {
                    if (context.attempt() % 2 == 1) {
                        throw new IllegalStateException("every other time");
                    }
                    return context.attempt();
                })
                .retry(io.maestro.definition.RetryPolicy.fixed(1, java.time.Duration.ofSeconds(1)))
                .backTo("a", 100, before(10))
                .keeping(2));

        assertThat(Bench.attempts(run, "a")).extracting(StepAttempt::attempt).containsExactly(7, 8, 9, 10);
        assertThat(visits(run, "a")).containsExactly(4, 4, 5, 5);
    }

    @Test
    void the_innermost_cycle_around_a_step_says_what_is_kept_of_it() {
        var run = bench.run(Flow.of("w")
                .step("outer")
                .step("inner")
                .after("outer")
                .backTo("inner", 100, context -> context.attempt() % 5 != 0)
                .keeping(7)
                .step("end")
                .after("inner")
                .backTo("outer", 100, before(4))
                .keeping(2));

        assertThat(visits(run, "outer")).containsExactly(3, 4);
        assertThat(visits(run, "end")).containsExactly(3, 4);
        assertThat(visits(run, "inner"))
                .containsExactlyElementsOf(IntStream.rangeClosed(14, 20).boxed().toList());
    }

    @Test
    void iterations_are_dropped_with_the_visit_that_started_them() {
        var three = new ParamValue.LongArray(List.of(1L, 2L, 3L));
        var run = bench.run(Flow.of("w")
                .foreach("each", 2, Map.of("n", three), Flow.of("body").step("inner", context -> 1))
                .backTo("each", 100, before(6))
                .keeping(2));

        assertThat(visits(run, "each")).containsExactly(5, 6);
        assertThat(rows.runs(RunQuery.all().limit(1_000)))
                .filteredOn(child -> child.initiator() instanceof Initiator.ByStep)
                .extracting(child -> ((Initiator.ByStep) child.initiator()).attempt())
                .containsExactlyInAnyOrder(5, 5, 5, 6, 6, 6);
        assertThat(Bench.attempts(run, "each").getLast().children().map(Children::rollup))
                .hasValueSatisfying(rollup -> assertThat(rollup.total()).isEqualTo(3));
    }

    @Test
    void runs_of_subworkflows_are_dropped_with_the_visit_that_started_them() {
        bench.maestro.register(Flow.of("sub").step("inner"));
        bench.run(Flow.of("w")
                .subworkflow("call", "sub", true)
                .backTo("call", 100, before(6))
                .keeping(2));

        assertThat(rows.runs(RunQuery.of("sub")))
                .extracting(child -> child.runId().instance())
                .containsExactly(6L, 5L);
        assertThat(rows.requested(new WorkflowId("sub"), "w:1:1/call/1")).isEmpty();
        assertThat(rows.requested(new WorkflowId("sub"), "w:1:1/call/6")).isPresent();
    }
}
