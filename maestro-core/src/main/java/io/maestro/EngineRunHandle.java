package io.maestro;

import io.maestro.definition.LoopStep;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.engine.Engine;
import io.maestro.internal.engine.Grip;
import io.maestro.internal.engine.LiveRun;
import io.maestro.internal.engine.Restarts;
import io.maestro.internal.engine.Starts;
import io.maestro.internal.kernel.ActionRules;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionResult;
import io.maestro.run.ActionTaken;
import io.maestro.run.Children;
import io.maestro.run.ForkPlan;
import io.maestro.run.InstanceView;
import io.maestro.run.RestartPlan;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.Rollup;
import io.maestro.run.RunAbandonedException;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.RunNotHereException;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepStatus;
import io.maestro.run.TimelineEvent;
import io.maestro.run.Verdict;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Store;
import io.maestro.value.ValueType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A handle to a run: asks the engine while it advances the run, and the store else.
 *
 * @param engine the engine
 * @param store its store
 * @param id the run
 * @param known leads to the run in the engine, if it was live when the handle was made
 */
record EngineRunHandle(Engine engine, Store store, RunId id, Optional<Grip> known) implements RunHandle {

    /** Returns the handle to a run, or empty if there is no such run, or it was purged. */
    static Optional<RunHandle> of(Engine engine, Store store, RunId id) {
        var live = engine.live(id);
        return live.isPresent() || store.run(id).isPresent()
                ? Optional.of(new EngineRunHandle(engine, store, id, live.map(LiveRun::grip)))
                : Optional.empty();
    }

    @Override
    public WorkflowRun await() {
        return Waiting.until(end());
    }

    @Override
    public Optional<WorkflowRun> await(Duration limit) {
        return Waiting.until(end(), limit);
    }

    /** Who hangs something on the future has it run on a thread of its own: the engine's must not be held up by it. */
    @Override
    public CompletableFuture<WorkflowRun> ended() {
        var end = end();
        return end.isDone() ? end.copy() : end.whenCompleteAsync((run, failure) -> {}, Thread::startVirtualThread);
    }

    private CompletableFuture<WorkflowRun> end() {
        var here = live().map(LiveRun::ended).or(() -> engine.end(id));
        if (here.isPresent()) {
            return goesOnElsewhere() ? here.get().exceptionallyCompose(this::elsewhere) : here.get();
        }
        var row = run();
        if (row.status().isTerminal()) {
            return CompletableFuture.completedFuture(row);
        }
        if (goesOnElsewhere()) {
            return engine.elsewhere().end(id);
        }
        return known.flatMap(Grip::run)
                .map(LiveRun::ended)
                .or(() -> engine.queues().endOf(row))
                .orElseGet(() -> CompletableFuture.failedFuture(new RunNotHereException(id)));
    }

    private boolean goesOnElsewhere() {
        return engine.elsewhere().isShared() && !engine.isClosed();
    }

    /** What this node had to let go of, another goes on with. */
    private CompletableFuture<WorkflowRun> elsewhere(Throwable failure) {
        return failure instanceof RunAbandonedException && goesOnElsewhere()
                ? engine.elsewhere().end(id)
                : CompletableFuture.failedFuture(failure);
    }

    /** That a run which failed was unblocked is not recorded by whoever advanced it. */
    @Override
    public WorkflowRun run() {
        return live().map(LiveRun::recorded)
                .filter(row -> !row.isBlocking())
                .or(() -> store.run(id))
                .or(() -> live().map(LiveRun::recorded))
                .orElseThrow(() -> new RunNotFoundException(id));
    }

    @Override
    public WorkflowDefinition definition() {
        var runs = run().definition();
        return store.definition(runs.workflow(), runs.version()).orElseThrow().definition();
    }

    @Override
    public List<StepAttempt> steps() {
        return ask(RunMachine::attempts);
    }

    @Override
    public List<StepAttempt> attempts() {
        return attempts(false);
    }

    @Override
    public List<StepAttempt> takenOver() {
        return attempts(true);
    }

    private List<StepAttempt> attempts(boolean takenOver) {
        var row = live().map(LiveRun::recorded).or(() -> store.run(id));
        return store.attempts(id).stream()
                .filter(attempt -> takenOver
                        == row.filter(run -> run.hasTakenOver(attempt.step())).isPresent())
                .toList();
    }

    @Override
    public Rollup rollup() {
        var run = run();
        if (run.status().isTerminal()) {
            return run.rollup();
        }
        var standing = ask(RunMachine::standing);
        var sum = standing.leaves();
        for (var below : standing.below()) {
            sum = sum.plus(found(below).map(RunHandle::rollup).orElseGet(Rollup::none));
        }
        return sum;
    }

    @Override
    public List<TimelineEvent> timeline() {
        return TimelineEvent.of(run(), attempts());
    }

    @Override
    public Optional<RunHandle> child(String step, long number) {
        return newest(new StepId(step))
                .flatMap(StepAttempt::children)
                .filter(children -> number >= 1)
                .flatMap(children -> newest(children, number))
                .flatMap(this::found);
    }

    /** Of an iteration, an earlier run may stand. */
    private Optional<RunId> newest(Children children, long number) {
        return switch (children) {
            case Children.Subworkflow subworkflow -> subworkflow.child();
            case Children.Iterations iterations ->
                LongStream.iterate(iterations.through(), run -> run >= iterations.since(), run -> run - 1)
                        .mapToObj(run -> new RunId(iterations.workflow(), number, run))
                        .filter(run -> store.run(run).isPresent())
                        .findFirst();
        };
    }

    private Optional<RunHandle> found(RunId runId) {
        return of(engine, store, runId);
    }

    Optional<StepAttempt> newest(StepId step) {
        return steps().stream()
                .filter(attempt -> attempt.step().equals(step))
                .findFirst()
                .or(() -> kept(step));
    }

    /** A run that goes on from others keeps what they did of the steps that it does not have; a fork has taken it over. */
    private Optional<StepAttempt> kept(StepId step) {
        return run().restart().isPresent() && instance().step(step).run().isPresent()
                ? store.newestBefore(id.next(), step)
                : Optional.empty();
    }

    @Override
    public <T> Optional<T> output(String step, Class<T> type) {
        var wanted = new StepId(step);
        var declared = engine.folding().types(run().definition()).output(wanted);
        return newest(wanted)
                .flatMap(StepAttempt::returned)
                .map(returned -> type.cast(returned.as(declared.isAny() ? ValueType.of(type) : declared)));
    }

    @Override
    public InstanceView instance() {
        return ask(RunMachine::instance);
    }

    @Override
    public RunHandle restart(RestartRequest request) {
        return restarted(Optional.empty(), request);
    }

    @Override
    public RunHandle restartStep(String step, RestartRequest request) {
        return restarted(Optional.of(new StepId(step)), request);
    }

    private RunHandle restartedInRun(StepId step, ActionRequest request) {
        if (act(Optional.of(step), request) instanceof ActionResult.Refused refused) {
            throw new RestartRefusedException(id, refused.text());
        }
        return this;
    }

    @Override
    public RestartPlan planRestart(RestartRequest request) {
        return engine.restartPlans().plan(id, Requests.of(Optional.empty(), request));
    }

    @Override
    public RestartPlan planRestartStep(String step, RestartRequest request) {
        return engine.restartPlans().plan(id, Requests.of(Optional.of(new StepId(step)), request));
    }

    @Override
    public RunHandle restart(RestartPlan plan) {
        return started(engine.restartPlans().carryOut(plan));
    }

    @Override
    public ForkPlan planFork(ForkRequest request) {
        return engine.forks().plan(id, Requests.of(request));
    }

    @Override
    public RunHandle fork(ForkRequest request) {
        return started(engine.forks().fork(id, Requests.of(request)));
    }

    @Override
    public RunHandle fork(ForkPlan plan) {
        return started(engine.forks().carryOut(plan));
    }

    private EngineRunHandle started(CompletableFuture<Starts.Started> beginning) {
        var started = Waiting.until(beginning);
        return new EngineRunHandle(engine, store, started.runId(), started.known());
    }

    private RunHandle restarted(Optional<StepId> step, RestartRequest request) {
        return switch (engine.restarts().restart(id, Requests.of(step, request))) {
            case Restarts.Restarted.AsNextRun(var beginning) -> started(beginning);
            case Restarts.Restarted.InRun(var run, var inRun, var action) ->
                handle(run).restartedInRun(inRun, action);
        };
    }

    private EngineRunHandle handle(RunId run) {
        return run.equals(id)
                ? this
                : new EngineRunHandle(engine, store, run, engine.live(run).map(LiveRun::grip));
    }

    @Override
    public ActionResult stop(String by, String reason) {
        return act(Optional.empty(), Action.STOP, by, reason);
    }

    @Override
    public ActionResult kill(String by, String reason) {
        return act(Optional.empty(), Action.KILL, by, reason);
    }

    @Override
    public ActionResult pause(String by, String reason) {
        return act(Optional.empty(), Action.PAUSE, by, reason);
    }

    @Override
    public ActionResult resume(String by, String reason) {
        return act(Optional.empty(), Action.RESUME, by, reason);
    }

    @Override
    public StepHandle step(String step) {
        return new EngineStepHandle(this, new StepId(step));
    }

    /** Asks something of the run, or of a step of it, wherever it is advanced. */
    ActionResult act(Optional<StepId> step, Action action, String by, String reason) {
        return act(step, new ActionRequest(UUID.randomUUID().toString(), action, by, reason));
    }

    private ActionResult act(Optional<StepId> step, ActionRequest request) {
        return actHere(step, request)
                .or(() -> actInQueue(step, request))
                // Its turn may have come meanwhile.
                .or(() -> actHere(step, request))
                .orElseGet(() -> actElsewhere(step, request));
    }

    private Optional<ActionResult> actHere(Optional<StepId> step, ActionRequest request) {
        var asked = live().map(live -> live.ask(step, request)).or(() -> engine.ask(id, step, request));
        var answer = asked.flatMap(Waiting::until);
        if (answer.isPresent()) {
            return answer;
        }
        var row = run();
        return row.status().isTerminal()
                ? step.map(ended -> ActionRules.onStepOfEnded(row, ended, request.action()))
                        .or(() -> ActionRules.onRun(row, request))
                : Optional.empty();
    }

    private Optional<ActionResult> actInQueue(Optional<StepId> step, ActionRequest request) {
        var row = run();
        if (!row.isQueued() && !engine.queues().isBusy(id.workflow())) {
            return Optional.empty();
        }
        if (row.isQueued() && step.isPresent()) {
            return Optional.of(ActionRules.onStepOfQueued(row, step.get(), request.action()));
        }
        var answer = step.isPresent() ? Optional.<ActionResult>empty() : ActionRules.onRun(row, request);
        return answer.isPresent()
                ? answer
                : Waiting.until(engine.queues().end(id, request)).map(ActionResult.Taken::new);
    }

    private ActionResult actElsewhere(Optional<StepId> step, ActionRequest request) {
        if (goesOnElsewhere()) {
            return Waiting.until(engine.elsewhere().ask(id, step, request));
        }
        throw new RunNotHereException(id);
    }

    @Override
    public ActionResult unblock(String by, String reason) {
        var request = new ActionRequest(UUID.randomUUID().toString(), Action.UNBLOCK, by, reason);
        var row = run();
        if (row.status() != RunStatus.FAILED) {
            return ActionRules.onRun(row, request).orElseThrow();
        }
        boolean done = row.isBlocking()
                && Waiting.until(engine.queues().unblock(id.workflow(), Optional.of(id.instance()), by, reason)) > 0;
        return done
                ? new ActionResult.Taken(new ActionTaken(request, engine.now()))
                : new ActionResult.Already("run " + id + " does not hold up others");
    }

    @Override
    public Optional<Long> ahead() {
        return store.queues().ahead(id);
    }

    @Override
    public boolean settle(String step, int attempt, Verdict verdict) {
        var wanted = new StepId(step);
        var live = live();
        if (live.isPresent()) {
            int number = live.get()
                    .number(wanted)
                    .orElseThrow(() -> new IllegalArgumentException("run " + id + " has no step '" + step + "'"));
            return Waiting.until(live.get().settle(number, attempt, verdict));
        }
        if (run().status().isTerminal()) {
            return false;
        }
        throw new RunNotHereException(id);
    }

    @Override
    public List<StepExplanation> explain() {
        var live = live();
        if (live.isPresent()) {
            return holders().named(Waiting.until(live.get().inspect(RunMachine::explain)));
        }
        var row = run();
        var explained = engine.folding()
                .folded(row)
                .map(RunMachine::explain)
                .map(holders()::named)
                .orElseGet(() -> withoutCode(row));
        return row.isQueued()
                ? engine.queues().why(id).map(why -> waiting(explained, why)).orElse(explained)
                : explained;
    }

    private Holders holders() {
        return new Holders(store, id);
    }

    private static List<StepExplanation> waiting(List<StepExplanation> steps, StepExplanation.WaitsForTurn why) {
        return steps.stream()
                .map(step -> step.reason() instanceof StepExplanation.WaitsForSteps(var predecessors)
                                && predecessors.isEmpty()
                        ? new StepExplanation(step.step(), step.status(), why)
                        : step)
                .toList();
    }

    /** Nobody knows here why steps are where they are, but how they stand is recorded. */
    private List<StepExplanation> withoutCode(WorkflowRun row) {
        var statuses = new HashMap<StepId, StepStatus>();
        store.attempts(id).forEach(attempt -> statuses.put(attempt.step(), attempt.status()));
        return LoopStep.stepsOf(definition().steps(), row.definition().body()).stream()
                .map(step -> new StepExplanation(
                        step.id(),
                        statuses.getOrDefault(step.id(), StepStatus.NOT_CREATED),
                        new StepExplanation.MissingCode(row.definition())))
                .toList();
    }

    private <T> T ask(Function<RunMachine, T> question) {
        var live = live();
        return live.isPresent()
                ? Waiting.until(live.get().inspect(question))
                : question.apply(engine.folding().folded(run()).orElseThrow(() -> new RunNotHereException(id)));
    }

    /** A run that was given up may have been resumed since, and have ended. A closed engine's runs stay as it left them. */
    private Optional<LiveRun> live() {
        return engine.live(id)
                .or(() -> known.flatMap(Grip::run).filter(run -> !run.isAbandoned() || engine.isClosed()));
    }
}
