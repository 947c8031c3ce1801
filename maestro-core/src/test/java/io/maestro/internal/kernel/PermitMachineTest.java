package io.maestro.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.WorkflowId;
import io.maestro.param.EvaluatedParam;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitNeed;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.DefinitionRef;
import io.maestro.run.FailureKind;
import io.maestro.run.Initiator;
import io.maestro.run.PermitClaim;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the machine does for a step that needs a permit: which rows it asks for, and when it gives permits back. */
class PermitMachineTest {

    private static final Instant T0 = Samples.T0;
    private static final WorkflowId W = new WorkflowId("w");
    private static final Limit OF_W = Limit.ofWorkflow(W);
    private static final Barriers LIMITED = new Barriers(
            Breakpoints.NONE, new RunLimits(Set.of(), Optional.of(PermitNeed.of(OF_W, 1)), Optional.empty()));

    private final RunPlan plan = new Steps()
            .step(
                    "a",
                    FailureMode.FAIL_AFTER_RUNNING,
                    RetryPolicy.fixed(1, Duration.ofSeconds(5)),
                    Duration.ofHours(1),
                    Map.of())
            .plan();
    private final Map<Integer, StepAttempt> rows = new LinkedHashMap<>();
    private WorkflowRun row = new WorkflowRun(
            new RunId(W, 1, 1),
            DefinitionRef.whole(W, 1),
            Initiator.unknown(),
            RunStatus.IN_PROGRESS,
            Map.<String, EvaluatedParam>of(),
            T0,
            Optional.of(T0),
            Optional.empty(),
            Optional.empty(),
            Rollup.none(),
            List.of());
    private RunMachine machine = RunMachine.fresh(plan, row);

    private List<String> take(RunEvent event) {
        return take(event, LIMITED);
    }

    private List<String> take(RunEvent event, Barriers barriers) {
        var decision = machine.decide(event, barriers);
        var told = new ArrayList<String>();
        for (var fact : decision.facts()) {
            switch (fact) {
                case StepAttempt attempt -> {
                    rows.put(attempt.attempt(), attempt);
                    told.add(attempt.status() + " " + attempt.attempt());
                }
                case PermitClaim claim ->
                    told.add(claim.request()
                                    .map(request -> "asks since +"
                                            + Duration.between(T0, request.at()).toSeconds())
                                    .orElse("gives back ")
                            + (claim.request().isPresent() ? "" : claim.attempt()));
                case WorkflowRun run -> {
                    row = run;
                    told.add("run " + run.status());
                }
                default -> throw new AssertionError(fact);
            }
        }
        decision.commands().stream()
                .filter(command -> command instanceof Command.StartWork || command instanceof Command.GrantPermits)
                .forEach(command -> told.add(Samples.told(command)));
        return told;
    }

    private static RunEvent ofStep(StepEvent event) {
        return new RunEvent.OfStep(0, event);
    }

    private static RunEvent granted(int second, int attempt) {
        return granted(second, attempt, 1);
    }

    private static RunEvent granted(int second, int attempt, int turn) {
        return ofStep(new StepEvent.PermitsGranted(attempt, turn, T0.plusSeconds(second)));
    }

    private static RunEvent asked(Action action, int second) {
        return new RunEvent.ActionAsked(
                Optional.empty(),
                new ActionRequest("r" + second, action, "ann", "so"),
                Optional.empty(),
                T0.plusSeconds(second));
    }

    private Try current() {
        var attempt = machine.attempts().getFirst();
        return new Try(attempt.attempt(), 1, 1, attempt.retries(), attempt.recoveries());
    }

    private void crash() {
        machine = RunMachine.folded(plan, row, List.copyOf(rows.values()));
    }

    private static final String GRANT = "grant [workflow 'w']";

    @Test
    void a_step_asks_before_its_work_begins_and_gives_back_with_its_outcome() {
        assertThat(take(new RunEvent.Started(T0))).containsExactly("WAITING_FOR_PERMITS 1", "asks since +0", GRANT);
        assertThat(take(granted(10, 1))).containsExactly("RUNNING 1", "start 1");
        assertThat(machine.attempts().getFirst().startedAt()).contains(T0.plusSeconds(10));
        assertThat(take(ofStep(
                        new StepEvent.Succeeded(current(), Map.of(), Optional.empty(), Map.of(), T0.plusSeconds(20)))))
                .containsExactly("SUCCEEDED 1", "gives back 1", "run SUCCEEDED", GRANT);
        assertThat(take(granted(30, 1))).as("a permit that comes late").isEmpty();
    }

    @Test
    void each_attempt_asks_anew() {
        take(new RunEvent.Started(T0));
        take(granted(10, 1));

        assertThat(take(ofStep(new StepEvent.Failed(
                        current(), Map.of(), FailureKind.PLATFORM, Samples.NO, T0.plusSeconds(20)))))
                .containsExactly("PLATFORM_FAILED 1", "gives back 1", GRANT);
        assertThat(take(ofStep(new StepEvent.TimerFired(Timer.Kind.RETRY, 1, T0.plusSeconds(25)))))
                .containsExactly("WAITING_FOR_PERMITS 2", "asks since +25", GRANT);
        assertThat(take(granted(30, 1))).as("that of the attempt before").isEmpty();
        assertThat(take(granted(30, 2))).containsExactly("RUNNING 2", "start 2");
    }

    @Test
    void who_waits_for_a_permit_when_the_process_dies_asks_again_and_keeps_his_place() {
        take(new RunEvent.Started(T0));
        crash();

        assertThat(take(new RunEvent.Resumed(T0.plusSeconds(50))))
                .containsExactly("WAITING_FOR_PERMITS 1", "asks since +0", GRANT);
        assertThat(take(granted(60, 1, 1))).as("that of the ask before").isEmpty();
        assertThat(take(granted(60, 1, 2))).containsExactly("RUNNING 1", "start 1");
        assertThat(machine.attempts().getFirst().recoveries()).isZero();
    }

    @Test
    void work_that_was_cut_off_needs_a_permit_to_begin_again_and_counts_as_begun_again() {
        take(new RunEvent.Started(T0));
        take(granted(10, 1));
        crash();

        assertThat(take(new RunEvent.Resumed(T0.plusSeconds(50))))
                .containsExactly("WAITING_FOR_PERMITS 1", "asks since +0", GRANT);
        assertThat(take(granted(60, 1, 2))).containsExactly("RUNNING 1", "start 1");
        assertThat(machine.attempts().getFirst().recoveries()).isEqualTo(1);
    }

    @Test
    void a_limit_that_is_gone_when_the_run_goes_on_holds_nobody() {
        take(new RunEvent.Started(T0));
        crash();

        assertThat(take(new RunEvent.Resumed(T0.plusSeconds(50)), Barriers.NONE))
                .containsExactly("gives back 1", "start 1", GRANT);
    }

    @Test
    void a_paused_run_uses_no_permit_and_asks_again_when_it_goes_on() {
        take(new RunEvent.Started(T0));
        assertThat(take(asked(Action.PAUSE, 5))).containsExactly("run PAUSED");

        assertThat(take(granted(10, 1))).containsExactly("WAITING_FOR_PERMITS 1", "gives back 1", GRANT);
        crash();
        assertThat(take(new RunEvent.Resumed(T0.plusSeconds(15)))).containsExactly("WAITING_FOR_PERMITS 1");
        assertThat(take(asked(Action.RESUME, 20)))
                .containsExactly("run IN_PROGRESS", "WAITING_FOR_PERMITS 1", "asks since +20", GRANT);
    }

    @Test
    void what_waits_or_works_when_the_run_is_stopped_gives_back() {
        take(new RunEvent.Started(T0));

        assertThat(take(asked(Action.STOP, 5)))
                .containsExactly("run IN_PROGRESS", "STOPPED 1", "gives back 1", "run STOPPED", GRANT);
    }

    @Test
    void work_that_was_parked_goes_on_with_its_permit_after_a_crash() {
        take(new RunEvent.Started(T0));
        take(granted(10, 1));
        take(ofStep(new StepEvent.Parked(
                current().asking(machine.attempts().getFirst().permits()),
                Map.of(),
                "job",
                T0.plusSeconds(30),
                T0.plusSeconds(20))));
        crash();

        assertThat(take(new RunEvent.Resumed(T0.plusSeconds(50)))).isEmpty();
        assertThat(take(ofStep(
                        new StepEvent.Succeeded(current(), Map.of(), Optional.empty(), Map.of(), T0.plusSeconds(60)))))
                .containsExactly("SUCCEEDED 1", "gives back 1", "run SUCCEEDED", GRANT);
    }
}
