package io.maestro.internal.kernel;

import io.maestro.internal.graph.Graph;
import io.maestro.internal.graph.Loop;
import io.maestro.internal.kernel.StepState.Finished;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run and its steps stand. It changes in place and belongs to one thread at a time, which alone may change it; what is asked of
 * steps that have ended may be asked by others.
 */
final class RunState {

    private final RunPlan plan;
    private final Graph graph;
    private final Scope scope;
    private final StepState[] states;
    private final Frontier frontier;

    /** How steps ended in the pass before the one that is under way; none where there are no cycles. */
    private final @Nullable Finished[] before;

    private final Instant deadline;
    private final UndoSearch search = new UndoSearch();
    private WorkflowRun run;
    private int open;

    /** How many of the open steps wait for nothing but a time, as far as the machine knows. */
    private int waiting;

    RunState(RunPlan plan, WorkflowRun run) {
        this.plan = plan;
        this.graph = plan.graph();
        this.scope = Scope.of(graph, run.restart());
        this.run = run;
        this.deadline = run.startedAt().orElse(run.createdAt()).plus(plan.timeout());
        this.states = new StepState[graph.size()];
        this.before = new @Nullable Finished[graph.loops().isEmpty() ? 0 : graph.size()];
        this.frontier = new Frontier(graph, scope, this::beginAgain);
        Arrays.fill(states, StepState.NotReached.NEVER);
    }

    /** Takes in what the facts tell. */
    void fold(History history) {
        for (var loop : graph.loops().all()) {
            history.current(loop.header()).ifPresent(row -> frontier.enter(loop, row.pass()));
        }
        var completed = new ArrayList<Integer>();
        for (int step = 0; step < states.length; step++) {
            int number = step;
            history.newest(step)
                    .ifPresent(row -> states[number] =
                            new StepState.NotReached(row.attempt(), row.visit(), frontier.pass(number)));
            history.current(step).ifPresent(row -> states[number] = Projection.state(row));
            if (before.length > 0) {
                before[step] = history.before(step).map(RunState::finished).orElse(null);
            }
            if (states[step] instanceof Finished finished && finished.status().isComplete()) {
                completed.add(step);
            } else if (isOpen(step)) {
                open++;
                waiting += isWaiting(step) ? 1 : 0;
            }
        }
        // Whoever leads to a header must be counted before its loop may begin again.
        completed.sort(Comparator.comparingInt(history::position));
        for (int step : completed) {
            if (states[step] instanceof Finished finished) {
                frontier.completed(step, finished.transitions());
            }
        }
        frontier.forget();
    }

    private static @Nullable Finished finished(StepAttempt row) {
        return Projection.state(row) instanceof Finished finished ? finished : null;
    }

    /** All steps of the loop have completed. */
    private void beginAgain(Loop loop) {
        for (int i = 0; i < loop.size(); i++) {
            int step = loop.member(i);
            if (states[step] instanceof Finished finished) {
                before[step] = finished;
                states[step] = new StepState.NotReached(
                        finished.attempt(), finished.current().visit(), frontier.pass(step));
            }
        }
    }

    RunPlan plan() {
        return plan;
    }

    Graph graph() {
        return graph;
    }

    Scope scope() {
        return scope;
    }

    Frontier frontier() {
        return frontier;
    }

    /** Returns where the steps stand, by their numbers. Only {@link #become} changes that. */
    StepState[] steps() {
        return states;
    }

    StepState step(int step) {
        return states[step];
    }

    UndoSearch search() {
        return search;
    }

    WorkflowRun run() {
        return run;
    }

    void become(WorkflowRun next) {
        run = next;
    }

    void become(int step, StepState next) {
        open -= isOpen(step) ? 1 : 0;
        waiting -= isWaiting(step) ? 1 : 0;
        states[step] = next;
        open += isOpen(step) ? 1 : 0;
        waiting += isWaiting(step) ? 1 : 0;
    }

    /** Returns the row of the newest attempt of each step that was reached, in the order of the definition. */
    List<StepAttempt> attempts() {
        var rows = new ArrayList<StepAttempt>();
        for (int step = 0; step < states.length; step++) {
            newest(step).ifPresent(rows::add);
        }
        return rows;
    }

    /** Returns the newest attempt of a step that has ended in the pass that is under way. */
    Optional<StepAttempt> ended(int step) {
        return states[step] instanceof Finished finished
                ? Projection.row(run.runId(), graph.id(step), finished)
                : Optional.empty();
    }

    /** Returns the last attempt of a step in the pass before the one that is under way. */
    Optional<StepAttempt> endedBefore(int step) {
        return before.length == 0
                ? Optional.empty()
                : Optional.ofNullable(before[step])
                        .flatMap(finished -> Projection.row(run.runId(), graph.id(step), finished));
    }

    /** Returns as what the run ends by itself, once no step is open. */
    RunStatus outcome() {
        return Outcome.of(run, graph, scope, states);
    }

    Instance view() {
        return new Instance(graph, scope, run, this::newest);
    }

    /** Returns the row of the newest attempt of a step, of the pass before if it was not reached in this one. */
    Optional<StepAttempt> newest(int step) {
        return Projection.row(run.runId(), graph.id(step), states[step]).or(() -> endedBefore(step));
    }

    /** Returns how the leaf steps stand; where a step of a cycle was not reached in this pass, as in the one before. */
    Standing standing() {
        var latest = new ArrayList<StepState>(states.length);
        for (int step = 0; step < states.length; step++) {
            var earlier = before.length == 0 ? null : before[step];
            latest.add(states[step] instanceof StepState.NotReached && earlier != null ? earlier : states[step]);
        }
        return Standing.of(latest).with(scope.kept());
    }

    boolean isPaused() {
        return run.status() == RunStatus.PAUSED;
    }

    /** Tells whether nothing begins before the run is resumed. */
    boolean isHeld() {
        return isPaused() && run.ending().isEmpty();
    }

    boolean hasOpenSteps() {
        return open > 0;
    }

    boolean isOpen(int step) {
        return !(states[step] instanceof StepState.NotReached) && !(states[step] instanceof Finished);
    }

    private boolean isWaiting(int step) {
        return states[step] instanceof StepState.Parked
                || states[step] instanceof StepState.BackingOff
                || states[step] instanceof StepState.Paused;
    }

    /** Returns when the run takes too long. What handles failures and undoes others takes its own time. */
    Instant deadline() {
        return run.windsUp() ? Instant.MAX : deadline;
    }

    /** Returns when the first of the timers rings that the run waits for, if it waits for nothing else. Asked after a decision. */
    Optional<Instant> idleUntil() {
        if (run.status().isTerminal() || open > waiting || (open == 0 && !isPaused())) {
            return Optional.empty();
        }
        var first = deadline();
        for (int step = 0; step < states.length; step++) {
            var timers = new StepTimers(step, plan.rules(step), deadline());
            var next = switch (states[step]) {
                case StepState.Parked parked -> timers.first(parked);
                case StepState.BackingOff backingOff when !isPaused() -> backingOff.until();
                default -> first;
            };
            first = next.isBefore(first) ? next : first;
        }
        return Optional.of(first);
    }
}
