package io.maestro;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import io.maestro.internal.engine.Engine;
import io.maestro.internal.engine.EngineSettings;
import io.maestro.internal.engine.PatientStore;
import io.maestro.internal.engine.Registered;
import io.maestro.internal.engine.Starts;
import io.maestro.internal.engine.SystemClock;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.WorkflowRun;
import io.maestro.step.WorkflowCode;
import io.maestro.store.HostTransaction;
import io.maestro.store.NewRun;
import io.maestro.store.Node;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.store.UnknownOutcomeException;
import io.maestro.store.VersionedDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The facade over an engine. */
final class EmbeddedMaestro implements Maestro {

    private final Engine engine;
    private final Store store;
    private final Optional<SystemClock> ownClock;
    private final Duration startLimit;
    private final AtomicBoolean closed = new AtomicBoolean();

    EmbeddedMaestro(EngineSettings settings, Duration startLimit, Optional<SystemClock> ownClock) {
        this.engine = new Engine(settings);
        this.store = settings.store();
        this.startLimit = startLimit;
        this.ownClock = ownClock;
    }

    private record Handle(Maestro maestro, WorkflowDefinition definition, Registered registered)
            implements WorkflowHandle {
        @Override
        public WorkflowId id() {
            return definition.id();
        }

        @Override
        public long version() {
            return registered.version();
        }

        @Override
        public List<Problem> warnings() {
            return registered.warnings();
        }

        @Override
        public RunHandle start(StartRequest request) {
            return maestro.start(id().value(), request);
        }
    }

    @Override
    public WorkflowHandle register(WorkflowDefinition definition, WorkflowCode code) {
        checkOpen();
        return new Handle(this, definition, engine.register(definition, code));
    }

    @Override
    public RunHandle start(String workflow, StartRequest request) {
        return startAll(workflow, List.of(request)).getFirst();
    }

    @Override
    public List<RunHandle> startAll(String workflow, List<StartRequest> requests) {
        checkOpen();
        if (requests.isEmpty()) {
            return List.of();
        }
        var id = new WorkflowId(workflow);
        var starting = engine.starts()
                .start(requests.stream().map(request -> asked(id, request)).toList());
        return Waiting.until(starting, startLimit).orElseThrow(this::notStarted).stream()
                .<RunHandle>map(started -> new EngineRunHandle(engine, store, started.runId(), started.known()))
                .toList();
    }

    private static Starts.Asked asked(WorkflowId workflow, StartRequest request) {
        return new Starts.Asked(
                new NewRun.NextInstance(workflow, request.requestId()),
                new Initiator.ByHand(request.user()),
                request.params(),
                request.priority(),
                request.version(),
                request.failureRecorded());
    }

    private record Pending(EmbeddedMaestro maestro, Starts.Uncommitted uncommitted) implements PendingRun {
        @Override
        public RunId id() {
            return uncommitted.runId();
        }

        @Override
        public RunHandle committed() {
            maestro.checkOpen();
            var engine = maestro.engine;
            return engine.starts()
                    .committed(uncommitted)
                    .map(started -> new EngineRunHandle(engine, maestro.store, started.runId(), started.known()))
                    .orElseThrow(() -> new RunNotFoundException(id()));
        }
    }

    @Override
    public PendingRun start(String workflow, StartRequest request, HostTransaction transaction) {
        checkOpen();
        return new Pending(this, engine.starts().startWithin(transaction, asked(new WorkflowId(workflow), request)));
    }

    private UnknownOutcomeException notStarted() {
        return new UnknownOutcomeException("the run is not recorded after " + startLimit
                + "; it will be when the store answers again, if this process lives until then: "
                + engine.outage().map(PatientStore.Outage::reason).orElse("the store is slow"));
    }

    @Override
    public Breakpoints breakpoints() {
        return new EngineBreakpoints(engine, store);
    }

    @Override
    public Limits limits() {
        return new EngineLimits(engine.limits());
    }

    @Override
    public WorkflowControl control(String workflow) {
        return new EngineWorkflowControl(engine, new WorkflowId(workflow));
    }

    @Override
    public Health health() {
        return new Health(
                engine.outage().map(outage -> new Health.Outage(outage.since(), outage.reason())),
                engine.liveRuns(),
                engine.sleepingRuns(),
                engine.abandonedBodies(),
                engine.repairs());
    }

    @Override
    public List<Node> nodes() {
        return engine.elsewhere().nodes();
    }

    @Override
    public Optional<RunHandle> find(RunId runId) {
        return EngineRunHandle.of(engine, store, runId);
    }

    @Override
    public List<WorkflowRun> runs(RunQuery query) {
        return store.runs(query);
    }

    @Override
    public List<WorkflowId> workflows() {
        return store.workflows();
    }

    @Override
    public Optional<WorkflowDefinition> definition(String workflow, long version) {
        return store.definition(new WorkflowId(workflow), version).map(VersionedDefinition::definition);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            engine.close();
            ownClock.ifPresent(SystemClock::close);
            store.close();
        }
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new MaestroClosedException();
        }
    }
}
