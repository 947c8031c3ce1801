package io.maestro.internal.kernel;

import io.maestro.definition.FailureMode;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.StepState.Finished;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Ending;
import io.maestro.run.PermitClaim;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import java.time.Instant;

/** The handling of one event: what it changes, and what follows from that. */
final class Turn {

    private final RunState state;
    private final RunPlan plan;
    private final Graph graph;
    private final Frontier frontier;
    private final Instant at;
    private final Barriers barriers;
    private final Consequences follows = new Consequences();
    private boolean resuming;

    Turn(RunState state, Instant at, Barriers barriers) {
        this.state = state;
        this.plan = state.plan();
        this.graph = state.graph();
        this.frontier = state.frontier();
        this.at = at;
        this.barriers = barriers;
    }

    Decision decide(RunEvent event) {
        switch (event) {
            case RunEvent.Started e -> start();
            case RunEvent.OfStep e -> take(e.step(), e.event());
            case RunEvent.EndAsked e -> askEnd(new Ending(e.outcome(), e.reason(), e.at()));
            case RunEvent.ActionAsked e -> new RunActions(state, this, follows, at).act(e);
            case RunEvent.UndosFound e -> windingUp().undo(e);
            case RunEvent.Resumed e -> resume();
        }
        settle();
        return follows.decision();
    }

    private WindingUp windingUp() {
        return new WindingUp(state, this, follows, at);
    }

    private void start() {
        follows.command(new Command.SetTimer(Timer.ofRun(), state.deadline()));
        releaseAll();
    }

    /** What was released and left no trace begins anew; what left one takes up where it was. */
    private void resume() {
        resuming = true;
        if (!state.run().windsUp()) {
            follows.command(new Command.SetTimer(Timer.ofRun(), state.deadline()));
        }
        state.run()
                .ending()
                .filter(ending -> !ending.windsUp() || state.run().isKilled())
                .ifPresent(this::endOpenSteps);
        for (int step = 0; step < graph.size(); step++) {
            if (state.isOpen(step)) {
                take(step, new StepEvent.Resumed(at));
            }
        }
        frontier.forget();
        releaseAll();
    }

    private void askEnd(Ending ending) {
        // What only undoes is in nobody's way, and takes its own time.
        if (state.run().ending().isEmpty()
                && !state.run().status().isTerminal()
                && !state.run().onlyUndoes()) {
            record(state.run().ending(ending));
            endOpenSteps(ending);
        }
    }

    private void releaseAll() {
        for (int step = 0; step < graph.size(); step++) {
            if (frontier.isReached(step) && state.step(step) instanceof StepState.NotReached) {
                frontier.release(step);
            }
        }
    }

    void endOpenSteps(Ending ending) {
        var status = state.run().isKilled()
                ? StepStatus.FATALLY_FAILED
                : ending.outcome() == RunStatus.TIMED_OUT ? StepStatus.TIMED_OUT : StepStatus.STOPPED;
        for (int step = 0; step < graph.size(); step++) {
            if (state.isOpen(step)) {
                take(step, new StepEvent.EndAsked(status, ending.reason(), at));
            }
        }
    }

    /** Lets released steps begin, one after the other, and then sees whether the run is over. */
    private void settle() {
        while (state.run().ending().isEmpty() && !state.isPaused()) {
            var step = frontier.next();
            if (step.isEmpty()) {
                break;
            }
            take(step.get(), arrival(step.get()));
        }
        if (state.hasOpenSteps()) {
            state.search().forget();
            return;
        }
        boolean isHeld = state.isHeld() && frontier.hasNext();
        if (!isHeld && !state.run().status().isTerminal() && !windingUp().goesOn()) {
            end();
            follows.command(new Command.CancelTimer(Timer.ofRun()));
        }
    }

    /** Whether an instance holds others up does not depend on what was undone of it. */
    private void end() {
        var status = state.view().status(state.outcome());
        var ended = state.run().ended(status, state.standing().leaves(), at);
        record(ended.isBlocking() && ended.onlyUndoes() ? ended.unblocked(Unblocking.ofUndoing(at)) : ended);
    }

    /** Takes in how the run stands now, and has it recorded. */
    void record(WorkflowRun next) {
        state.become(next);
        follows.fact(next);
    }

    /** Begins a step that is not part of the flow: as a step of a cycle that is come to once more, if it has worked before. */
    void begin(int aside) {
        if (state.step(aside) instanceof Finished before) {
            state.become(
                    aside,
                    new StepState.NotReached(before.attempt(), before.current().visit(), 1));
        }
        take(aside, begins(aside));
    }

    private StepEvent arrival(int step) {
        if (!frontier.isSatisfied(step)) {
            return new StepEvent.Unsatisfied(at);
        }
        return begins(step);
    }

    private StepEvent begins(int step) {
        var skip = state.run()
                .restart()
                .flatMap(restart -> restart.skip(graph.id(step), state.run().initiator(), at));
        if (skip.isPresent()) {
            return new StepEvent.OrderAsked(skip.get());
        }
        return resuming ? new StepEvent.ReachedBefore(at) : new StepEvent.Reached(at);
    }

    void take(int step, StepEvent event) {
        var rules = plan.rules(step);
        var decision = new StepDecider(state.run().runId(), step, rules, plan.host(), state.deadline(), gate(step))
                .decide(state.step(step), event);
        follows.commands(decision.commands());
        if (!decision.changed()) {
            return;
        }
        var next = decision.next() instanceof StepState.Committing committing
                ? committing(step, rules, committing)
                : stayingWithinLimits(step, rules, decision.next());
        var before = state.step(step);
        state.become(step, next);
        if (Projection.isRecorded(next, rules)) {
            follows.fact(
                    Projection.row(state.run().runId(), graph.id(step), next).orElseThrow());
        }
        claim(step, before, next);
        if (next instanceof Finished finished) {
            drop(step, finished.current().visit() - rules.keptVisits());
            finish(step, finished, rules);
        }
    }

    private Gate gate(int step) {
        return barriers.isNone() && !state.isPaused()
                ? Gate.OPEN
                : new RunGate(state.run(), graph.id(step), plan.rules(step), barriers);
    }

    /** Permits are asked for, and given back, together with the rows that tell why. */
    private void claim(int step, StepState before, StepState next) {
        var had = StepState.claim(before);
        var has = StepState.claim(next);
        if (next instanceof StepState.AwaitingPermits waiting && has.isPresent()) {
            follows.fact(new PermitClaim(state.run().runId(), graph.id(step), waiting.attempt(), has));
            follows.command(new Command.GrantPermits(has.get().limits()));
        } else if (before instanceof StepState.Tried tried && had.isPresent() && has.isEmpty()) {
            follows.fact(new PermitClaim(state.run().runId(), graph.id(step), tried.attempt(), has));
            follows.command(new Command.GrantPermits(had.get().limits()));
        }
    }

    /** Each visit that ends has the one go that is now one too many, so this costs the same in every pass. */
    private void drop(int step, int through) {
        if (through > 0) {
            follows.drop(new DroppedVisits(state.run().runId(), graph.id(step), through));
        }
    }

    /** The row of the outcome is committed with the work; a step that fails although its work was done commits nothing. */
    private StepState committing(int step, StepRules rules, StepState.Committing ready) {
        if (!(stayingWithinLimits(step, rules, ready.outcome()) instanceof Finished outcome)
                || !outcome.status().isComplete()) {
            return stayingWithinLimits(step, rules, ready.outcome());
        }
        if (!(state.step(step) instanceof StepState.Committing)) {
            var row =
                    Projection.row(state.run().runId(), graph.id(step), outcome).orElseThrow();
            follows.command(new Command.CommitWork(step, row));
        }
        return new StepState.Committing(outcome, ready.startedAt(), ready.asked());
    }

    /** A step that would go back once too often fails instead. */
    private StepState stayingWithinLimits(int step, StepRules rules, StepState next) {
        if (!(next instanceof Finished finished) || !finished.status().isComplete()) {
            return next;
        }
        var headers = frontier.tooFar(step, finished.transitions());
        return headers.isEmpty()
                ? next
                : new StepEnds(state.run().runId(), step, rules).wentTooFar(finished, headers, graph.maxPasses(step));
    }

    private void finish(int step, Finished finished, StepRules rules) {
        if (finished.status().isComplete()) {
            frontier.completed(step, finished.transitions());
        } else if (finished.status() == StepStatus.FATALLY_FAILED
                && rules.failureMode() == FailureMode.FAIL_IMMEDIATELY) {
            askEnd(new Ending(RunStatus.FAILED, "step '" + graph.id(step) + "' failed", at));
        }
    }
}
