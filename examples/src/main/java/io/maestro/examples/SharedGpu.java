package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import io.maestro.permit.HostLimit;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Two workflows whose steps share a GPU: a limit of the host lets one of them at it at a time. */
public final class SharedGpu {

    private SharedGpu() {}

    /**
     * Runs the workflows.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var atOnce = new AtomicInteger();
        try (var maestro =
                Maestro.builder().limit(HostLimit.ofTag("gpu").permits(1)).build()) {
            Stream.of("faces", "voices").forEach(name -> maestro.register(training(name, atOnce, out)));
            var runs = Stream.of("faces", "voices", "faces").map(maestro::start).toList();
            runs.forEach(run -> out.println(run.id() + " " + run.await().status()));
        }
    }

    private static Workflow training(String name, AtomicInteger atOnce, PrintStream out) {
        return Workflow.define(name, w -> {
            var prepare = w.run("prepare", ctx -> out.println(name + " are prepared"));
            w.run("train", ctx -> {
                        int working = atOnce.incrementAndGet();
                        out.println(name + " are trained, " + working + " at once");
                        atOnce.decrementAndGet();
                    })
                    .tag("gpu")
                    .after(prepare);
        });
    }
}
