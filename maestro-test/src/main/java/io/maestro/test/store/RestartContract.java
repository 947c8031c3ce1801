package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Restart;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPolicy;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.RunEnd;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How instances go on as their next runs. */
abstract class RestartContract extends QueryContract {

    private static final WorkflowId W = new WorkflowId("w");
    private static final StepId STEP = new StepId("a");

    private static Restart restart(String request) {
        return new Restart(
                RestartPolicy.FROM_INCOMPLETE,
                Optional.empty(),
                new RestartOrder(
                        request,
                        RestartPolicy.FROM_INCOMPLETE,
                        RestartPolicy.FROM_INCOMPLETE,
                        Map.of(),
                        Map.of(),
                        List.of(),
                        Optional.empty()),
                List.of(),
                Optional.empty(),
                List.of(STEP),
                Rollup.none());
    }

    private static NewRun restarted(RunId before, String request) {
        var like = Samples.next("w");
        return new NewRun(
                new NewRun.Restarted(next(before), request),
                like.definition(),
                like.initiator(),
                like.params(),
                like.at(),
                NewRun.Place.HERE,
                NewRun.Admission.AT_ONCE,
                Optional.of(restart(request)));
    }

    private static RunId next(RunId before) {
        return new RunId(before.workflow(), before.instance(), before.run() + 1);
    }

    private WorkflowRun ended(WorkflowRun run, int second) {
        var ended = run.ended(RunStatus.FAILED, Rollup.none(), Samples.NOW.plusSeconds(second));
        record(ended);
        return ended;
    }

    @Test
    void a_run_that_goes_on_from_another_is_there_with_how_it_does() {
        var first = ended(begin("w"), 1);

        var second = begin(restarted(first.runId(), "r")).getFirst();

        assertTrue(second.fresh());
        assertEquals("w:1:2", second.run().runId().toString());
        assertEquals(Optional.of(restart("r")), second.run().restart());
        assertEquals(Optional.of(second.run()), store().run(second.run().runId()));
        assertEquals(Optional.of(second.run()), store().requested(W, "r"));
    }

    @Test
    void the_newest_run_of_an_instance_is_the_last_that_began() {
        var first = begin("w");
        begin("w");
        assertEquals(Optional.of(first), store().newest(W, 1));
        var second = begin(restarted(first.runId(), "r")).getFirst().run();

        assertEquals(Optional.of(second), store().newest(W, 1));
        assertEquals(Optional.empty(), store().newest(W, 3));
        assertEquals(Optional.empty(), store().newest(new WorkflowId("x"), 1));
    }

    @Test
    void a_request_for_the_next_run_that_is_made_again_means_the_same_run_also_when_others_came_after_it() {
        var first = begin("w");
        var second = begin(restarted(first.runId(), "r")).getFirst().run();
        var third = begin(restarted(second.runId(), "s")).getFirst().run();

        assertEquals(List.of(new Begun(second, false)), begin(restarted(first.runId(), "r")));
        assertEquals(List.of(new Begun(second, false)), begin(restarted(third.runId(), "r")));
    }

    @Test
    void of_two_requests_for_the_next_run_the_first_begins_it() {
        var first = begin("w");

        var both = begin(restarted(first.runId(), "r"), restarted(first.runId(), "s"));
        var late = begin(restarted(first.runId(), "t")).getFirst();

        assertEquals(both.getFirst().run(), both.getLast().run());
        assertEquals(Optional.of(restart("r")), both.getLast().run().restart());
        assertEquals(new Begun(both.getFirst().run(), false), late);
    }

    @Test
    void the_newest_attempt_of_a_step_before_a_run_is_that_of_the_newest_run_that_has_one() {
        var first = begin("w").runId();
        var second = begin(restarted(first, "r")).getFirst().run().runId();
        var third = begin(restarted(second, "s")).getFirst().run().runId();
        var old = Samples.attempt(first, "a", 1, StepStatus.SUCCEEDED);
        var newer = Samples.attempt(first, "a", 2, StepStatus.SUCCEEDED);
        record(old);
        record(newer);
        record(Samples.attempt(second, "b", 1, StepStatus.SUCCEEDED));
        record(Samples.attempt(third, "a", 1, StepStatus.SUCCEEDED));

        assertEquals(Optional.of(newer), store().newestBefore(third, STEP));
        assertEquals(Optional.of(newer), store().newestBefore(second, STEP));
        assertEquals(Optional.empty(), store().newestBefore(first, STEP));
    }

    @Test
    void a_run_is_kept_as_long_as_one_that_goes_on_from_it_and_deleted_with_it() {
        var first = ended(begin("w"), 1);
        var second = begin(restarted(first.runId(), "r")).getFirst().run();
        var other = ended(begin("w"), 2);
        record(Samples.attempt(first.runId(), "a", 1, StepStatus.SUCCEEDED));

        assertEquals(Optional.empty(), store().endAfter(W, 1));
        purge(W, new RunEnd(Samples.NOW.plusSeconds(9), other.runId()), 10);
        assertTrue(store().run(first.runId()).isPresent());
        assertFalse(store().run(other.runId()).isPresent());

        ended(second, 3);
        purge(W, new RunEnd(Samples.NOW.plusSeconds(9), other.runId()), 10);

        assertEquals(Optional.empty(), store().run(second.runId()));
        assertEquals(Optional.empty(), store().run(first.runId()));
        assertEquals(List.of(), store().attempts(first.runId()));
        assertEquals(Optional.empty(), store().newest(W, 1));
    }

    @Test
    void a_run_goes_on_from_another_in_a_transaction_with_facts() {
        var first = begin("w");
        var attempt = Samples.attempt(first.runId(), "a", 1, StepStatus.SUCCEEDED);

        store().commit(new Commit(List.of(restarted(first.runId(), "r")), List.of(attempt)));

        assertEquals(Optional.of(attempt), store().newestBefore(next(first.runId()), STEP));
    }
}
