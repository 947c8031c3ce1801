package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.definition.StepId;
import io.maestro.definition.UnknownVersionException;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.Barriers;
import io.maestro.internal.kernel.Decision;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.RunLimits;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionResult;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Ending;
import io.maestro.run.Initiator;
import io.maestro.run.InstanceView;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowRun;
import io.maestro.step.ValueTypes;
import io.maestro.step.WorkflowCode;
import io.maestro.store.Message;
import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Advances runs: holds the live ones, and what they share. */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int RECOVERY_PAGE = 500;

    private final EngineSettings settings;
    private final PatientStore store;
    private final Evaluator evaluator;
    private final Catalog catalog;
    private final Timers timers;
    private final Executor relief;
    private final List<Lane> lanes;
    private final Listeners listeners;
    private final ConcurrentHashMap<RunId, RunProcess> live = new ConcurrentHashMap<>();
    private final Starts starts = new Starts(this);
    private final Restarts restarts = new Restarts(this);
    private final RestartPlans restartPlans = new RestartPlans(this);
    private final QueueDesk queues = new QueueDesk(this);
    private final Dormitory dormitory = new Dormitory(this, live, this::restored);
    private final Elsewhere elsewhere;
    private final Purging purging;
    private final Shutdown shutdown = new Shutdown(this);
    private final BreakpointWatch breakpoints;
    private final PermitDesk permits = new PermitDesk(this);
    private final LimitWatch limits;
    private final LongAdder abandonedWorks = new LongAdder();
    private final Caretaker caretaker;

    /**
     * Creates an engine that advances nothing yet.
     *
     * @param settings what it is made of
     */
    public Engine(EngineSettings settings) {
        this.settings = settings;
        this.relief = work -> settings.time().start(Thread.ofVirtual().unstarted(work));
        this.store = new PatientStore(settings.store(), settings.time());
        this.evaluator = Evaluator.of(settings.time(), settings.evalLimits(), settings.environment());
        this.catalog = new Catalog(
                store,
                new StepTypes(settings.stepTypes(), settings.stepInterceptors()),
                settings.jobTemplates(),
                evaluator,
                settings.host());
        this.timers = new Timers(settings.time());
        this.lanes = new ArrayList<>(settings.lanes());
        while (lanes.size() < settings.lanes()) {
            lanes.add(new Lane(store, relief));
        }
        this.listeners = Listeners.of(settings.listeners());
        this.purging = new Purging(this, settings.retentions());
        this.breakpoints = new BreakpointWatch(store);
        this.limits = new LimitWatch(store, permits);
        settings.limits().forEach(store.permits()::set);
        this.elsewhere = new Elsewhere(this, store);
        this.caretaker = new Caretaker(this, settings.checkInterval());
        elsewhere.begin();
        caretaker.begin();
        inBackground(purging::resume);
    }

    /**
     * Registers a definition, and resumes its runs that have not ended and that nobody advances.
     *
     * @param definition the definition
     * @param code its Java code
     * @return what came of it
     */
    public Registered register(WorkflowDefinition definition, WorkflowCode code) {
        var registered = catalog.register(definition, code);
        breakpoints.refresh();
        limits.refresh();
        resumeRunsOf(definition.id());
        queues.look(definition.id());
        purging.registered(definition.id());
        return registered;
    }

    /**
     * Returns which version of a workflow is active.
     *
     * @param workflow the workflow
     * @return the number of the version, or empty if none is
     */
    public Optional<Long> active(WorkflowId workflow) {
        return catalog.active(workflow);
    }

    /**
     * Does something to a workflow as a whole.
     *
     * @param workflow the workflow
     * @param what what is done to it
     * @param by who asks
     * @param reason why
     * @throws UnknownVersionException if it activates a version that there is not
     * @throws UnknownWorkflowException if it is about a workflow that has no version
     * @throws io.maestro.run.WorkflowInUseException if it deletes a workflow of which a run has not ended
     */
    public void change(WorkflowId workflow, WorkflowChange.What what, String by, String reason) {
        var change = new WorkflowChange(workflow, what, by, reason, time().instant());
        switch (what) {
            case WorkflowChange.Activated(long version) -> {
                if (store.definition(workflow, version).isEmpty()) {
                    throw new UnknownVersionException(workflow, String.valueOf(version));
                }
                store.change(change);
                catalog.activated(workflow);
            }
            case WorkflowChange.Deactivated deactivated -> {
                requireVersion(workflow);
                store.change(change);
                catalog.activated(workflow);
            }
            case WorkflowChange.Deleted deleted -> {
                requireVersion(workflow);
                store.change(change);
                catalog.forget(workflow);
                breakpoints.refresh();
                purging.deleted(change);
            }
        }
    }

    /**
     * Returns what was done to a workflow as a whole.
     *
     * @param workflow the workflow
     * @return the changes, the newest first
     */
    public List<WorkflowChange> changes(WorkflowId workflow) {
        return store.changes(workflow);
    }

    private void requireVersion(WorkflowId workflow) {
        if (store.latest(workflow).isEmpty()) {
            throw new UnknownWorkflowException(workflow, Optional.empty());
        }
    }

    /** Returns what has runs begin. */
    public Starts starts() {
        return starts;
    }

    /** Returns what has instances go on that have ended. */
    public Restarts restarts() {
        return restarts;
    }

    /** Returns what tells beforehand what restarts would do. */
    public RestartPlans restartPlans() {
        return restartPlans;
    }

    /** Returns what looks after runs that wait for their turn. */
    public QueueDesk queues() {
        return queues;
    }

    /** Returns the other nodes, and the runs that they advance. */
    public Elsewhere elsewhere() {
        return elsewhere;
    }

    /** Returns what advances a run that has just begun. */
    RunProcess fresh(Prepared prepared, RunPlan plan, WorkflowRun row) {
        var machine = RunMachine.fresh(plan, row);
        return process(elsewhere.self(), prepared, plan, machine, Rest.ofFresh(machine, settings.napLimit()));
    }

    /** Has a run be live unless it is; returns what advances it if it is. */
    Optional<RunProcess> putIfAbsent(RunProcess process) {
        return Optional.ofNullable(live.putIfAbsent(process.runId(), process));
    }

    private RunProcess process(long node, Prepared prepared, RunPlan plan, RunMachine machine, Rest rest) {
        return new RunProcess(
                this,
                node,
                prepared,
                plan,
                machine,
                rest,
                lane(machine.run().runId().hashCode()));
    }

    /** A run that became live after the engine had looked for the live ones to close them. */
    void closeIfLate(RunProcess process) {
        if (isClosed()) {
            var unused = process.close();
        }
    }

    private void resumeRunsOf(WorkflowId workflow) {
        if (elsewhere.isShared()) {
            elsewhere.add(workflow);
            return;
        }
        dormitory.find(workflow);
        resumeUnfinished(workflow);
    }

    /** Has the runs of a workflow go on that do not sleep and that nobody advances; returns how many. */
    long resumeUnfinished(WorkflowId workflow) {
        long resumed = 0;
        var page = store.unfinished(workflow, Optional.empty(), RECOVERY_PAGE);
        while (!page.isEmpty()) {
            resumed += page.stream().filter(row -> resume(row.runId())).count();
            page = store.unfinished(workflow, Optional.of(page.getLast().runId()), RECOVERY_PAGE);
        }
        return resumed;
    }

    /** Has a run go on unless it is live; tells whether it was not. */
    boolean resume(RunId runId) {
        boolean resumed = dormitory.resumed(runId);
        if (resumed) {
            LOG.info("resuming run {}", runId);
        }
        return resumed;
    }

    /**
     * Folds a run that is not live. Its row is read while nobody else can make it live: the one that a page of unfinished runs
     * shows may be out of date, because the run has been advanced to its end since.
     */
    private Optional<RunProcess> restored(RunId runId) {
        long node = elsewhere.self();
        return elsewhere
                .own(runId)
                .filter(row -> !row.status().isTerminal() && !row.isQueued())
                .flatMap(row -> catalog.find(row.definition()).map(prepared -> {
                    var plan = prepared.plan(row.params(), evaluator);
                    var machine = folded(plan, row);
                    var process = process(node, prepared, plan, machine, Rest.ofFolded(machine, settings.napLimit()));
                    boolean fresh =
                            starts.isCommitted(runId) && machine.attempts().isEmpty();
                    process.prepare(
                            fresh ? new RunEvent.Started(time().instant()) : new RunEvent.Resumed(time().instant()));
                    return process;
                }));
    }

    /**
     * Returns a run that this engine advances.
     *
     * @param runId the run
     * @return the run, or empty if it has ended or is not advanced here
     */
    public Optional<LiveRun> live(RunId runId) {
        return Optional.ofNullable(live.get(runId)).map(LiveRun::new);
    }

    /**
     * Asks something of a run, or of a step of it. If the run sleeps, it is woken for that.
     *
     * @param runId the run
     * @param step the step, or empty if it is asked of the run
     * @param request what is asked for, by whom and why
     * @return completes as that of {@link LiveRun#ask} does; empty if the run has ended or is not advanced here
     */
    public Optional<CompletableFuture<Optional<ActionResult>>> ask(
            RunId runId, Optional<StepId> step, ActionRequest request) {
        return dormitory.ask(runId, restarts.asked(step, request)).map(answer -> answer.thenApply(Decision::answer));
    }

    /**
     * Returns what time it is.
     *
     * @return the time by the engine's clock
     */
    public Instant now() {
        return time().instant();
    }

    /** Returns that somebody asks for the end of a run now. */
    RunEvent endAsked(RunStatus status, String reason) {
        return new RunEvent.EndAsked(status, reason, time().instant());
    }

    /**
     * Returns what is known of breakpoints.
     *
     * @return the breakpoints
     */
    public BreakpointWatch breakpoints() {
        return breakpoints;
    }

    /**
     * Returns the end of a run that this engine advances, whether it is in memory or sleeps.
     *
     * @param runId the run
     * @return completes when the run's end is recorded, or exceptionally if the engine had to give the run up; empty if it has ended
     *     or is not advanced here
     */
    public Optional<CompletableFuture<WorkflowRun>> end(RunId runId) {
        return dormitory.end(runId);
    }

    /**
     * Returns what is known of limits.
     *
     * @return the limits that the host has set
     */
    public LimitWatch limits() {
        return limits;
    }

    PermitDesk permits() {
        return permits;
    }

    /** Returns what may keep steps of a run from beginning, for which definitions declare limits. */
    Barriers barriers(WorkflowRun run, RunLimits declared) {
        var set = breakpoints.of(run);
        var host = limits.known();
        if (set.set().isEmpty() && host.isEmpty() && declared.isNone()) {
            return Barriers.NONE;
        }
        return new Barriers(
                set, host.isEmpty() ? declared : new RunLimits(host, declared.workflow(), declared.instance()));
    }

    Dormitory dormitory() {
        return dormitory;
    }

    /** Returns how many runs are in memory. */
    public long liveRuns() {
        return live.mappingCount();
    }

    /** Returns how many bodies go on although they were given up. */
    public long abandonedBodies() {
        return abandonedWorks.sum();
    }

    /** Returns the runs in memory. */
    Collection<RunProcess> liveProcesses() {
        return live.values();
    }

    /** Returns what looks whether all runs go on. */
    Caretaker caretaker() {
        return caretaker;
    }

    /**
     * Returns how many times something was repaired that nothing saw to.
     *
     * @return the number since the engine was created
     */
    public long repairs() {
        return caretaker.repaired();
    }

    LongAdder abandonedWorks() {
        return abandonedWorks;
    }

    /** Returns how many runs sleep. */
    public long sleepingRuns() {
        return dormitory.size();
    }

    /**
     * Returns the machine of a run as the store tells, to ask it questions.
     *
     * @param row the run
     * @return the machine, or empty if the version of the run is not known here
     */
    public Optional<RunMachine> folded(WorkflowRun row) {
        return catalog.find(row.definition()).map(prepared -> folded(prepared.plan(row.params(), evaluator), row));
    }

    /**
     * Returns how an instance stands at the end of a run, also where the code of the version of that run is not there any more: what has
     * ended needs none.
     *
     * @param row the run
     * @return the view, or empty if the version is not known
     */
    Optional<InstanceView> standing(WorkflowRun row) {
        return folded(row).or(() -> foldedWithoutCode(row)).map(RunMachine::instance);
    }

    private Optional<RunMachine> foldedWithoutCode(WorkflowRun row) {
        return store.definition(row.definition().workflow(), row.version()).map(version -> {
            var whole = version.definition();
            var body = row.definition().body();
            var steps = LoopStep.stepsOf(whole.steps(), body);
            var graph = body.isEmpty() ? Graph.of(whole) : Graph.of(steps);
            var plan = RunPlan.of(graph, steps, Optional.empty(), evaluator.settings(row.params()), settings.host());
            return folded(plan, row);
        });
    }

    private RunMachine folded(RunPlan plan, WorkflowRun row) {
        return RunMachine.folded(plan, row, store.attempts(row.runId()));
    }

    /**
     * Returns what is declared of the values of the Java code of a run.
     *
     * @param definition what the run runs
     * @return the types; none if the definition is not known here
     */
    public ValueTypes types(DefinitionRef definition) {
        return catalog.find(definition).map(Prepared::types).orElseGet(ValueTypes::none);
    }

    /** Tells whether the engine was closed. */
    public boolean isClosed() {
        return shutdown.isCutOff();
    }

    TimeSource time() {
        return settings.time();
    }

    /** Returns a run that is live. */
    Optional<RunProcess> process(RunId runId) {
        return Optional.ofNullable(live.get(runId));
    }

    /** Stops a run, wherever it is, because the step that started it is stopped. */
    void stop(RunId runId, String reason) {
        if (isHere(runId)) {
            ask(runId, RunStatus.STOPPED, reason);
            return;
        }
        var unused = queues.end(runId, new Ending(RunStatus.STOPPED, reason, now()))
                .whenComplete((queued, failure) -> {
                    if (failure != null) {
                        LOG.error("run {} could not be stopped: {}", runId, reason, failure);
                    } else if (!queued) {
                        ask(runId, RunStatus.STOPPED, reason);
                    }
                });
    }

    private boolean isHere(RunId runId) {
        return live.containsKey(runId) || dormitory.isHere(runId);
    }

    /** Asks for a run to end that has begun, wherever it is. */
    void ask(RunId runId, RunStatus outcome, String reason) {
        var asked = endAsked(outcome, reason);
        var process = live.get(runId);
        if (process != null) {
            process.post(asked);
        } else if (dormitory.isHere(runId)) {
            time().began(TimeSource.Work.ENGINE);
            dormitory.deliver(runId, new RunMessage.Happened(asked));
        } else if (elsewhere.isShared()) {
            var unused = elsewhere.tell(new Message.StopAsked(runId, reason));
        }
    }

    /** Asks something of a run that has begun, wherever it is, without waiting for the answer. */
    void act(RunId runId, ActionRequest request) {
        var asked = live(runId)
                .map(run -> run.ask(Optional.empty(), request))
                .or(() -> ask(runId, Optional.empty(), request));
        if (asked.isEmpty() && elsewhere.isShared()) {
            var unused = elsewhere.tell(new Message.ActionAsked(runId, Optional.empty(), request));
        }
    }

    /** Tells the run whose step waits for another that this one has ended; nobody, if that run is not live. */
    void tellParent(WorkflowRun row, Supplier<List<StepAttempt>> attempts) {
        if (row.initiator() instanceof Initiator.ByStep byStep && byStep.awaited()) {
            var parent = live.get(byStep.parent());
            if (parent != null) {
                parent.children().ended(byStep, row, attempts);
            }
        }
    }

    /** Gives up all runs, and returns when nothing of them will be recorded any more. Until then nothing can be. */
    void letGo() {
        var passed = lanes.stream().map(Engine::passage).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(passed).join();
        dormitory.letGo();
        while (!live.isEmpty()) {
            var left = processes().stream().map(RunProcess::letGo).toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(left).join();
        }
    }

    private static CompletableFuture<Void> passage(Lane lane) {
        var passed = new CompletableFuture<Void>();
        lane.submit(new Lane.Send(List.of(), () -> passed.complete(null), cause -> passed.complete(null)));
        return passed;
    }

    /** Returns the newest attempts of a run that is not live. */
    List<StepAttempt> newestAttempts(WorkflowRun row) {
        return folded(row).map(RunMachine::attempts).orElse(List.of());
    }

    /** Does something that is the engine's work. */
    void inForeground(Runnable action) {
        time().began(TimeSource.Work.ENGINE);
        try {
            action.run();
        } finally {
            time().ended(TimeSource.Work.ENGINE);
        }
    }

    /** Does something on a thread of its own that is the engine's work. */
    void inBackground(Runnable action) {
        time().began(TimeSource.Work.ENGINE);
        relief.execute(() -> {
            try {
                action.run();
            } finally {
                time().ended(TimeSource.Work.ENGINE);
            }
        });
    }

    Catalog catalog() {
        return catalog;
    }

    PatientStore store() {
        return store;
    }

    /**
     * Tells whether the store answers.
     *
     * @return since when it does not, or empty
     */
    public Optional<PatientStore.Outage> outage() {
        return store.outage();
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Timers timers() {
        return timers;
    }

    Executor relief() {
        return relief;
    }

    boolean isDraining() {
        return shutdown.isDraining();
    }

    Purging purging() {
        return purging;
    }

    EngineSettings settings() {
        return settings;
    }

    Shutdown shutdown() {
        return shutdown;
    }

    /** Returns the runs that are in memory now. */
    List<RunProcess> processes() {
        return List.copyOf(live.values());
    }

    void forget(RunProcess process) {
        live.remove(process.runId(), process);
    }

    Listeners listeners() {
        return listeners;
    }

    Lane lane(int hash) {
        return lanes.get(Math.floorMod(hash, lanes.size()));
    }

    /**
     * Ends in order: no further work begins, what goes on may end and be recorded within the limit, what is left then is
     * interrupted and not recorded. Runs that were cut off so stay in the store as they were last recorded.
     */
    @Override
    public void close() {
        shutdown.carryOut();
    }
}
