package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import java.io.PrintStream;
import java.util.List;

/** A loop over a list, two elements at a time: each iteration is a run of its own, and what they return comes back as a list. */
public final class RegionalLoads {

    private RegionalLoads() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var loads = Workflow.define("regional-loads", w -> {
            var regions = w.step("regions", ctx -> List.of("eu", "us", "apac"));
            var rows = w.foreach("load", regions, (region, body) -> {
                        var file = body.step("find", region, name -> "orders-" + name + ".csv");
                        return body.step("count", file, String::length);
                    })
                    .concurrency(2);
            w.step(
                    "report",
                    rows,
                    counts -> counts.size() + " regions, "
                            + counts.stream().mapToInt(Integer::intValue).sum() + " rows");
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(loads);
            var run = maestro.start("regional-loads");
            var end = run.await();
            out.println(end.status() + ", " + end.rollup().total() + " steps in all");
            out.println(run.output("report", String.class).orElseThrow());
        }
    }
}
