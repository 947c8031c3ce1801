package io.maestro.test;

import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.NOT_CREATED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.UNSATISFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.StepId;
import io.maestro.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which steps run, and after which. */
class JoinTest {

    private final Bench bench = new Bench();
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_single_step_runs_and_its_output_is_there() {
        var run = bench.run(Flow.of("one").step("only", context -> 42));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.output("only", Integer.class)).contains(42);
        assertThat(run.attempts()).hasSize(1);
    }

    @Test
    void every_root_runs() {
        var run = bench.run(Flow.of("roots").step("a").step("b").step("c"));

        assertThat(Bench.statuses(run))
                .containsOnly(Map.entry("a", SUCCEEDED), Map.entry("b", SUCCEEDED), Map.entry("c", SUCCEEDED));
    }

    @Test
    void a_chain_runs_in_order() {
        bench.run(Flow.of("chain")
                .step("c", context -> ran.add("c"))
                .after("b")
                .step("b", context -> ran.add("b"))
                .after("a")
                .step("a", context -> ran.add("a")));

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void a_join_waits_for_all_its_predecessors() {
        var gate = new Gate();
        var run = bench.start(Flow.of("join")
                .step("quick")
                .step("slow", context -> {
                    gate.pass();
                    return ran.add("slow");
                })
                .step("join", context -> ran.add("join"))
                .after("quick", "slow"));
        gate.awaitArrival();
        bench.clock.advance(java.time.Duration.ZERO);
        assertThat(Bench.status(run, "join")).isEqualTo(NOT_CREATED);

        gate.open();
        bench.awaitEnd(run);

        assertThat(ran).containsExactly("slow", "join");
    }

    @Test
    void any_true_condition_lets_a_join_run() {
        var run = bench.run(Flow.of("any")
                .step("a")
                .step("b")
                .step("join")
                .after("a", context -> false)
                .after("b", context -> true));

        assertThat(Bench.status(run, "join")).isEqualTo(SUCCEEDED);
    }

    @Test
    void a_step_that_no_condition_leads_to_is_unsatisfied_and_so_is_what_follows() {
        var run = bench.run(Flow.of("dead")
                .step("a")
                .step("b")
                .after("a", context -> false)
                .step("c")
                .after("b")
                .step("d")
                .after("c", context -> {
                    throw new IllegalStateException("must not be evaluated");
                }));

        assertThat(Bench.statuses(run))
                .containsExactlyEntriesOf(new java.util.TreeMap<>(
                        Map.of("a", SUCCEEDED, "b", UNSATISFIED, "c", UNSATISFIED, "d", UNSATISFIED)));
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.attempts(run, "b").getFirst().transitions()).isEqualTo(Map.of(new StepId("c"), false));
        assertThat(Bench.attempts(run, "b").getFirst().startedAt()).isEmpty();
    }

    @Test
    void a_join_runs_although_one_of_its_branches_is_dead() {
        var run = bench.run(Flow.of("half")
                .step("choose")
                .step("dead")
                .after("choose", context -> false)
                .step("live")
                .after("choose", context -> true)
                .step("join")
                .after("dead", "live"));

        assertThat(Bench.status(run, "dead")).isEqualTo(UNSATISFIED);
        assertThat(Bench.status(run, "join")).isEqualTo(SUCCEEDED);
    }

    @Test
    void a_failed_predecessor_keeps_the_join_from_being_created_while_other_branches_go_on() {
        var run = bench.run(Flow.of("failed")
                .step("bad", context -> {
                    throw new IllegalStateException("no");
                })
                .step("good")
                .step("join")
                .after("bad", "good")
                .step("beyond")
                .after("join")
                .step("aside", context -> ran.add("aside"))
                .after("good"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.status(run, "bad")).isEqualTo(FATALLY_FAILED);
        assertThat(Bench.status(run, "join")).isEqualTo(NOT_CREATED);
        assertThat(Bench.status(run, "beyond")).isEqualTo(NOT_CREATED);
        assertThat(ran).containsExactly("aside");
        assertThat(Bench.attempts(run, "join")).isEmpty();
    }

    @Test
    void a_step_with_no_way_but_a_failed_one_is_not_unsatisfied_even_if_another_way_is_false() {
        var run = bench.run(Flow.of("mixed")
                .step("bad", context -> {
                    throw new IllegalStateException("no");
                })
                .step("good")
                .step("join")
                .after("bad")
                .after("good", context -> false));

        assertThat(Bench.status(run, "join")).isEqualTo(NOT_CREATED);
    }

    @Test
    void a_condition_reads_the_output_of_its_own_step_and_is_recorded() {
        var run = bench.run(Flow.of("choice")
                .step("rate", context -> 7)
                .step("high")
                .after("rate", context -> context.output(new StepId("rate")).equals(7))
                .step("low")
                .after("rate", context -> !context.output(new StepId("rate")).equals(7)));

        assertThat(Bench.status(run, "high")).isEqualTo(SUCCEEDED);
        assertThat(Bench.status(run, "low")).isEqualTo(UNSATISFIED);
        assertThat(Bench.attempts(run, "rate").getFirst().transitions())
                .isEqualTo(Map.of(new StepId("high"), true, new StepId("low"), false));
    }

    @Test
    void a_condition_that_throws_fails_the_step_that_it_leaves() {
        var run = bench.run(Flow.of("broken").step("a", context -> 1).step("b").after("a", context -> {
            throw new IllegalStateException("undecidable");
        }));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.status(run, "a")).isEqualTo(io.maestro.run.StepStatus.INTERNALLY_FAILED);
        assertThat(Bench.status(run, "b")).isEqualTo(NOT_CREATED);
        assertThat(Bench.error(run, "a")).isEqualTo("the condition to 'b' failed: IllegalStateException: undecidable");
        assertThat(run.output("a", Integer.class)).isEmpty();
    }
}
