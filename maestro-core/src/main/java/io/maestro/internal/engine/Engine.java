package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.kernel.Barriers;
import io.maestro.internal.kernel.Decision;
import io.maestro.internal.kernel.RunLimits;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionResult;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.step.WorkflowCode;
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

/** Advances runs: holds the live ones, and what they share. */
public final class Engine implements AutoCloseable {

    private final EngineSettings settings;
    private final PatientStore store;
    private final Evaluator evaluator;
    private final Catalog catalog;
    private final Timers timers;
    private final Executor relief;
    private final List<Lane> lanes;
    private final Listeners listeners;
    private final ConcurrentHashMap<RunId, RunProcess> live = new ConcurrentHashMap<>();
    private final WorkflowDesk workflows = new WorkflowDesk(this);
    private final Folding folding = new Folding(this);
    private final Messenger messenger = new Messenger(this);
    private final Starts starts = new Starts(this);
    private final Restarts restarts = new Restarts(this);
    private final RestartPlans restartPlans = new RestartPlans(this);
    private final QueueDesk queues = new QueueDesk(this);
    private final Recovery recovery = new Recovery(this);
    private final Dormitory dormitory = new Dormitory(this, live, recovery::restored);
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
        recovery.registered(definition.id());
        queues.look(definition.id());
        purging.registered(definition.id());
        return registered;
    }

    /** Returns what is done to workflows as a whole. */
    public WorkflowDesk workflows() {
        return workflows;
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

    RunProcess process(long node, Prepared prepared, RunPlan plan, RunMachine machine, Rest rest) {
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

    /** Returns what has runs go on that nobody advances. */
    Recovery recovery() {
        return recovery;
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
        var all = limits.with(declared);
        return set.set().isEmpty() && all.isNone() ? Barriers.NONE : new Barriers(set, all);
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

    /** Returns what folds runs, to ask how they stand. */
    public Folding folding() {
        return folding;
    }

    /** Returns what reaches runs wherever they are. */
    Messenger messenger() {
        return messenger;
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

    List<Lane> lanes() {
        return lanes;
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
