package io.maestro.benchmarks;

import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.eval.params.Compilers;
import io.maestro.internal.eval.params.Settings;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.HostRules;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.internal.kernel.StepEvent;
import io.maestro.internal.kernel.Try;
import io.maestro.internal.memory.MemoryStore;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Fact;
import io.maestro.run.Initiator;
import io.maestro.run.Retries;
import io.maestro.run.RunId;
import io.maestro.sel.EvalLimits;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.value.JavaValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What a step costs in memory, and where the time goes: the whole engine on a chain of 10 no-op steps with 64 runs in flight,
 * beside each of its parts alone, all in one run of one JVM.
 */
public final class StepCost {

    private static final WorkflowId CHAIN = new WorkflowId("chain");
    private static final Try FIRST = new Try(1, 1, 1, Retries.NONE, 0);
    private static final int LENGTH = 10;
    private static final int IN_FLIGHT = 64;
    private static final int RUNS = 100_000;
    private static final int THREADS = 1_000_000;

    private StepCost() {}

    /**
     * Measures and prints a table.
     *
     * @param args none
     * @throws Exception if something could not be measured
     */
    public static void main(String[] args) throws Exception {
        var bare = Repeated.measure("bare: start a virtual thread and join it", THREADS, 1, StepCost::threads);
        var decide = Repeated.measure("part: decide (1 thread)", RUNS, LENGTH, StepCost::decide);
        var commit = Repeated.measure("part: record in the memory store (1 thread)", RUNS, LENGTH, StepCost::commit);
        try (var maestro = Maestro.builder().store(Stores.inMemory(1000)).build()) {
            maestro.register(Chain.of("chain", LENGTH));
            var flight = Repeated.measure(
                    "whole: a step, chain of 10, 64 in flight", RUNS, LENGTH, runs -> fly(maestro, runs));
            var alone = Repeated.measure(
                    "whole: a step, chain of 10, one run at a time", RUNS / 10, LENGTH, runs -> alone(maestro, runs));
            System.out.println(Repeated.machine());
            for (var line : List.of(bare, decide, commit, flight, alone)) {
                System.out.println(line.comparedWith(bare));
            }
        }
    }

    private static void threads(int times) throws InterruptedException {
        var permits = new Semaphore(IN_FLIGHT);
        for (int i = 0; i < times; i++) {
            permits.acquire();
            Thread.startVirtualThread(permits::release);
        }
        permits.acquire(IN_FLIGHT);
    }

    private static void fly(Maestro maestro, int runs) throws InterruptedException {
        var permits = new Semaphore(IN_FLIGHT);
        for (int i = 0; i < runs; i++) {
            permits.acquire();
            var unused = maestro.start("chain").ended().whenComplete((run, failure) -> permits.release());
        }
        permits.acquire(IN_FLIGHT);
    }

    private static void alone(Maestro maestro, int runs) {
        for (int i = 0; i < runs; i++) {
            maestro.start("chain").await();
        }
    }

    /** Feeds a machine what happens to a chain, with nothing around it. */
    private static void decide(int runs) {
        var plan = plan();
        var at = Instant.EPOCH;
        for (int i = 0; i < runs; i++) {
            var machine = RunMachine.fresh(plan, newRun(at).row(runId(i + 1)));
            machine.decide(new RunEvent.Started(at));
            for (int step = 0; step < LENGTH; step++) {
                machine.decide(succeeded(plan, step, at));
            }
            if (!machine.run().status().isTerminal()) {
                throw new IllegalStateException("the chain did not end");
            }
        }
    }

    /** Records what a chain records, one commit a step. */
    private static void commit(int runs) {
        var plan = plan();
        var at = Instant.EPOCH;
        var store = new MemoryStore(1000);
        var machine = RunMachine.fresh(plan, newRun(at).row(runId(1)));
        machine.decide(new RunEvent.Started(at));
        var template = new ArrayList<List<Fact>>();
        for (int step = 0; step < LENGTH; step++) {
            template.add(machine.decide(succeeded(plan, step, at)).facts());
        }
        for (int i = 0; i < runs; i++) {
            var run = store.commit(new Commit(List.of(newRun(at)), List.of()))
                    .get(0)
                    .run()
                    .runId();
            for (var facts : template) {
                store.commit(new Commit(
                        List.of(),
                        facts.stream().map(fact -> Moved.to(run, fact)).toList()));
            }
        }
    }

    private static RunPlan plan() {
        var definition = Chain.of("chain", LENGTH).definition();
        return RunPlan.of(
                Graph.of(definition.steps()),
                definition.steps(),
                definition.timeout(),
                new Settings(Map.of(), Compilers.forgetful(EvalLimits.defaults())),
                new HostRules(Duration.ofSeconds(30), 10));
    }

    private static NewRun newRun(Instant at) {
        return new NewRun(
                new NewRun.NextInstance(CHAIN, Optional.empty()),
                DefinitionRef.whole(CHAIN, 1),
                Initiator.unknown(),
                Map.of(),
                at);
    }

    private static RunId runId(long instance) {
        return new RunId(CHAIN, instance, 1);
    }

    private static RunEvent succeeded(RunPlan plan, int step, Instant at) {
        return new RunEvent.OfStep(
                step,
                new StepEvent.Succeeded(FIRST, Map.of(), Optional.of(JavaValue.of("done")), plan.allTrue(step), at));
    }
}
