package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.error.NearMiss;
import io.maestro.internal.graph.Graph;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionResult;
import io.maestro.run.ActionTaken;
import io.maestro.run.Ending;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Tells what comes of an action that is asked for when nothing is to be done: because it was done before, or is not allowed now
 * (spec: runtime, sections 6.2 to 6.4).
 */
public final class ActionRules {

    private ActionRules() {}

    /**
     * Looks at an action on a run.
     *
     * @param run the run
     * @param asked what is asked of it
     * @return the answer, or empty if it is allowed and to be done
     */
    public static Optional<ActionResult> onRun(WorkflowRun run, ActionRequest asked) {
        var name = "run " + run.runId();
        var action = asked.action();
        if (run.actions().stream().anyMatch(taken -> taken.request().id().equals(asked.id()))) {
            return already(name + " was asked for this before");
        }
        if (run.status().isTerminal()) {
            return Optional.of(
                    target(action) == run.status()
                            ? new ActionResult.Already(name + " is " + run.status() + " already")
                            : refused(action, name, "it has ended as " + run.status(), Action.on(run.status())));
        }
        if (run.ending().isPresent()) {
            return onEnding(run, run.ending().get(), action, name);
        }
        boolean isSo = (action == Action.PAUSE && run.status() == RunStatus.PAUSED)
                || (action == Action.RESUME && run.status() == RunStatus.IN_PROGRESS);
        if (isSo) {
            return already(name + " is " + run.status() + " already");
        }
        return Action.on(run.status()).contains(action)
                ? Optional.empty()
                : Optional.of(refused(action, name, "it is " + run.status(), Action.on(run.status())));
    }

    /** Whoever kills a run does not wait for those who have stopped it. */
    private static Optional<ActionResult> onEnding(WorkflowRun run, Ending ending, Action action, String name) {
        var why = "it is being ended since " + ending.at() + ": " + ending.reason();
        if (action == Action.KILL && !run.isKilled()) {
            return Optional.empty();
        }
        return action == Action.KILL || action == Action.STOP
                ? already(name + " need not be asked: " + why)
                : Optional.of(refused(action, name, why, run.isKilled() ? Set.of() : Set.of(Action.KILL)));
    }

    /**
     * Looks at an action on a step of a run that has ended.
     *
     * @param run the run
     * @param step the step
     * @param action what is asked of it
     * @return the answer
     */
    public static ActionResult onStepOfEnded(WorkflowRun run, StepId step, Action action) {
        return refused(action, name(run, step), "the run has ended as " + run.status(), Set.of());
    }

    /**
     * Looks at an action on a step of a run that waits for its turn.
     *
     * @param run the run
     * @param step the step
     * @param action what is asked of it
     * @return the answer
     */
    public static ActionResult onStepOfQueued(WorkflowRun run, StepId step, Action action) {
        return refused(action, name(run, step), "the run waits for its turn", Set.of());
    }

    /** Answers an action on a step that there is not. */
    static ActionResult onUnknown(WorkflowRun run, StepId step, Action action, Graph graph) {
        var steps = IntStream.range(0, graph.size())
                .mapToObj(number -> graph.id(number).value())
                .toList();
        var meant = NearMiss.of(step.value(), steps);
        return refused(
                action,
                name(run, step),
                "there is no such step"
                        + meant.map(id -> "; did you mean '" + id + "'?").orElse(""),
                Set.of());
    }

    /** Looks at an action on a step; the answer, or empty if it is allowed and to be done. */
    static Optional<ActionResult> onStep(WorkflowRun run, StepId step, StepState state, ActionTaken asked) {
        var action = asked.action();
        var name = name(run, step);
        if (run.status().isTerminal()) {
            return Optional.of(onStepOfEnded(run, step, action));
        }
        if (run.ending().isPresent() && (!run.windsUp() || run.isKilled())) {
            var why = "the run is being ended: " + run.ending().get().reason();
            return Optional.of(refused(action, name, why, Set.of()));
        }
        return switch (state) {
            case StepState.NotReached s -> Optional.of(refused(action, name, "it was not reached yet", Set.of()));
            case StepState.Tried s when s.current().knows(asked) -> already(name + " was asked for this before");
            case StepState.Finished s -> Optional.of(onFinished(s, action, name));
            case StepState.Concluding s when action == Action.STOP -> Optional.empty();
            case StepState.Tried s
            when s.current().order().isPresent() ->
                onOrdered(s.current().order().get(), action, name);
            case StepState.Tried s
            when action == Action.PAUSE ->
                Optional.of(refused(action, name, "a step is paused by a breakpoint", Set.of()));
            case StepState.Committing s ->
                Optional.of(refused(
                        action, name, "its work is done and is being committed; ask again if that fails", Set.of()));
            case StepState.Concluding s ->
                Optional.of(refused(
                        action, name, "its work is over and its conditions are being evaluated", Set.of(Action.STOP)));
            case StepState.Tried s
            when !action.endsSteps() && run.status() == RunStatus.PAUSED ->
                Optional.of(refused(action, name, "the run is paused", Set.of()));
            case StepState.Tried s -> byStatus(Projection.status(s), action, name);
        };
    }

    /** What can be asked of the step once its run has ended is not for now. */
    private static ActionResult onFinished(StepState.Finished state, Action action, String name) {
        boolean isSo = state.current()
                        .order()
                        .map(ActionTaken::action)
                        .filter(action::equals)
                        .isPresent()
                || ended(action).filter(state.status()::equals).isPresent();
        return isSo
                ? new ActionResult.Already(name + " has ended as " + state.status() + " already")
                : refused(action, name, "it has ended as " + state.status(), Set.of());
    }

    static Optional<ActionResult> onOrdered(ActionTaken order, Action action, String name) {
        var why = "it is being ended since " + order.at() + ", as " + order;
        return order.action() == action
                ? already(name + " need not be asked: " + why)
                : Optional.of(refused(action, name, why, Set.of()));
    }

    private static Optional<ActionResult> byStatus(StepStatus status, Action action, String name) {
        return Action.on(status).contains(action)
                ? Optional.empty()
                : Optional.of(refused(action, name, "it is " + status, Action.on(status)));
    }

    private static RunStatus target(Action action) {
        return switch (action) {
            case STOP -> RunStatus.STOPPED;
            case KILL -> RunStatus.FAILED;
            case PAUSE -> RunStatus.PAUSED;
            case SKIP, RESUME, RETRY, RESTART, UNBLOCK, BYPASS_STEP_DEPENDENCIES -> RunStatus.IN_PROGRESS;
        };
    }

    private static Optional<StepStatus> ended(Action action) {
        return switch (action) {
            case STOP -> Optional.of(StepStatus.STOPPED);
            case KILL -> Optional.of(StepStatus.FATALLY_FAILED);
            case SKIP -> Optional.of(StepStatus.SKIPPED);
            case PAUSE, RESUME, RETRY, RESTART, UNBLOCK, BYPASS_STEP_DEPENDENCIES -> Optional.empty();
        };
    }

    static String name(WorkflowRun run, StepId step) {
        return "step '" + step + "' of run " + run.runId();
    }

    private static Optional<ActionResult> already(String text) {
        return Optional.of(new ActionResult.Already(text));
    }

    static ActionResult.Refused refused(Action action, String name, String why, Set<Action> possible) {
        return new ActionResult.Refused(
                action,
                action + " of " + name + " is not possible now, because " + why
                        + (possible.isEmpty() ? "" : "; possible is " + new TreeSet<>(possible)),
                possible);
    }
}
