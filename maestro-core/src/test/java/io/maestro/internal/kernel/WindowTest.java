package io.maestro.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.WorkflowId;
import io.maestro.internal.kernel.Offspring.Begin;
import io.maestro.internal.kernel.Offspring.Child;
import io.maestro.internal.kernel.Offspring.Found;
import io.maestro.run.Children;
import io.maestro.run.Children.Iterations;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The iterations of a foreach, after the process has died and where one of them is restarted. */
class WindowTest {

    private static final Iterations RUNS = new Iterations(new WorkflowId("body"), 1, 4, List.of(), Rollup.none());
    private static final Rollup LEAF = new Rollup(Map.of(StepStatus.SUCCEEDED, 1L));

    private final Window window = new Window(4, 2, false);

    private static RunId run(long number, long run) {
        return new RunId(RUNS.workflow(), number, run);
    }

    private static Child child(long number, long run, RunStatus status) {
        return new Child(number, run, status, LEAF, Map.of());
    }

    private void found(RunStatus second) {
        window.found(RUNS, new Found(2, Map.of(second, 1L), Rollup.none(), List.of(), List.of(1L), Map.of()));
    }

    private void ended(long number) {
        window.ended(child(number, 1, RunStatus.SUCCEEDED));
    }

    /** Of four iterations the first has failed, and the second runs. */
    private Iterations restarted(RunStatus first) {
        window.advance();
        window.ended(child(1, 1, first));
        var restarted = RUNS.restarted(run(1, 1));
        window.restart(child(1, 1, first), restarted);
        return restarted;
    }

    @Test
    void one_that_left_no_fact_begins_before_others() {
        found(RunStatus.SUCCEEDED);

        assertThat(window.advance()).containsExactly(new Begin(1, Map.of()), new Begin(3, Map.of()));
    }

    @Test
    void one_that_left_no_fact_begins_even_if_another_has_failed_but_no_new_one_does() {
        found(RunStatus.FAILED);

        assertThat(window.outcome()).isEmpty();
        assertThat(window.advance()).containsExactly(new Begin(1, Map.of()));
        ended(1);
        assertThat(window.advance()).isEmpty();
        assertThat(window.outcome()).contains(RunStatus.FAILED);
    }

    /** Found by {@code NestedPropertyTest}: it waited until the first had ended, although it had its place before the crash. */
    @Test
    void an_iteration_that_a_crash_passed_over_begins_at_once_in_its_place() {
        var strict = new Window(4, 3, true);
        strict.found(RUNS, new Found(3, Map.of(), Rollup.none(), List.of(run(1, 1), run(3, 1)), List.of(2L), Map.of()));

        assertThat(strict.advance()).containsExactly(new Begin(2, Map.of()));
    }

    @Test
    void one_that_is_restarted_begins_at_once_beside_the_others_and_what_it_was_does_not_count() {
        var runs = restarted(RunStatus.FAILED);

        assertThat(window.rollup()).isEqualTo(Rollup.none());
        assertThat(window.advance()).containsExactly(new Begin(1, Map.of()), new Begin(3, Map.of()));
        assertThat(window.running(runs)).containsExactly(run(2, 1), run(3, 1), run(1, 2));
        assertThat(window.advance()).isEmpty();
    }

    @Test
    void the_others_are_through_only_when_the_one_that_is_restarted_is() {
        restarted(RunStatus.FAILED);
        window.advance();
        ended(2);
        ended(3);
        window.advance();
        ended(4);

        assertThat(window.outcome()).isEmpty();
        window.ended(child(1, 2, RunStatus.SUCCEEDED));
        assertThat(window.outcome()).contains(RunStatus.SUCCEEDED);
        assertThat(window.rollup()).isEqualTo(new Rollup(Map.of(StepStatus.SUCCEEDED, 4L)));
    }

    @Test
    void the_end_of_its_run_before_that_is_told_late_changes_nothing() {
        var runs = restarted(RunStatus.FAILED);
        window.advance();

        window.ended(child(1, 1, RunStatus.FAILED));

        assertThat(window.running(runs)).contains(run(1, 2));
        assertThat(window.hasFailed()).isFalse();
    }

    @Test
    void an_end_that_was_not_told_yet_is_known_from_the_restart() {
        window.advance();
        var restarted = RUNS.restarted(run(1, 1));
        assertThat(window.refusal(child(1, 1, RunStatus.FAILED), RUNS)).isEmpty();

        window.restart(child(1, 1, RunStatus.FAILED), restarted);

        assertThat(window.advance()).containsExactly(new Begin(1, Map.of()), new Begin(3, Map.of()));
    }

    @Test
    void a_second_one_is_refused_until_the_first_has_begun() {
        var runs = restarted(RunStatus.FAILED);
        window.advance();
        ended(2);

        assertThat(window.refusal(child(2, 1, RunStatus.SUCCEEDED), runs))
                .contains("iteration 1 is being restarted and has not begun yet; ask again");
        window.began(1);
        assertThat(window.refusal(child(2, 1, RunStatus.SUCCEEDED), runs)).isEmpty();
    }

    @Test
    void what_runs_or_has_not_begun_is_not_restarted() {
        var runs = restarted(RunStatus.FAILED);
        window.advance();
        window.began(1);

        assertThat(window.refusal(child(1, 1, RunStatus.FAILED), runs)).contains("iteration 1 goes on as run 2");
        assertThat(window.refusal(child(4, 1, RunStatus.FAILED), runs)).contains("iteration 4 has not begun");
        assertThat(window.refusal(child(5, 1, RunStatus.FAILED), runs)).contains("iteration 5 has not begun");
    }

    @Test
    void one_that_was_restarted_when_the_process_died_goes_on_beside_the_others() {
        var runs = RUNS.restarted(run(1, 1));
        var unfinished = List.of(run(1, 2), run(2, 1));
        window.found(runs, new Found(2, Map.of(), Rollup.none(), unfinished, List.of(), Map.of()));

        assertThat(window.advance()).containsExactly(new Begin(3, Map.of()));
        assertThat(window.running(runs)).containsExactly(run(2, 1), run(3, 1), run(1, 2));
    }

    @Test
    void one_that_was_to_begin_again_when_the_process_died_begins() {
        var runs = RUNS.restarted(run(1, 1));
        var failed = Map.of(RunStatus.FAILED, 1L);
        window.found(
                runs,
                new Found(
                        2,
                        failed,
                        LEAF,
                        List.of(run(2, 1)),
                        Map.of(),
                        List.of(),
                        List.of(),
                        Optional.of(child(1, 1, RunStatus.FAILED)),
                        Map.of()));

        assertThat(window.outcome()).isEmpty();
        assertThat(window.advance()).containsExactly(new Begin(1, Map.of()), new Begin(3, Map.of()));
        assertThat(window.running(runs)).contains(run(1, 2));
        assertThat(window.rollup()).isEqualTo(Rollup.none());
    }

    @Test
    void its_runs_are_numbered_after_that_of_the_loop_and_its_own() {
        var again = RUNS.restarted(run(1, 1)).restarted(run(1, 2)).restarted(run(2, 1));

        assertThat(again.again()).contains(new Children.Again(2, 2, 3));
        assertThat(again.through()).isEqualTo(3);
    }
}
