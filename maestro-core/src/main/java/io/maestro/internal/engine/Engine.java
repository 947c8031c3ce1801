package io.maestro.internal.engine;

import io.maestro.definition.StepType;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.event.MaestroEvent;
import io.maestro.event.MaestroListener;
import io.maestro.internal.kernel.HostRules;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.internal.template.JobTemplates;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.sel.EvalLimits;
import io.maestro.step.StepRuntime;
import io.maestro.step.ValueTypes;
import io.maestro.step.WorkflowCode;
import io.maestro.store.Begun;
import io.maestro.store.LeaseLostException;
import io.maestro.store.Message;
import io.maestro.store.NewRun;
import io.maestro.store.Node;
import io.maestro.store.Store;
import io.maestro.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Advances runs: holds the live ones, and what they share. */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int RECOVERY_PAGE = 500;
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    /** How many starts may wait to be recorded: whoever starts more than the store can record waits for it. */
    private static final int STARTS_AT_ONCE = 10_000;

    /** How long the engine's own work may take when it closes: it waits for the store, not for bodies. */
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(10);

    private final Settings settings;
    private final PatientStore store;
    private final Semaphore starts = new Semaphore(STARTS_AT_ONCE);
    private final Evaluator evaluator;
    private final Catalog catalog;
    private final Timers timers;
    private final Executor relief = Thread::startVirtualThread;
    private final List<Lane> lanes;
    private final Listeners listeners;
    private final ConcurrentHashMap<RunId, RunProcess> live = new ConcurrentHashMap<>();
    private final Dormitory dormitory = new Dormitory(this, live, this::restored);
    private final Optional<NodeWatch> nodes;
    private final Purging purging;
    private final Set<Work> jobStops = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private volatile boolean cutOff;

    /**
     * What an engine is made of.
     *
     * @param store where facts are kept
     * @param time what time it is
     * @param stepTypes the host's step types
     * @param jobTemplates the host's job templates
     * @param listeners who is told what happens
     * @param evalLimits what each evaluation of an expression may use
     * @param environment the name of the environment, for expressions
     * @param host what the host has decided for all steps
     * @param drainLimit how long bodies may go on when the engine closes
     * @param lanes how many commits may be under way at once
     * @param napLimit how long a run must have nothing to do to leave memory meanwhile
     * @param retentions how long ended runs are kept
     */
    public record Settings(
            Store store,
            TimeSource time,
            Map<StepType, StepRuntime> stepTypes,
            JobTemplates jobTemplates,
            List<MaestroListener> listeners,
            EvalLimits evalLimits,
            String environment,
            HostRules host,
            Duration drainLimit,
            int lanes,
            Duration napLimit,
            Retentions retentions) {}

    /**
     * Creates an engine that advances nothing yet.
     *
     * @param settings what it is made of
     */
    public Engine(Settings settings) {
        this.settings = settings;
        this.store = new PatientStore(settings.store(), settings.time());
        this.evaluator = Evaluator.of(settings.time(), settings.evalLimits(), settings.environment());
        this.catalog = new Catalog(
                store, new StepTypes(settings.stepTypes()), settings.jobTemplates(), evaluator, settings.host());
        this.timers = new Timers(settings.time());
        this.lanes = new ArrayList<>(settings.lanes());
        while (lanes.size() < settings.lanes()) {
            lanes.add(new Lane(store, relief));
        }
        this.listeners = Listeners.of(settings.listeners());
        this.purging = new Purging(this, settings.retentions());
        this.nodes = store.nodes().map(shared -> new NodeWatch(this, shared));
        nodes.ifPresent(NodeWatch::begin);
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
        resumeRunsOf(definition.id());
        purging.registered(definition.id());
        return registered;
    }

    /**
     * Starts the newest version of a workflow, unless the same request has started one.
     *
     * @param key the workflow and the request
     * @param initiator who starts it
     * @param given the params that the caller gives, as {@link io.maestro.param.ParamCodec} takes them
     * @return the run, which is recorded when this completes; exceptionally if it could not be
     */
    public CompletableFuture<Started> start(NewRun.NextInstance key, Initiator initiator, Map<String, ?> given) {
        var prepared = catalog.newest(key.workflow());
        var params = StartParams.of(prepared, given, initiator, evaluator);
        var plan = prepared.plan(params, evaluator);
        var newRun = new NewRun(named(key), prepared.ref(), initiator, params, time().instant());
        var started = new CompletableFuture<Started>();
        starts.acquireUninterruptibly();
        begin(
                newRun,
                Optional.empty(),
                begun -> {
                    starts.release();
                    started.complete(new Started(
                            begun.run().runId(),
                            goOn(prepared, newRun, plan, begun).map(LiveRun::grip)));
                },
                cause -> {
                    starts.release();
                    started.completeExceptionally(cause);
                });
        return started;
    }

    /** A commit whose answer was lost is made again, and must then find the run that it began, even if nobody named the request. */
    private NewRun.NextInstance named(NewRun.NextInstance key) {
        return key.requestId().isPresent() || store.commitsAtOnce()
                ? key
                : new NewRun.NextInstance(
                        key.workflow(), Optional.of(UUID.randomUUID().toString()));
    }

    /** A run that had begun before may be one of which nobody was told, because the answer was lost. */
    private Optional<LiveRun> goOn(Prepared prepared, NewRun newRun, RunPlan plan, Begun begun) {
        if (begun.fresh() && newRun.place() == NewRun.Place.ANYWHERE) {
            return Optional.empty();
        }
        if (begun.fresh()) {
            return Optional.of(new LiveRun(advance(prepared, plan, begun.run())));
        }
        if (!begun.run().status().isTerminal()) {
            resume(begun.run().runId());
        }
        return live(begun.run().runId());
    }

    /**
     * A run that was started, now or by the same request before.
     *
     * @param runId the run
     * @param known leads to the run as this engine advances it; empty if it has ended
     */
    public record Started(RunId runId, Optional<Grip> known) {}

    /** Who waits for a run to begin that a step starts. */
    interface Birth {
        /** The run is recorded. It cannot have ended before this returns, unless it had begun before. */
        void recorded(WorkflowRun row);

        /** The run is live, or has ended. */
        void begun(WorkflowRun row);

        /** The run could not be recorded. */
        void failed(RuntimeException cause);
    }

    /** Has a run begin that a step starts, or go on if it has begun before, once it is recorded. */
    void beginChild(RunProcess parent, Prepared prepared, RunPlan plan, NewRun newRun, Birth birth) {
        begin(
                newRun,
                Optional.of(parent),
                begun -> {
                    birth.recorded(begun.run());
                    var unused = goOn(prepared, newRun, plan, begun);
                    birth.begun(begun.run());
                },
                birth::failed);
    }

    private void begin(
            NewRun newRun, Optional<RunProcess> parent, Consumer<Begun> then, Consumer<RuntimeException> otherwise) {
        time().began(TimeSource.Work.ENGINE);
        lane(hashOf(newRun.key()))
                .submit(new Lane.Begin(
                        newRun,
                        parent,
                        begun -> {
                            then.accept(begun);
                            time().ended(TimeSource.Work.ENGINE);
                        },
                        cause -> {
                            if (cause instanceof LeaseLostException && parent.isEmpty() && !cutOff) {
                                nodes.orElseThrow().whenBack(() -> begin(newRun, parent, then, otherwise));
                            } else {
                                otherwise.accept(cause);
                            }
                            time().ended(TimeSource.Work.ENGINE);
                        }));
    }

    private RunProcess advance(Prepared prepared, RunPlan plan, WorkflowRun row) {
        var machine = RunMachine.fresh(plan, row);
        var process = process(node(), prepared, plan, machine, Rest.ofFresh(machine, settings.napLimit()));
        var resumed = live.putIfAbsent(row.runId(), process);
        if (resumed != null) {
            return resumed;
        }
        if (!listeners.isEmpty()) {
            listeners.publish(new MaestroEvent.RunChanged(Told.of(row), row.createdAt()));
        }
        process.post(new RunEvent.Started(time().instant()));
        closeIfLate(process);
        return process;
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
        if (cutOff) {
            var unused = process.close();
        }
    }

    private void resumeRunsOf(WorkflowId workflow) {
        if (nodes.isPresent()) {
            nodes.get().add(workflow);
            return;
        }
        dormitory.find(workflow);
        var page = store.unfinished(workflow, Optional.empty(), RECOVERY_PAGE);
        while (!page.isEmpty()) {
            page.forEach(row -> resume(row.runId()));
            page = store.unfinished(workflow, Optional.of(page.getLast().runId()), RECOVERY_PAGE);
        }
    }

    /** Has a run go on unless it is live. */
    void resume(RunId runId) {
        if (dormitory.resumed(runId)) {
            LOG.info("resuming run {}", runId);
        }
    }

    /**
     * Folds a run that is not live. Its row is read while nobody else can make it live: the one that a page of unfinished runs
     * shows may be out of date, because the run has been advanced to its end since.
     */
    private Optional<RunProcess> restored(RunId runId) {
        long node = node();
        var own = nodes.isPresent() ? nodes.get().own(runId) : store.run(runId);
        return own.filter(row -> !row.status().isTerminal())
                .flatMap(row -> catalog.find(row.definition()).map(prepared -> {
                    var plan = prepared.plan(row.params(), evaluator);
                    var machine = folded(plan, row);
                    var process = process(node, prepared, plan, machine, Rest.ofFolded(machine, settings.napLimit()));
                    process.prepare(new RunEvent.Resumed(time().instant()));
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
     * Asks for a run to be stopped, which is woken for that if it sleeps.
     *
     * @param runId the run
     * @param reason who or what asks for it
     * @return completes as that of {@link LiveRun#stop} does; empty if the run has ended or is not advanced here
     */
    public Optional<CompletableFuture<Boolean>> stopAsked(RunId runId, String reason) {
        return dormitory.ask(runId, stop(reason));
    }

    private RunEvent stop(String reason) {
        return new RunEvent.EndAsked(RunStatus.STOPPED, reason, time().instant());
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

    Dormitory dormitory() {
        return dormitory;
    }

    /** Returns how many runs are in memory. */
    public long liveRuns() {
        return live.mappingCount();
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
        return cutOff;
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
        var process = live.get(runId);
        if (process != null) {
            process.post(stop(reason));
        } else if (dormitory.isHere(runId)) {
            time().began(TimeSource.Work.ENGINE);
            dormitory.deliver(runId, new RunMessage.Happened(stop(reason)));
        } else if (nodes.isPresent()) {
            var unused = tell(new Message.StopAsked(runId, reason));
        }
    }

    /**
     * Asks for a run to be stopped that another node advances.
     *
     * @param runId the run
     * @param reason who or what asks for it
     * @return completes when the run has ended; with false if that came by itself
     */
    public CompletableFuture<Boolean> stopElsewhere(RunId runId, String reason) {
        return tell(new Message.StopAsked(runId, reason))
                .thenCompose(told -> endElsewhere(runId))
                .thenApply(row -> row.status() == RunStatus.STOPPED);
    }

    /**
     * Returns the end of a run that another node advances.
     *
     * @param runId the run
     * @return completes when the store tells that the run has ended
     */
    public CompletableFuture<WorkflowRun> endElsewhere(RunId runId) {
        return nodes.orElseThrow().ended(runId);
    }

    /**
     * Tells whether other nodes may advance runs that this engine does not.
     *
     * @return true if the store is shared
     */
    public boolean isOneOfSeveral() {
        return nodes.isPresent();
    }

    /**
     * Returns the nodes that share the store.
     *
     * @return those that are alive; none if the store is not shared
     */
    public List<Node> nodes() {
        return nodes.map(NodeWatch::list).orElse(List.of());
    }

    /** Tells a run that another node may advance; completes when the message is kept. */
    private CompletableFuture<Void> tell(Message message) {
        var kept = new CompletableFuture<Void>();
        time().began(TimeSource.Work.ENGINE);
        lane(message.to().hashCode())
                .submit(new Lane.Send(
                        List.of(message),
                        () -> {
                            kept.complete(null);
                            time().ended(TimeSource.Work.ENGINE);
                        },
                        cause -> {
                            LOG.error("run {} could not be told: {}", message.to(), message, cause);
                            kept.completeExceptionally(cause);
                            time().ended(TimeSource.Work.ENGINE);
                        }));
        return kept;
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

    /** Returns what another node is to know when a run ends: that it has, if a step of a run waits for it that is not live here. */
    List<Message> tidings(WorkflowRun row) {
        return nodes.isPresent()
                        && row.initiator() instanceof Initiator.ByStep byStep
                        && byStep.awaited()
                        && !live.containsKey(byStep.parent())
                ? List.of(new Message.ChildEnded(byStep.parent(), row.runId()))
                : List.of();
    }

    /** Tells where an iteration of a loop is to go on: here, unless somebody else has less to do. */
    NewRun.Place placeOfIteration() {
        return nodes.map(NodeWatch::placeOfIteration).orElse(NewRun.Place.HERE);
    }

    /** Returns which node this is now; it is another after it was taken for dead. */
    long node() {
        return nodes.map(NodeWatch::self).orElse(0L);
    }

    int runsInHand() {
        return live.size();
    }

    /** Gives up all runs, and returns when nothing of them will be recorded any more. Until then nothing can be. */
    void letGo() {
        var passed = lanes.stream().map(Engine::passage).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(passed).join();
        dormitory.letGo();
        while (!live.isEmpty()) {
            var left =
                    List.copyOf(live.values()).stream().map(RunProcess::letGo).toArray(CompletableFuture<?>[]::new);
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

    Store store() {
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
        return draining;
    }

    Purging purging() {
        return purging;
    }

    void forget(RunProcess process) {
        live.remove(process.runId(), process);
    }

    Listeners listeners() {
        return listeners;
    }

    /** Starts of a workflow take their numbers in turn, so they share commits and do not wait for each other in several. */
    private static int hashOf(NewRun.Key key) {
        return switch (key) {
            case NewRun.NextInstance next -> next.workflow().hashCode();
            case NewRun.Numbered numbered -> numbered.runId().hashCode();
        };
    }

    private Lane lane(int hash) {
        return lanes.get(Math.floorMod(hash, lanes.size()));
    }

    /**
     * Ends in order: no further work begins, what goes on may end and be recorded within the limit, what is left then is
     * interrupted and not recorded. Runs that were cut off so stay in the store as they were last recorded.
     */
    @Override
    public void close() {
        draining = true;
        nodes.ifPresent(NodeWatch::close);
        dormitory.lock();
        var processes = List.copyOf(live.values());
        settle(processes);
        var works = Stream.concat(processes.stream().flatMap(process -> process.works().stream()), jobStops.stream())
                .toList();
        boolean done = LimitedWait.forWorks(works, settings.drainLimit());
        cutOff = true;
        if (!done) {
            works.forEach(Work::interrupt);
            if (!LimitedWait.forWorks(works, AFTER_INTERRUPT)) {
                LOG.warn("bodies go on that did not react to interruption; what they return will not be recorded");
            }
        }
        settle(processes);
        LimitedWait.forAnswers(List.of(purging.close()), settleLimit());
        store.giveUp();
        LimitedWait.forAnswers(
                List.copyOf(live.values()).stream().map(RunProcess::close).toList(), SETTLE_LIMIT);
        dormitory.ends().close();
        listeners.close(settings.drainLimit());
    }

    /** Takes notice of the stopping of a job, which is nobody's work any more: its step and maybe its run have ended. */
    void stopJob(Work stop) {
        jobStops.add(stop);
        stop.begin();
    }

    void jobStopped(Work stop) {
        jobStops.remove(stop);
    }

    /** Waits until what was posted to some runs is carried out. */
    private void settle(List<RunProcess> processes) {
        LimitedWait.forAnswers(processes.stream().map(RunProcess::settled).toList(), settleLimit());
    }

    /** A store that does not answer is waited for no longer than bodies are. */
    private Duration settleLimit() {
        return store.outage().isEmpty() || settings.drainLimit().compareTo(SETTLE_LIMIT) > 0
                ? SETTLE_LIMIT
                : settings.drainLimit();
    }
}
