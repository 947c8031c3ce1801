package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import io.maestro.run.StepFailure;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A load takes a lock and fails: the lock is given back, and then somebody is told, by a workflow of its own that others use, too. */
public final class FailedLoad {

    private FailedLoad() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Set<String> locks = ConcurrentHashMap.newKeySet();
        var page = Workflow.define("page-somebody", w -> {
            var failure = w.param("failure", "nothing");
            w.run("page", failure, text -> out.println("somebody is told: " + text));
        });
        var load = Workflow.define("load", w -> {
            var lock = w.step("lock", ctx -> {
                locks.add("orders");
                return "orders";
            });
            w.run("load", ctx -> {
                        throw new IllegalStateException("the disk is full");
                    })
                    .after(lock)
                    .onFailure(w.run("unlock", ctx -> {
                        locks.remove(ctx.get(lock));
                        out.println("unlocked after the failure of "
                                + ctx.failures().stream()
                                        .map(StepFailure::step)
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", ")));
                    }));
            w.onFailure(w.subworkflow("tell", page));
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(page);
            maestro.register(load);
            var run = maestro.start("load");
            out.println(run.await().status());
            run.run().handling().ifPresent(handling -> out.println("handled by " + handling));
            out.println("still locked: " + locks);
        }
    }
}
