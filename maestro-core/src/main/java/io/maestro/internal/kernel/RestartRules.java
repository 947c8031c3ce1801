package io.maestro.internal.kernel;

import io.maestro.definition.FailureMode;
import io.maestro.definition.StepId;
import io.maestro.run.Action;
import io.maestro.run.ActionResult;
import io.maestro.run.ActionTaken;
import io.maestro.run.Children;
import io.maestro.run.RestartNode;
import io.maestro.run.RunStatus;
import io.maestro.run.StepRestart;
import io.maestro.run.WorkflowRun;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what comes of the restart of a step of a run that goes on, or of an iteration that it has started, when nothing is to be done
 * (spec: runtime, sections 6.3, 6.4 and 7.5).
 *
 * @param run the run
 * @param step the step
 * @param mode what a failure of the step does to the run
 */
record RestartRules(WorkflowRun run, StepId step, FailureMode mode) {

    /**
     * Looks at a restart: what did not complete is tried once more, unless the run went on in spite of it or was to end with it. Of a
     * foreach that goes on, one iteration that has ended can run again.
     *
     * @param state where the step stands
     * @param idle whether the step begins only when somebody asks for it
     * @param asked what is asked for
     * @param newest the newest run of what is next on the way below the step, if that has ended
     * @return the answer, or empty if it is allowed and to be done
     */
    Optional<ActionResult> on(StepState state, boolean idle, ActionTaken asked, Optional<Offspring.Child> newest) {
        if (run.status().isTerminal() || run.ending().isPresent() || knows(state, asked)) {
            return ActionRules.onStep(run, step, state, asked);
        }
        var restart = asked.request().restart();
        return switch (state) {
            case StepState.NotReached s when idle -> given(restart);
            case StepState.Finished s -> onFinished(s).or(() -> given(restart));
            case StepState.Delegated s
            when restart.filter(what -> !what.isTarget()).isPresent() ->
                below(s, restart.get().path().getFirst(), newest);
            case StepState s -> ActionRules.onStep(run, step, s, asked);
        };
    }

    private static boolean knows(StepState state, ActionTaken asked) {
        return state instanceof StepState.Tried tried && tried.current().knows(asked);
    }

    private Optional<ActionResult> onFinished(StepState.Finished ended) {
        if (ended.status().isComplete()) {
            return refused("it has ended as " + ended.status()
                    + ", and the run goes on from that; it can be when the run has ended");
        }
        return mode == FailureMode.FAIL_AFTER_RUNNING
                ? Optional.empty()
                : refused("its failure mode is " + mode + " and not FAIL_AFTER_RUNNING");
    }

    /** The params of the run are what it goes on with, and other steps are given something when they are restarted themselves. */
    private Optional<ActionResult> given(Optional<StepRestart> restart) {
        if (restart.isEmpty() || !restart.get().isTarget()) {
            return Optional.empty();
        }
        var order = restart.get().order();
        if (!order.params().isEmpty()) {
            return refused("the run goes on with the params that it has; params can be given to the step");
        }
        return order.skipped().stream()
                .filter(other -> !other.equals(step))
                .findFirst()
                .flatMap(other -> refused("step '" + other + "' cannot be skipped by the restart of this one"));
    }

    private Optional<ActionResult> below(
            StepState.Delegated state, RestartNode next, Optional<Offspring.Child> newest) {
        if (state.current().order().isPresent()) {
            return ActionRules.onOrdered(state.current().order().get(), Action.RESTART, ActionRules.name(run, step));
        }
        if (state.closing().isPresent()) {
            return refused("it is being ended: " + state.closing().get().text());
        }
        if (mode == FailureMode.FAIL_IMMEDIATELY) {
            return refused("its failure mode is FAIL_IMMEDIATELY");
        }
        if (run.status() == RunStatus.PAUSED) {
            return refused("the run is paused");
        }
        return switch (state) {
            case StepState.Searching s -> refused("how its runs stand is being looked up; ask again");
            case StepState.Delegating s -> onRunning(s, next, newest);
        };
    }

    private Optional<ActionResult> onRunning(
            StepState.Delegating state, RestartNode next, Optional<Offspring.Child> newest) {
        if (!(state.offspring() instanceof Window window)
                || !(state.runs() instanceof Children.Iterations runs)
                || !runs.workflow().equals(next.workflow())) {
            return refused("it goes on, and only of a foreach that goes on can an iteration be restarted");
        }
        return newest.map(child -> window.refusal(child, runs))
                .orElseGet(() -> Optional.of("iteration " + next.instance() + " has not ended"))
                .flatMap(this::refused);
    }

    private Optional<ActionResult> refused(String why) {
        return Optional.of(ActionRules.refused(Action.RESTART, ActionRules.name(run, step), why, Set.of()));
    }
}
