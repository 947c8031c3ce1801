package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.StartRequest;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.dsl.Workflow;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** A workflow of which one run goes on at a time: the others wait for their turn, the urgent one first. */
public final class UrgentLoads {

    private UrgentLoads() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var load = Workflow.define("load", w -> {
            w.runStrategy(RunStrategy.of(Rule.SEQUENTIAL));
            var table = w.param("table", String.class);
            w.run("load", ctx -> out.println("loads " + ctx.get(table)));
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(load);
            var runs = maestro.startAll(
                    "load",
                    List.of(table("orders"), table("customers"), table("prices").priority(1)));
            for (var run : runs) {
                out.println(run.id() + " " + run.await().status());
            }
        }
    }

    private static StartRequest table(String name) {
        return StartRequest.of(Map.of("table", name));
    }
}
