package io.maestro;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import io.maestro.internal.engine.Engine;
import io.maestro.internal.engine.Registered;
import io.maestro.internal.engine.SystemClock;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.step.WorkflowCode;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The facade over an engine. */
final class EmbeddedMaestro implements Maestro {

    private final Engine engine;
    private final Store store;
    private final Optional<SystemClock> ownClock;
    private final AtomicBoolean closed = new AtomicBoolean();

    EmbeddedMaestro(Engine.Settings settings, Optional<SystemClock> ownClock) {
        this.engine = new Engine(settings);
        this.store = settings.store();
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
        public RunHandle start(Map<String, ?> params) {
            return maestro.start(id().value(), params);
        }
    }

    @Override
    public WorkflowHandle register(WorkflowDefinition definition, WorkflowCode code) {
        checkOpen();
        return new Handle(this, definition, engine.register(definition, code));
    }

    @Override
    public RunHandle start(String workflow, Map<String, ?> params) {
        checkOpen();
        var live = Waiting.until(engine.start(new WorkflowId(workflow), params));
        return new EngineRunHandle(engine, store, live.runId(), Optional.of(live));
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
        return store.definition(new WorkflowId(workflow), version);
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
