package io.maestro.internal.kernel;

import io.maestro.definition.FailureMode;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.kernel.StepState.Asked;
import io.maestro.internal.kernel.StepState.BackingOff;
import io.maestro.internal.kernel.StepState.Concluding;
import io.maestro.internal.kernel.StepState.Delegating;
import io.maestro.internal.kernel.StepState.Ending;
import io.maestro.internal.kernel.StepState.Finished;
import io.maestro.internal.kernel.StepState.NotReached;
import io.maestro.internal.kernel.StepState.Parked;
import io.maestro.internal.kernel.StepState.Running;
import io.maestro.internal.kernel.StepState.Searching;
import io.maestro.internal.kernel.StepState.TookTooLong;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitNeed;
import io.maestro.permit.PermitRequest;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionTaken;
import io.maestro.run.Children;
import io.maestro.run.FailureKind;
import io.maestro.run.Retries;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.Settlement;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.run.Verdict;
import io.maestro.value.JavaValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A step in each of its states, and what may happen to it. */
final class Samples {

    private Samples() {}

    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant T1 = T0.plusSeconds(100);
    static final Duration GRACE = Duration.ofSeconds(30);
    static final HostRules HOST = new HostRules(GRACE, 2);
    static final StepError NO = StepError.of("no");
    static final Retries ONCE = new Retries(1, 0, 0);
    static final Try SECOND = new Try(2, 1, 1, ONCE, 0);

    /** The second attempt, which asks for a permit. */
    static final Try ASKING =
            SECOND.asking(Optional.of(new PermitRequest(T0, 1, List.of(PermitNeed.of(Limit.ofTag("gpu"))))));

    static final Children RUNS = new Children.Iterations(new WorkflowId("iterations"), 1, 3, List.of(), Rollup.none());

    /** Attempt 2 is under way; a failure of any kind may be tried once more but for errors, whose one retry this is. */
    static final StepDecider DECIDER = decider(FailureMode.FAIL_AFTER_RUNNING, retrying(1));

    static final RunId RUN = new RunId(new WorkflowId("w"), 1, 1);

    static RetryPolicy retrying(int limit) {
        return RetryPolicy.fixed(limit, Duration.ofSeconds(5)).retryingTimeouts(limit);
    }

    static StepDecider decider(FailureMode mode, RetryPolicy retry) {
        return decider(mode, retry, Predicate.always(), Duration.ofHours(1));
    }

    static StepDecider decider(FailureMode mode, RetryPolicy retry, Predicate predicate, Duration timeout) {
        var plan = new Steps()
                .step("s", mode, retry, timeout, Map.of("next", predicate))
                .step("next", FailureMode.FAIL_AFTER_RUNNING, RetryPolicy.none(), timeout, Map.of())
                .plan();
        return new StepDecider(RUN, 0, delegating(plan.rules(0)), HOST, T0.plus(Duration.ofDays(1)), Gate.OPEN);
    }

    /** The rules of the step if runs of its own were to do its work. */
    private static StepRules delegating(StepRules rules) {
        return new StepRules(
                rules.timeout(),
                rules.failureMode(),
                rules.retryPolicy(),
                rules.jitter(),
                rules.conditional(),
                rules.allTrue(),
                rules.allFalse(),
                rules.keptVisits(),
                rules.effects(),
                Optional.of(new Delegation.Foreach(Optional.of(2), false)),
                rules.broken(),
                rules.limits());
    }

    static final Running RUNNING = new Running(SECOND, T0);
    static final Parked PARKED = new Parked(SECOND, T0, Map.of(), "job", T0.plusSeconds(7));
    static final Asked ASKED = new Asked(StepStatus.STOPPED, "stopped");
    static final Ending STOPPING = new Ending(SECOND, T0, ASKED);
    static final Ending TIMING_OUT = new Ending(SECOND, T0, new TookTooLong("too long"));
    static final Concluding CONCLUDING = new Concluding(
            SECOND, StepStatus.COMPLETED_WITH_ERROR, Optional.of(T0), Map.of(), Optional.empty(), Optional.of(NO));
    static final BackingOff BACKING_OFF =
            new BackingOff(SECOND, T0, Map.of(), FailureKind.PLATFORM, NO, T0.plusSeconds(1), T0.plusSeconds(6));
    static final Finished FINISHED = new Finished(
            SECOND,
            StepStatus.SUCCEEDED,
            Optional.of(T0),
            T0,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    static final StepState.Committing COMMITTING = new StepState.Committing(FINISHED, T0, Optional.empty());

    /** Three iterations, two of which run. */
    private static Delegating delegating(Optional<StepState.Cause> closing) {
        var window = new Window(3, 2, false);
        window.advance();
        return new Delegating(SECOND, T0, Map.of(), RUNS, window, closing);
    }

    /** Returns a step in each of its states. They change in place, so each is good for one decision. */
    static Map<String, StepState> states() {
        var states = new LinkedHashMap<String, StepState>();
        states.put("NotReached", NotReached.NEVER);
        states.put("Running", RUNNING);
        states.put("CutOff", new StepState.CutOff(SECOND, T0));
        states.put("Unbegun", new StepState.Unbegun(SECOND));
        states.put("AwaitingPermits", new StepState.AwaitingPermits(ASKING));
        states.put("AwaitingPermits paused", new StepState.AwaitingPermits(SECOND));
        states.put("Paused", new StepState.Paused(SECOND));
        states.put("InDoubt", new StepState.InDoubt(SECOND, T0));
        states.put("Committing", COMMITTING);
        states.put("Committing asked", new StepState.Committing(FINISHED, T0, Optional.of(ASKED)));
        states.put("Parked", PARKED);
        states.put("Ending asked", STOPPING);
        states.put("Ending late", TIMING_OUT);
        states.put("Ending ordered", new Ending(SECOND, T0, new StepState.Ordered(taken(Action.KILL))));
        states.put("Concluding", CONCLUDING);
        states.put("Delegating", delegating(Optional.empty()));
        states.put("Delegating closing", delegating(Optional.of(new Asked(StepStatus.STOPPED, "stopped"))));
        states.put("Searching", new Searching(SECOND, T0, Map.of(), RUNS, new ArrayList<>(), Optional.empty()));
        states.put("BackingOff", BACKING_OFF);
        states.put("Finished", FINISHED);
        return states;
    }

    static Map<String, StepEvent> events() {
        var events = new LinkedHashMap<String, StepEvent>();
        events.put("Reached", new StepEvent.Reached(T1));
        events.put("ReachedBefore", new StepEvent.ReachedBefore(T1));
        events.put("Unsatisfied", new StepEvent.Unsatisfied(T1));
        events.put(
                "Succeeded", new StepEvent.Succeeded(SECOND, Map.of(), Optional.of(JavaValue.of("x")), Map.of(), T1));
        events.put(
                "ReadyToCommit",
                new StepEvent.ReadyToCommit(new StepEvent.Succeeded(SECOND, Map.of(), Optional.empty(), Map.of(), T1)));
        events.put("Failed USER", new StepEvent.Failed(SECOND, Map.of(), FailureKind.USER, NO, T1));
        events.put("Failed PLATFORM", new StepEvent.Failed(SECOND, Map.of(), FailureKind.PLATFORM, NO, T1));
        events.put("Failed FATAL", new StepEvent.Failed(SECOND, Map.of(), FailureKind.FATAL, NO, T1));
        events.put("Broke", new StepEvent.Broke(SECOND, Map.of(), NO, T1));
        events.put("Parked", new StepEvent.Parked(SECOND, Map.of(), "new", T1.plusSeconds(9), T1));
        events.put("ConditionsBroke", new StepEvent.ConditionsBroke(SECOND, Map.of(), NO, T1));
        events.put("ConditionsKnown", new StepEvent.ConditionsKnown(SECOND, Map.of(), Map.of(), T1));
        events.put("Opened", new StepEvent.Opened(SECOND, Map.of(), RUNS, T1));
        events.put("Answered", new StepEvent.Answered(SECOND, Map.of(), 1, Map.of(), true, T1));
        events.put("ChildBegan", new StepEvent.ChildBegan(2, new RunId(RUNS.workflow(), 1, 1), T1));
        events.put("ChildEnded", new StepEvent.ChildEnded(2, child(RunStatus.SUCCEEDED), T1));
        events.put("ChildEnded FAILED", new StepEvent.ChildEnded(2, child(RunStatus.FAILED), T1));
        events.put("ChildLost", new StepEvent.ChildLost(2, 1, NO, T1));
        events.put(
                "ChildrenFound",
                new StepEvent.ChildrenFound(
                        2,
                        RUNS,
                        new Offspring.Found(
                                2,
                                Map.of(),
                                Rollup.none(),
                                List.of(new RunId(RUNS.workflow(), 2, 1)),
                                List.of(),
                                Map.of()),
                        T1));
        events.put("Committed", new StepEvent.Committed(2, T1));
        events.put("CommitLost", new StepEvent.CommitLost(2, T1));
        events.put("CommitRefused", new StepEvent.CommitRefused(2, NO, T1));
        events.put("NotBegun", new StepEvent.NotBegun(2, T1));
        for (var kind : Verdict.Kind.values()) {
            events.put("Judged " + kind, new StepEvent.Judged(2, settled(kind), T1));
        }
        events.put("PermitsGranted", new StepEvent.PermitsGranted(2, 1, T1));
        for (var kind : Timer.Kind.values()) {
            events.put("Timer " + kind, new StepEvent.TimerFired(kind, 2, T1));
        }
        for (var action : List.of(Action.STOP, Action.KILL, Action.SKIP)) {
            events.put("OrderAsked " + action, new StepEvent.OrderAsked(taken(action)));
        }
        events.put("GoOnAsked", new StepEvent.GoOnAsked(taken(Action.RETRY), Optional.empty()));
        events.put("Unpaused", new StepEvent.Unpaused(T1));
        events.put("EndAsked", new StepEvent.EndAsked(StepStatus.STOPPED, "enough", T1));
        events.put("Resumed", new StepEvent.Resumed(T1));
        return events;
    }

    static ActionTaken taken(Action action) {
        return new ActionTaken(new ActionRequest("request " + action, action, "ann", "enough"), T1);
    }

    static Settled settled(Verdict.Kind kind) {
        return new Settled(new Settlement(kind, "ann", "she saw it", T1), Optional.empty());
    }

    private static Offspring.Child child(RunStatus status) {
        return new Offspring.Child(1, 1, status, Rollup.none(), Map.of());
    }

    static String told(StepDecision decision) {
        var next = !decision.changed() ? "stays" : told(decision.next());
        return Stream.concat(Stream.of(next), decision.commands().stream().map(Samples::told))
                .collect(Collectors.joining(", "));
    }

    static String told(StepState state) {
        return switch (state) {
            case Finished s -> "Finished " + s.status();
            case BackingOff s -> "BackingOff " + s.kind();
            case StepState.Tried s -> s.getClass().getSimpleName() + " " + s.attempt();
            case NotReached s -> "NotReached";
        };
    }

    static String told(Command command) {
        return switch (command) {
            case Command.SetTimer c ->
                "set " + c.timer().kind() + " +" + Duration.between(T0, c.at()).toSeconds();
            case Command.CancelTimer c -> "cancel " + c.timer().kind();
            case Command.StopJob c -> "stop " + c.jobId();
            case Command.PollWork c -> "poll " + c.jobId();
            case Command.StartWork c -> "start " + c.current().attempt();
            case Command.InterruptWork c -> "interrupt";
            case Command.GiveUpWork c -> "give up";
            case Command.CommitWork c -> "commit";
            case Command.TellInDoubt c -> "tell";
            case Command.EvaluateConditions c -> "evaluate";
            case Command.BeginChild c -> "begin " + c.number();
            case Command.AskCondition c -> "ask " + c.number();
            case Command.StopChildren c ->
                "stop children " + c.runs().stream().map(RunId::instance).toList();
            case Command.FindChildren c -> "find children";
            case Command.FindUndos c -> "find undos";
            case Command.GrantPermits c -> "grant " + c.limits();
        };
    }
}
