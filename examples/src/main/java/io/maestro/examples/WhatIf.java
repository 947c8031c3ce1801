package io.maestro.examples;

import io.maestro.ForkRequest;
import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** A run is forked to see what else could have come of it, without doing again what came before. */
public final class WhatIf {

    private WhatIf() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var forecast = Workflow.define("forecast", w -> {
            var growth = w.param("growth", 2L);
            var sales = w.step("sales", ctx -> {
                out.println("adding up the sales of ten years");
                return List.of(310L, 280L, 410L);
            });
            var mean = w.step(
                    "mean",
                    sales,
                    years -> years.stream().mapToLong(year -> year).sum() / years.size());
            w.step("next", ctx -> ctx.get(mean) * (100 + ctx.get(growth)) / 100).after(mean);
        });

        try (var maestro = Maestro.inMemory()) {
            var run = maestro.register(forecast).start();
            run.await();
            out.println(run.id() + ": " + run.output("next", Long.class).orElse(0L));

            var plan = run.planFork(ForkRequest.from("next")
                    .params(Map.of("growth", 20))
                    .by("ada")
                    .reason("what if it grows faster?"));
            out.print(plan.text());
            var fork = run.fork(plan);
            fork.await();
            out.println(fork.id() + ": " + fork.output("next", Long.class).orElse(0L));
        }
    }
}
