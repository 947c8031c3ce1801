package io.maestro.internal.kernel;

import io.maestro.definition.FailureMode;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.StepState.Finished;
import io.maestro.run.Children;
import io.maestro.run.Ending;
import io.maestro.run.Fact;
import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The state of a run and what follows from each event. It changes in place, so that a decision costs no more than the
 * transitions of the steps that it touches; it belongs to one thread at a time.
 *
 * <p>A step is released when the last of its predecessors completes: each step counts down how many it still waits for, and
 * remembers whether a condition that leads to it was true. A predecessor that ends without completing never counts, so what
 * comes after it is never released. The run is over as soon as no step is open.
 */
public final class RunMachine {

    private final RunPlan plan;
    private final Graph graph;
    private final StepState[] states;
    private final int[] waitsFor;
    private final boolean[] satisfied;
    private final Instant deadline;
    private WorkflowRun run;
    private int open;

    private RunMachine(RunPlan plan, WorkflowRun run) {
        this.plan = plan;
        this.graph = plan.graph();
        this.run = run;
        this.deadline = run.startedAt().orElse(run.createdAt()).plus(plan.timeout());
        this.states = new StepState[graph.size()];
        this.waitsFor = new int[graph.size()];
        this.satisfied = new boolean[graph.size()];
        Arrays.fill(states, StepState.NotReached.NEVER);
        for (int step = 0; step < states.length; step++) {
            waitsFor[step] = graph.predecessorCount(step);
            satisfied[step] = waitsFor[step] == 0;
        }
    }

    /**
     * Returns the machine of a run of which nothing has happened yet.
     *
     * @param plan the plan of its definition
     * @param run its row
     * @return the machine, which waits for {@link RunEvent.Started}
     */
    public static RunMachine fresh(RunPlan plan, WorkflowRun run) {
        return new RunMachine(plan, run);
    }

    /**
     * Returns the machine of a run as its facts tell. It is as the one that recorded them was, but that nothing works for it.
     *
     * @param plan the plan of its definition
     * @param run its row
     * @param attempts its attempts' rows, for each step in the order of their numbers
     * @return the machine, which waits for {@link RunEvent.Resumed} unless the run has ended
     */
    public static RunMachine folded(RunPlan plan, WorkflowRun run, List<StepAttempt> attempts) {
        var machine = new RunMachine(plan, run);
        for (var attempt : attempts) {
            int step = machine.graph.number(attempt.step()).orElseThrow();
            machine.states[step] = Projection.state(attempt);
        }
        for (int step = 0; step < machine.states.length; step++) {
            if (machine.states[step] instanceof Finished finished
                    && finished.status().isComplete()) {
                machine.countDown(step, finished);
            } else if (machine.isOpen(step)) {
                machine.open++;
            }
        }
        return machine;
    }

    /** Returns the run's row as it is now. */
    public WorkflowRun run() {
        return run;
    }

    /** Returns the row of the newest attempt of each step that was reached, in the order of the definition. */
    public List<StepAttempt> attempts() {
        var rows = new ArrayList<StepAttempt>();
        for (int step = 0; step < states.length; step++) {
            Projection.row(run.runId(), graph.id(step), states[step]).ifPresent(rows::add);
        }
        return rows;
    }

    /**
     * Returns the output of a step.
     *
     * @param step the number of the step
     * @return its output, or empty if it has not succeeded or has none
     */
    public Optional<Object> outputOf(int step) {
        return states[step] instanceof Finished finished ? finished.output() : Optional.empty();
    }

    /**
     * Returns the newest attempt of a step that has ended.
     *
     * @param step the number of the step
     * @return its row, or empty if it has not ended
     */
    public Optional<StepAttempt> ended(int step) {
        return states[step] instanceof Finished finished
                ? Projection.row(run.runId(), graph.id(step), finished)
                : Optional.empty();
    }

    /** Returns why each step is where it is, in the order of the definition. */
    public List<StepExplanation> explain() {
        return new Explainer(graph, states, run.status().isTerminal()).explain();
    }

    /**
     * Decides what follows from an event, and takes it in.
     *
     * @param event what has happened
     * @return what to record and then to carry out
     */
    public Decision decide(RunEvent event) {
        var turn = new Turn(event.at());
        switch (event) {
            case RunEvent.Started e -> turn.start();
            case RunEvent.OfStep e -> turn.take(e.step(), e.event());
            case RunEvent.EndAsked e -> turn.askEnd(new Ending(e.outcome(), e.reason(), e.at()));
            case RunEvent.Resumed e -> turn.resume();
        }
        turn.settle();
        return turn.decision();
    }

    private boolean isOpen(int step) {
        return !(states[step] instanceof StepState.NotReached) && !(states[step] instanceof Finished);
    }

    /** Tells the successors of a step that it completed. */
    private void countDown(int step, Finished finished) {
        for (int edge = 0; edge < graph.successorCount(step); edge++) {
            int successor = graph.successor(step, edge);
            waitsFor[successor]--;
            satisfied[successor] |= finished.transitions().getOrDefault(graph.id(successor), false);
        }
    }

    /** The handling of one event: collects what follows from it. */
    private final class Turn {
        private final Instant at;
        private final List<Fact> facts = new ArrayList<>(2);
        private final List<Command> commands = new ArrayList<>(2);
        private final ArrayDeque<Integer> released = new ArrayDeque<>();

        Turn(Instant at) {
            this.at = at;
        }

        void start() {
            commands.add(new Command.SetTimer(Timer.ofRun(), deadline));
            releaseAll();
        }

        /** What was released and left no trace begins anew; what left one takes up where it was. */
        void resume() {
            commands.add(new Command.SetTimer(Timer.ofRun(), deadline));
            run.ending().ifPresent(this::endOpenSteps);
            for (int step = 0; step < states.length; step++) {
                if (isOpen(step)) {
                    take(step, new StepEvent.Resumed(at));
                }
            }
            released.clear();
            releaseAll();
        }

        void askEnd(Ending ending) {
            if (run.ending().isEmpty() && !run.status().isTerminal()) {
                run = run.ending(ending);
                facts.add(run);
                endOpenSteps(ending);
            }
        }

        private void releaseAll() {
            for (int step = 0; step < states.length; step++) {
                if (waitsFor[step] == 0 && states[step] instanceof StepState.NotReached) {
                    released.add(step);
                }
            }
        }

        private void endOpenSteps(Ending ending) {
            var status = ending.outcome() == RunStatus.TIMED_OUT ? StepStatus.TIMED_OUT : StepStatus.STOPPED;
            for (int step = 0; step < states.length; step++) {
                if (isOpen(step)) {
                    take(step, new StepEvent.EndAsked(status, ending.reason(), at));
                }
            }
        }

        /** Lets released steps begin, one after the other, and then sees whether the run is over. */
        void settle() {
            while (!released.isEmpty() && run.ending().isEmpty()) {
                int step = released.remove();
                take(step, satisfied[step] ? new StepEvent.Reached(at) : new StepEvent.Unsatisfied(at));
            }
            if (open == 0 && !run.status().isTerminal()) {
                run = run.ended(outcome(), leaves(), at);
                facts.add(run);
                commands.add(new Command.CancelTimer(Timer.ofRun()));
            }
        }

        void take(int step, StepEvent event) {
            var rules = plan.rules(step);
            boolean wasOpen = isOpen(step);
            var decision = new StepDecider(step, rules, plan.stopGrace(), deadline).decide(states[step], event);
            commands.addAll(decision.commands());
            if (!decision.changed()) {
                return;
            }
            states[step] = decision.next();
            open += (isOpen(step) ? 1 : 0) - (wasOpen ? 1 : 0);
            if (Projection.isRecorded(decision.next())) {
                facts.add(Projection.row(run.runId(), graph.id(step), decision.next())
                        .orElseThrow());
            }
            if (decision.next() instanceof Finished finished) {
                finish(step, finished, rules);
            }
        }

        private void finish(int step, Finished finished, StepRules rules) {
            if (finished.status().isComplete()) {
                countDown(step, finished);
                release(step);
            } else if (finished.status() == StepStatus.FATALLY_FAILED
                    && rules.failureMode() == FailureMode.FAIL_IMMEDIATELY) {
                askEnd(new Ending(RunStatus.FAILED, "step '" + graph.id(step) + "' failed", at));
            }
        }

        private void release(int step) {
            for (int edge = 0; edge < graph.successorCount(step); edge++) {
                int successor = graph.successor(step, edge);
                if (waitsFor[successor] == 0) {
                    released.add(successor);
                }
            }
        }

        Decision decision() {
            return facts.isEmpty() && commands.isEmpty() ? Decision.NOTHING : new Decision(facts, commands);
        }
    }

    /** A loop or subworkflow step counts as its runs do, once it has some. */
    private Rollup leaves() {
        var leaves = new Leaves();
        for (var state : states) {
            if (state instanceof Finished finished) {
                var below = finished.children().map(Children::rollup).orElse(Rollup.none());
                if (below.counts().isEmpty()) {
                    leaves.add(finished.status());
                } else {
                    leaves.add(below);
                }
            }
        }
        return leaves.rollup();
    }

    /** How the run ends: what weighs most of its steps' ends and of what was asked for (spec: runtime, section 4.1). */
    private RunStatus outcome() {
        boolean timedOut = false;
        boolean stopped = false;
        boolean through = true;
        for (var state : states) {
            if (state instanceof Finished finished) {
                switch (finished.status()) {
                    case FATALLY_FAILED, INTERNALLY_FAILED -> {
                        return RunStatus.FAILED;
                    }
                    case TIMED_OUT -> timedOut = true;
                    case STOPPED -> stopped = true;
                    default -> {}
                }
            } else {
                through = false;
            }
        }
        var asked = through ? Optional.<RunStatus>empty() : run.ending().map(Ending::outcome);
        if (timedOut || asked.equals(Optional.of(RunStatus.TIMED_OUT))) {
            return RunStatus.TIMED_OUT;
        }
        return stopped || asked.isPresent() ? RunStatus.STOPPED : RunStatus.SUCCEEDED;
    }
}
