package io.maestro.internal.kernel;

import static io.maestro.internal.kernel.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.FailureMode;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionResult;
import io.maestro.run.ActionTaken;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Ending;
import io.maestro.run.Initiator;
import io.maestro.run.RestartNode;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPolicy;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepRestart;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes of each action on runs and steps, wherever they stand. */
class ActionRulesTest {

    private static final WorkflowId WORKFLOW = new WorkflowId("w");

    private static WorkflowRun run(RunStatus status) {
        return new WorkflowRun(
                new RunId(WORKFLOW, 1, 1),
                new DefinitionRef(WORKFLOW, 1, List.of()),
                Initiator.unknown(),
                status,
                Map.of(),
                T0,
                Optional.of(T0),
                status.isTerminal() ? Optional.of(T0) : Optional.empty(),
                Optional.empty(),
                Rollup.none(),
                List.of());
    }

    private static Map<String, WorkflowRun> runs() {
        var runs = new LinkedHashMap<String, WorkflowRun>();
        for (var status : RunStatus.values()) {
            runs.put(status.name(), run(status));
        }
        var going = run(RunStatus.IN_PROGRESS);
        runs.put("stopping", going.ending(new Ending(RunStatus.STOPPED, "enough", T0)));
        runs.put("timing out", going.ending(new Ending(RunStatus.TIMED_OUT, "too long", T0)));
        runs.put(
                "killing",
                going.acted(Samples.taken(Action.KILL), RunStatus.IN_PROGRESS)
                        .ending(new Ending(RunStatus.FAILED, "enough", T0)));
        return runs;
    }

    private static String told(Optional<ActionResult> answer) {
        return answer.map(result -> result.getClass().getSimpleName()).orElse("taken");
    }

    private static String line(String name, Function<Action, Optional<ActionResult>> ask) {
        var byAnswer = new LinkedHashMap<String, List<String>>();
        for (var action : Action.values()) {
            byAnswer.computeIfAbsent(told(ask.apply(action)), key -> new ArrayList<>())
                    .add(action.name());
        }
        byAnswer.remove("Refused");
        return name + ":"
                + byAnswer.entrySet().stream()
                        .map(entry -> " " + entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining());
    }

    @Test
    void a_run_takes_what_it_may_and_refuses_all_else() {
        var lines = runs().entrySet().stream()
                .map(run -> line(
                        run.getKey(),
                        action ->
                                ActionRules.onRun(run.getValue(), new ActionRequest("new", action, "bob", "why not"))));

        assertThat(lines)
                .containsExactly(
                        "CREATED: taken [STOP, KILL]",
                        "IN_PROGRESS: taken [STOP, KILL, PAUSE] Already [RESUME]",
                        "PAUSED: taken [STOP, KILL, RESUME] Already [PAUSE]",
                        "TIMED_OUT:",
                        "STOPPED: Already [STOP]",
                        "FAILED: Already [KILL]",
                        "SUCCEEDED:",
                        "stopping: Already [STOP] taken [KILL]",
                        "timing out: Already [STOP] taken [KILL]",
                        "killing: Already [STOP, KILL]");
    }

    @Test
    void a_step_takes_what_it_may_and_refuses_all_else() {
        var going = run(RunStatus.IN_PROGRESS);
        var states = Samples.states();
        var order = Samples.taken(Action.KILL);
        states.put(
                "Ending ordered", new StepState.Ending(Samples.SECOND.acted(order), T0, new StepState.Ordered(order)));
        var lines = states.entrySet().stream()
                .map(state -> line(
                        state.getKey(),
                        action -> ActionRules.onStep(
                                going,
                                new StepId("s"),
                                state.getValue(),
                                new ActionTaken(new ActionRequest("new", action, "bob", "why not"), T0))));

        assertThat(lines)
                .containsExactly(
                        "NotReached:",
                        "Running: taken [STOP, KILL, SKIP]",
                        "CutOff: taken [STOP, KILL, SKIP]",
                        "Unbegun: taken [STOP, KILL]",
                        "AwaitingPermits: taken [STOP, KILL, SKIP]",
                        "AwaitingPermits paused: taken [STOP, KILL, SKIP]",
                        "Paused: taken [STOP, KILL, SKIP, RESUME]",
                        "InDoubt: taken [STOP, KILL, SKIP]",
                        "Committing:",
                        "Committing asked:",
                        "Parked: taken [STOP, KILL, SKIP]",
                        "Ending asked: taken [STOP, KILL, SKIP]",
                        "Ending late: taken [STOP, KILL, SKIP]",
                        "Ending ordered: Already [KILL]",
                        "Concluding: taken [STOP]",
                        "Delegating: taken [STOP, KILL, SKIP]",
                        "Delegating closing: taken [STOP, KILL, SKIP]",
                        "Searching: taken [STOP, KILL, SKIP]",
                        "BackingOff: taken [STOP, KILL, SKIP, RETRY]",
                        "Finished:");
    }

    @Test
    void only_a_step_that_did_not_complete_and_fails_its_run_in_the_end_is_restarted_while_the_run_goes_on() {
        var lines = new ArrayList<String>();
        Samples.states().forEach((name, state) -> {
            for (var mode : FailureMode.values()) {
                for (boolean idle : List.of(false, true)) {
                    var answer = new RestartRules(run(RunStatus.IN_PROGRESS), new StepId("s"), mode)
                            .on(state, idle, Samples.taken(Action.RESTART), Optional.empty());
                    if (answer.isEmpty()) {
                        lines.add(name + " " + mode + (idle ? " idle" : ""));
                    }
                }
            }
        });

        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "NotReached FAIL_AFTER_RUNNING idle",
                        "NotReached FAIL_IMMEDIATELY idle",
                        "NotReached IGNORE_FAILURE idle");
    }

    private static StepState.Finished ended(StepStatus status) {
        return new StepState.Finished(
                Samples.SECOND,
                status,
                Optional.of(T0),
                T0,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    private static Stream<StepStatus> terminal() {
        return Arrays.stream(StepStatus.values()).filter(StepStatus::isTerminal).filter(status -> !status.isRetried());
    }

    @Test
    void a_step_that_has_ended_takes_nothing_and_tells_who_asks_for_what_it_is_already() {
        var lines = terminal()
                .map(status -> line(
                        status.name(),
                        action -> ActionRules.onStep(
                                run(RunStatus.IN_PROGRESS), new StepId("s"), ended(status), Samples.taken(action))));

        assertThat(lines)
                .containsExactly(
                        "DISABLED:",
                        "UNSATISFIED:",
                        "SKIPPED: Already [SKIP]",
                        "SUCCEEDED:",
                        "COMPLETED_WITH_ERROR:",
                        "FATALLY_FAILED: Already [KILL]",
                        "INTERNALLY_FAILED:",
                        "STOPPED: Already [STOP]",
                        "TIMED_OUT:");
    }

    @Test
    void as_what_a_step_has_ended_decides_with_its_mode_whether_it_is_restarted_while_its_run_goes_on() {
        var lines = new ArrayList<String>();
        terminal().forEach(status -> {
            for (var mode : FailureMode.values()) {
                for (boolean idle : List.of(false, true)) {
                    var answer = new RestartRules(run(RunStatus.IN_PROGRESS), new StepId("s"), mode)
                            .on(ended(status), idle, Samples.taken(Action.RESTART), Optional.empty());
                    if (answer.isEmpty()) {
                        lines.add(status + " " + mode + (idle ? " idle" : ""));
                    }
                }
            }
        });

        assertThat(lines)
                .containsExactly(
                        "FATALLY_FAILED FAIL_AFTER_RUNNING",
                        "FATALLY_FAILED FAIL_AFTER_RUNNING idle",
                        "INTERNALLY_FAILED FAIL_AFTER_RUNNING",
                        "INTERNALLY_FAILED FAIL_AFTER_RUNNING idle",
                        "STOPPED FAIL_AFTER_RUNNING",
                        "STOPPED FAIL_AFTER_RUNNING idle",
                        "TIMED_OUT FAIL_AFTER_RUNNING",
                        "TIMED_OUT FAIL_AFTER_RUNNING idle");
    }

    @Test
    void only_of_a_foreach_that_goes_on_and_does_not_fail_at_once_is_an_iteration_restarted() {
        var order = new RestartOrder(
                "new",
                RestartPolicy.FROM_INCOMPLETE,
                RestartPolicy.FROM_INCOMPLETE,
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty());
        var path = List.of(new RestartNode(Samples.RUNS.workflow(), 1, Optional.empty()));
        var request = new ActionRequest(
                "new", Action.RESTART, "ann", "why not", Optional.of(new StepRestart(order, path, false)));
        var ended = Optional.of(new Offspring.Child(1, 1, RunStatus.FAILED, Rollup.none(), Map.of()));
        var lines = new ArrayList<String>();
        Samples.states().forEach((name, state) -> {
            for (var mode : FailureMode.values()) {
                var rules = new RestartRules(run(RunStatus.IN_PROGRESS), new StepId("s"), mode);
                if (rules.on(state, false, new ActionTaken(request, T0), ended).isEmpty()) {
                    lines.add(name + " " + mode);
                }
            }
        });

        assertThat(lines).containsExactlyInAnyOrder("Delegating FAIL_AFTER_RUNNING", "Delegating IGNORE_FAILURE");
    }

    @Test
    void no_step_takes_anything_of_a_run_that_ends_or_has_ended() {
        for (var run : runs().values()) {
            if (run.ending().isPresent() || run.status().isTerminal()) {
                for (var state : Samples.states().values()) {
                    for (var action : Action.values()) {
                        assertThat(ActionRules.onStep(run, new StepId("s"), state, Samples.taken(action)))
                                .get()
                                .isInstanceOf(ActionResult.Refused.class);
                    }
                }
            }
        }
    }

    @Test
    void a_request_that_comes_twice_is_taken_once() {
        var taken = Samples.taken(Action.RETRY);
        var known = Samples.BACKING_OFF.retriedAt(taken);

        assertThat(ActionRules.onStep(run(RunStatus.IN_PROGRESS), new StepId("s"), known, taken))
                .get()
                .isInstanceOf(ActionResult.Already.class);
        assertThat(ActionRules.onRun(
                        run(RunStatus.IN_PROGRESS).acted(Samples.taken(Action.PAUSE), RunStatus.PAUSED),
                        Samples.taken(Action.PAUSE).request()))
                .get()
                .isInstanceOf(ActionResult.Already.class);
    }

    @Test
    void a_refusal_tells_what_is_possible() {
        var refused = (ActionResult.Refused)
                ActionRules.onRun(run(RunStatus.PAUSED), new ActionRequest("new", Action.UNBLOCK, "bob", "why not"))
                        .orElseThrow();

        assertThat(refused.possible()).containsExactlyInAnyOrder(Action.STOP, Action.KILL, Action.RESUME);
        assertThat(refused.text())
                .isEqualTo("UNBLOCK of run w:1:1 is not possible now, because it is PAUSED; possible is [STOP, KILL,"
                        + " RESUME]");
        assertThat(Arrays.asList(Action.values())).contains(refused.action());
    }
}
