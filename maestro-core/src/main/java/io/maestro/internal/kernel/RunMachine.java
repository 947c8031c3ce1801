package io.maestro.internal.kernel;

import io.maestro.definition.FailureMode;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.graph.Loop;
import io.maestro.internal.kernel.StepState.Finished;
import io.maestro.run.Action;
import io.maestro.run.ActionResult;
import io.maestro.run.ActionTaken;
import io.maestro.run.Compensation;
import io.maestro.run.Compensation.Undo;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Ending;
import io.maestro.run.Fact;
import io.maestro.run.InstanceView;
import io.maestro.run.PermitClaim;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run and what follows from each event. It changes in place, so that a decision costs no more than the
 * transitions of the steps that it touches; it belongs to one thread at a time.
 *
 * <p>A step is released by the {@link Frontier}, when the last of its predecessors has completed; in a cycle again in each pass.
 * The run is over as soon as no step is open.
 */
public final class RunMachine {

    private final RunPlan plan;
    private final Graph graph;
    private final Scope scope;
    private final StepState[] states;
    private final Frontier frontier;

    /** How steps ended in the pass before the one that is under way; none where there are no cycles. */
    private final @Nullable Finished[] before;

    private final Instant deadline;
    private WorkflowRun run;
    private int open;

    /** How many of the open steps wait for nothing but a time, as far as the machine knows. */
    private int waiting;

    private Search search = Search.NOT_BEGUN;
    private int searches;

    /** Whether it is being looked up what there is to undo. */
    private enum Search {
        NOT_BEGUN,
        UNDER_WAY,
        IN_VAIN
    }

    private RunMachine(RunPlan plan, WorkflowRun run) {
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
     * @param attempts its attempts' rows, in the order in which they were first recorded; those of old visits may be missing
     * @return the machine, which waits for {@link RunEvent.Resumed} unless the run has ended
     */
    public static RunMachine folded(RunPlan plan, WorkflowRun run, List<StepAttempt> attempts) {
        var machine = new RunMachine(plan, run);
        machine.fold(new History(plan.graph(), attempts));
        return machine;
    }

    private void fold(History history) {
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
                before[step] = history.before(step).map(RunMachine::finished).orElse(null);
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

    /** Returns the run's row as it is now. */
    public WorkflowRun run() {
        return run;
    }

    /** Returns the row of the newest attempt of each step that was reached, in the order of the definition. */
    public List<StepAttempt> attempts() {
        var rows = new ArrayList<StepAttempt>();
        for (int step = 0; step < states.length; step++) {
            newest(step).ifPresent(rows::add);
        }
        return rows;
    }

    /**
     * Returns the newest attempt of a step that has ended in the pass that is under way.
     *
     * @param step the number of the step
     * @return its row, or empty if it has not ended
     */
    public Optional<StepAttempt> ended(int step) {
        return states[step] instanceof Finished finished
                ? Projection.row(run.runId(), graph.id(step), finished)
                : Optional.empty();
    }

    /**
     * Returns the last attempt of a step in the pass before the one that is under way.
     *
     * @param step the number of the step
     * @return its row, or empty if there was no pass before in which it ended
     */
    public Optional<StepAttempt> endedBefore(int step) {
        return before.length == 0
                ? Optional.empty()
                : Optional.ofNullable(before[step])
                        .flatMap(finished -> Projection.row(run.runId(), graph.id(step), finished));
    }

    /** Returns which steps the run has. It does not change, so any thread may ask. */
    public Scope scope() {
        return scope;
    }

    /** Returns how the instance stands over this run and those before it. */
    public InstanceView instance() {
        return view().view(outcome());
    }

    private RunStatus outcome() {
        return Outcome.of(run, graph, scope, states);
    }

    private Instance view() {
        return new Instance(graph, scope, run, this::newest);
    }

    /** Returns the row of the newest attempt of a step, of the pass before if it was not reached in this one. */
    private Optional<StepAttempt> newest(int step) {
        return Projection.row(run.runId(), graph.id(step), states[step]).or(() -> endedBefore(step));
    }

    /** Returns how the leaf steps stand; where a step of a cycle was not reached in this pass, as in the one before. */
    public Standing standing() {
        var latest = new ArrayList<StepState>(states.length);
        for (int step = 0; step < states.length; step++) {
            var earlier = before.length == 0 ? null : before[step];
            latest.add(states[step] instanceof StepState.NotReached && earlier != null ? earlier : states[step]);
        }
        return Standing.of(latest).with(scope.kept());
    }

    /**
     * Returns what has to see to it that the run goes on.
     *
     * @param before what was to happen before this time and has not is overdue
     * @return it; nothing if the run has ended
     */
    public Attendance attendance(Instant before) {
        return run.status().isTerminal()
                ? new Attendance(List.of(), List.of(), List.of())
                : Attendance.of(graph, states, isPaused(), run.ending().isPresent() ? Instant.MAX : deadline(), before);
    }

    /** Returns why each step is where it is, in the order of the definition. */
    public List<StepExplanation> explain() {
        return new Explainer(graph, scope, states, run, frontier).explain();
    }

    /**
     * Decides what follows from an event where there are no breakpoints and no limits, and takes it in.
     *
     * @param event what has happened
     * @return what to record and then to carry out
     */
    public Decision decide(RunEvent event) {
        return decide(event, Barriers.NONE);
    }

    /**
     * Decides what follows from an event, and takes it in.
     *
     * @param event what has happened
     * @param barriers the breakpoints and limits that may concern the run
     * @return what to record and then to carry out
     */
    public Decision decide(RunEvent event, Barriers barriers) {
        var turn = new Turn(event.at(), barriers);
        switch (event) {
            case RunEvent.Started e -> turn.start();
            case RunEvent.OfStep e -> turn.take(e.step(), e.event());
            case RunEvent.EndAsked e -> turn.askEnd(new Ending(e.outcome(), e.reason(), e.at()));
            case RunEvent.ActionAsked e -> turn.act(e);
            case RunEvent.UndosFound e -> turn.undo(e);
            case RunEvent.Resumed e -> turn.resume();
        }
        turn.settle();
        return turn.decision();
    }

    /** What undoes others takes its own time. */
    private Instant deadline() {
        return run.compensation().isPresent() ? Instant.MAX : deadline;
    }

    private boolean isPaused() {
        return run.status() == RunStatus.PAUSED;
    }

    private boolean isOpen(int step) {
        return !(states[step] instanceof StepState.NotReached) && !(states[step] instanceof Finished);
    }

    private boolean isWaiting(int step) {
        return states[step] instanceof StepState.Parked
                || states[step] instanceof StepState.BackingOff
                || states[step] instanceof StepState.Paused;
    }

    /**
     * Returns until when there is nothing to do for the run, as long as nobody asks for anything: when the first of the timers rings
     * that it waits for. That time has passed while a job is being asked how it is. Asked after a decision.
     *
     * @return the time, or empty if it waits for something else or has ended
     */
    public Optional<Instant> idleUntil() {
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

    /** The handling of one event: collects what follows from it. */
    private final class Turn {
        private final Instant at;
        private final Barriers barriers;
        private final List<Fact> facts = new ArrayList<>(2);
        private final List<Command> commands = new ArrayList<>(2);
        private List<DroppedVisits> dropped = List.of();
        private boolean resuming;
        private Optional<ActionResult> answer = Optional.empty();

        Turn(Instant at, Barriers barriers) {
            this.at = at;
            this.barriers = barriers;
        }

        void start() {
            commands.add(new Command.SetTimer(Timer.ofRun(), deadline));
            releaseAll();
        }

        /** What was released and left no trace begins anew; what left one takes up where it was. */
        void resume() {
            resuming = true;
            if (run.compensation().isEmpty()) {
                commands.add(new Command.SetTimer(Timer.ofRun(), deadline));
            }
            run.ending().filter(ending -> !isUndoing()).ifPresent(this::endOpenSteps);
            for (int step = 0; step < states.length; step++) {
                if (isOpen(step)) {
                    take(step, new StepEvent.Resumed(at));
                }
            }
            frontier.forget();
            releaseAll();
        }

        void askEnd(Ending ending) {
            if (run.ending().isEmpty() && !run.status().isTerminal()) {
                run = run.ending(ending);
                facts.add(run);
                endOpenSteps(ending);
            }
        }

        void act(RunEvent.ActionAsked asked) {
            var taken = new ActionTaken(asked.request(), at);
            if (asked.step().isEmpty()) {
                answer = ActionRules.onRun(run, asked.request());
                if (answer.isEmpty()) {
                    act(taken);
                }
            } else {
                var number = graph.number(asked.step().get());
                answer = number.isPresent()
                        ? answer(number.getAsInt(), taken, asked.newest())
                        : Optional.of(ActionRules.onUnknown(run, asked.step().get(), taken.action(), graph));
                if (answer.isEmpty()) {
                    take(
                            number.orElseThrow(),
                            taken.action().endsSteps()
                                    ? new StepEvent.OrderAsked(taken)
                                    : new StepEvent.GoOnAsked(taken, asked.newest()));
                }
            }
            answer = answer.or(() -> Optional.of(new ActionResult.Taken(taken)));
        }

        private Optional<ActionResult> answer(int step, ActionTaken asked, Optional<Offspring.Child> newest) {
            var id = graph.id(step);
            return asked.action() == Action.RESTART
                    ? new RestartRules(run, id, plan.rules(step).failureMode())
                            .on(states[step], scope.isIdle(step), asked, newest)
                    : ActionRules.onStep(run, id, states[step], asked);
        }

        private void act(ActionTaken taken) {
            switch (taken.action()) {
                case STOP -> end(taken, RunStatus.STOPPED);
                case KILL -> end(taken, RunStatus.FAILED);
                case PAUSE -> pause(taken);
                case RESUME -> unpause(taken);
                case SKIP, RETRY, RESTART, UNBLOCK, BYPASS_STEP_DEPENDENCIES ->
                    throw new IllegalArgumentException("a machine does not carry out " + taken.action() + " of a run");
            }
        }

        /** What runs goes on, also after a crash: what began before is told apart so from what has not begun. */
        private void pause(ActionTaken taken) {
            run = run.acted(taken, RunStatus.PAUSED);
            facts.add(run);
            for (int step = 0; step < states.length; step++) {
                var rules = plan.rules(step);
                if (states[step] instanceof StepState.Running running
                        && !Projection.isRecorded(running, rules)
                        && !rules.isTransactional()) {
                    facts.add(
                            Projection.row(run.runId(), graph.id(step), running).orElseThrow());
                }
            }
        }

        private void unpause(ActionTaken taken) {
            run = run.acted(taken, RunStatus.IN_PROGRESS);
            facts.add(run);
            for (int step = 0; step < states.length; step++) {
                if (isOpen(step)) {
                    take(step, new StepEvent.Unpaused(at));
                }
            }
        }

        private void end(ActionTaken taken, RunStatus outcome) {
            run = run.acted(taken, run.status())
                    .ending(new Ending(outcome, taken.request().reason(), at, run.compensation(), Optional.empty()));
            facts.add(run);
            endOpenSteps(run.ending().orElseThrow());
        }

        private void releaseAll() {
            for (int step = 0; step < states.length; step++) {
                if (frontier.isReached(step) && states[step] instanceof StepState.NotReached) {
                    frontier.release(step);
                }
            }
        }

        private void endOpenSteps(Ending ending) {
            var status = run.isKilled()
                    ? StepStatus.FATALLY_FAILED
                    : ending.outcome() == RunStatus.TIMED_OUT ? StepStatus.TIMED_OUT : StepStatus.STOPPED;
            for (int step = 0; step < states.length; step++) {
                if (isOpen(step)) {
                    take(step, new StepEvent.EndAsked(status, ending.reason(), at));
                }
            }
        }

        /** Lets released steps begin, one after the other, and then sees whether the run is over. */
        void settle() {
            while (run.ending().isEmpty() && !isPaused()) {
                var step = frontier.next();
                if (step.isEmpty()) {
                    break;
                }
                take(step.get(), arrival(step.get()));
            }
            if (open > 0 && search == Search.UNDER_WAY) {
                search = Search.NOT_BEGUN;
            }
            boolean isHeld = isPaused() && run.ending().isEmpty() && frontier.hasNext();
            if (open == 0 && !isHeld && !run.status().isTerminal() && !undoesMore()) {
                run = run.ended(view().status(outcome()), standing().leaves(), at);
                facts.add(run);
                commands.add(new Command.CancelTimer(Timer.ofRun()));
            }
        }

        private boolean isUndoing() {
            return run.compensation().isPresent() && !run.isKilled();
        }

        /** A run that does not succeed has not ended before it is undone what can be. */
        private boolean undoesMore() {
            if (!Undoing.isDue(graph, run, outcome()) || search == Search.IN_VAIN) {
                return false;
            }
            if (run.compensation().isPresent()) {
                return undoesNext();
            }
            boolean isHeld = isPaused() && run.ending().isEmpty();
            if (search == Search.NOT_BEGUN && !isHeld) {
                search = Search.UNDER_WAY;
                commands.add(new Command.FindUndos(++searches));
            }
            return true;
        }

        /**
         * From now on the run is on its way to its end, however long that takes; unless a step has been restarted meanwhile, after which
         * there may be more to undo, or nothing.
         */
        void undo(RunEvent.UndosFound found) {
            if (search == Search.UNDER_WAY && found.search() == searches) {
                search = found.undos().isEmpty() ? Search.IN_VAIN : Search.NOT_BEGUN;
                if (!found.undos().isEmpty() && Undoing.isDue(graph, run, outcome())) {
                    var why = run.ending().orElseGet(() -> new Ending(outcome(), Outcome.reason(graph, states), at));
                    record(why, found.undos());
                }
            }
        }

        private void record(Ending ending, List<Undo> undos) {
            run = run.undoing(ending.after(new Compensation(undos, 0, at)));
            facts.add(run);
            commands.add(new Command.CancelTimer(Timer.ofRun()));
        }

        /** Begins what undoes the next step, unless it works already; false if all is undone, or something could not be. */
        private boolean undoesNext() {
            while (true) {
                switch (Undoing.next(graph, run.compensation().orElseThrow(), states)) {
                    case Undoing.Begins(var step) -> begin(step);
                    case Undoing.GoesFurther(var compensation) -> {
                        run = run.undoing(run.ending().orElseThrow().after(compensation));
                        facts.add(run);
                    }
                    case Undoing.Works works -> {
                        return true;
                    }
                    case Undoing.IsOver over -> {
                        return false;
                    }
                }
            }
        }

        /** It is as a step of a cycle that is come to once more. */
        private void begin(int undoing) {
            if (states[undoing] instanceof Finished before) {
                states[undoing] = new StepState.NotReached(
                        before.attempt(), before.current().visit(), 1);
            }
            take(undoing, begins(undoing));
        }

        private StepEvent arrival(int step) {
            if (!frontier.isSatisfied(step)) {
                return new StepEvent.Unsatisfied(at);
            }
            return begins(step);
        }

        private StepEvent begins(int step) {
            var skip = run.restart().flatMap(restart -> restart.skip(graph.id(step), run.initiator(), at));
            if (skip.isPresent()) {
                return new StepEvent.OrderAsked(skip.get());
            }
            return resuming ? new StepEvent.ReachedBefore(at) : new StepEvent.Reached(at);
        }

        void take(int step, StepEvent event) {
            var rules = plan.rules(step);
            boolean wasOpen = isOpen(step);
            boolean wasWaiting = isWaiting(step);
            var decision = new StepDecider(run.runId(), step, rules, plan.host(), deadline(), gate(step))
                    .decide(states[step], event);
            commands.addAll(decision.commands());
            if (!decision.changed()) {
                return;
            }
            var next = decision.next() instanceof StepState.Committing committing
                    ? committing(step, rules, committing)
                    : stayingWithinLimits(step, rules, decision.next());
            var before = states[step];
            states[step] = next;
            open += (isOpen(step) ? 1 : 0) - (wasOpen ? 1 : 0);
            waiting += (isWaiting(step) ? 1 : 0) - (wasWaiting ? 1 : 0);
            if (Projection.isRecorded(next, rules)) {
                facts.add(Projection.row(run.runId(), graph.id(step), next).orElseThrow());
            }
            claim(step, before, next);
            if (next instanceof Finished finished) {
                drop(step, finished.current().visit() - rules.keptVisits());
                finish(step, finished, rules);
            }
        }

        private Gate gate(int step) {
            return barriers.isNone() && !isPaused()
                    ? Gate.OPEN
                    : new RunGate(run, graph.id(step), plan.rules(step), barriers);
        }

        /** Permits are asked for, and given back, together with the rows that tell why. */
        private void claim(int step, StepState before, StepState next) {
            var had = StepState.claim(before);
            var has = StepState.claim(next);
            if (next instanceof StepState.AwaitingPermits waiting && has.isPresent()) {
                facts.add(new PermitClaim(run.runId(), graph.id(step), waiting.attempt(), has));
                commands.add(new Command.GrantPermits(has.get().limits()));
            } else if (before instanceof StepState.Tried tried && had.isPresent() && has.isEmpty()) {
                facts.add(new PermitClaim(run.runId(), graph.id(step), tried.attempt(), has));
                commands.add(new Command.GrantPermits(had.get().limits()));
            }
        }

        /** Each visit that ends has the one go that is now one too many, so this costs the same in every pass. */
        private void drop(int step, int through) {
            if (through > 0) {
                if (dropped.isEmpty()) {
                    dropped = new ArrayList<>(1);
                }
                dropped.add(new DroppedVisits(run.runId(), graph.id(step), through));
            }
        }

        /** The row of the outcome is committed with the work; a step that fails although its work was done commits nothing. */
        private StepState committing(int step, StepRules rules, StepState.Committing ready) {
            if (!(stayingWithinLimits(step, rules, ready.outcome()) instanceof Finished outcome)
                    || !outcome.status().isComplete()) {
                return stayingWithinLimits(step, rules, ready.outcome());
            }
            if (!(states[step] instanceof StepState.Committing)) {
                var row = Projection.row(run.runId(), graph.id(step), outcome).orElseThrow();
                commands.add(new Command.CommitWork(step, row));
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
                    : new StepEnds(run.runId(), step, rules).wentTooFar(finished, headers, graph.maxPasses(step));
        }

        private void finish(int step, Finished finished, StepRules rules) {
            if (finished.status().isComplete()) {
                frontier.completed(step, finished.transitions());
            } else if (finished.status() == StepStatus.FATALLY_FAILED
                    && rules.failureMode() == FailureMode.FAIL_IMMEDIATELY) {
                askEnd(new Ending(RunStatus.FAILED, "step '" + graph.id(step) + "' failed", at));
            }
        }

        Decision decision() {
            return facts.isEmpty() && commands.isEmpty() && answer.isEmpty()
                    ? Decision.NOTHING
                    : new Decision(facts, dropped, commands, answer);
        }
    }
}
