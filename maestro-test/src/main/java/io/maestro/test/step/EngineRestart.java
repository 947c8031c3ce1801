package io.maestro.test.step;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.dsl.Workflow;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.step.StepRuntime;
import io.maestro.store.ForwardingStore;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A run with one step of a type, and two engines that advance it one after the other. */
final class EngineRestart implements AutoCloseable {

    private static final String TYPE = "contract";

    private final Supplier<StepRuntime> runtimes;
    private final Workflow workflow;
    private final Store rows = Stores.inMemory();
    private Maestro maestro;
    private RunHandle run;

    EngineRestart(Supplier<StepRuntime> runtimes, Map<String, ParamValue> params) {
        this.runtimes = runtimes;
        this.workflow = Workflow.define(Asked.workflowOfOnesOwn().value(), w -> {
            var step = w.type(Asked.STEP.value(), TYPE);
            params.forEach((name, value) -> step.param(name, ParamDefinition.exactly(value)));
        });
        this.maestro = engine();
        this.run = maestro.register(workflow).start();
    }

    private Maestro engine() {
        return Maestro.builder()
                .store(new ForwardingStore(rows) {
                    @Override
                    public void close() {
                        // The rows outlive the engine.
                    }
                })
                .stepType(TYPE, runtimes.get())
                .drainLimit(Duration.ZERO)
                .build();
    }

    /** Returns the key of the step. */
    String key() {
        return run.id() + "/" + Asked.STEP;
    }

    /** Waits until the id of the job is recorded. */
    void startJob(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        var pause = new CountDownLatch(1);
        while (run.attempts().stream().noneMatch(attempt -> attempt.jobId().isPresent())) {
            assertTrue(System.nanoTime() - end < 0, () -> "the id of the job was to be recorded; " + run.explain());
            var unused = pause.await(5, TimeUnit.MILLISECONDS);
        }
    }

    /** Has the next engine come. */
    void restart() {
        RunId id = run.id();
        maestro.close();
        maestro = engine();
        maestro.register(workflow);
        run = maestro.find(id).orElseThrow();
    }

    /** Stops the run. */
    void stop() {
        assertTrue(run.stop("the contract is over"), "the run was to go on after a restart");
    }

    @Override
    public void close() {
        maestro.close();
        rows.close();
    }
}
