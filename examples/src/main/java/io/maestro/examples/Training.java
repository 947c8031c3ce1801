package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Map;

/** Params that depend on each other, and a cycle: a model is trained until it is good enough, a few rounds at most. */
public final class Training {

    private Training() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var training = Workflow.define("training", w -> {
            var day = w.param("day", LocalDate.of(2026, 11, 25));
            w.param("since", LocalDate.class).computed(p -> p.get(day).minusDays(7));
            var data = w.param("data", String.class).text("lake/orders/${since}_${day}");
            var enough = w.param("enough", 0.9);

            var train = w.step("train", ctx -> "model " + ctx.attempt() + " of " + ctx.get(data));
            var score = w.step("score", train, model -> 1 - 0.4 / round(model));
            var publish = w.step("publish", train, score, (model, good) -> model + " scores " + good);
            w.from(score)
                    .when(ctx -> ctx.get(score) < ctx.get(enough))
                    .backTo(train)
                    .atMost(10)
                    .otherwise(publish);
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(training);
            var run = maestro.start("training", Map.of("enough", 0.85));
            out.println(run.await().status());
            run.attempts()
                    .forEach(attempt -> out.println(attempt.step() + ", visit " + attempt.visit() + ": "
                            + attempt.output().orElse("nothing")));
        }
    }

    private static int round(String model) {
        return Integer.parseInt(model.substring("model ".length(), model.indexOf(" of")));
    }
}
