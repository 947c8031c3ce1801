package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.RestartRequest;
import io.maestro.dsl.Workflow;
import java.io.PrintStream;
import java.util.List;

/** A run that failed goes on in a new version of its workflow, after a look at what that comes to. */
public final class MendedVersion {

    private MendedVersion() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var firstVersion = Workflow.define("wages", w -> {
            var hours = w.step("hours", ctx -> {
                out.println("reading the hours");
                return List.of(38, 40, 0);
            });
            w.step("average", hours, all -> 4_000 / all.getLast());
        });
        var mended = Workflow.define("wages", w -> {
            var hours = w.step("hours", ctx -> {
                out.println("reading the hours");
                return List.of(38, 40, 0);
            });
            var worked = w.step(
                    "worked",
                    hours,
                    all -> all.stream().filter(some -> some > 0).toList());
            w.step("average", worked, all -> 4_000 / all.getLast());
        });

        try (var maestro = Maestro.inMemory()) {
            var first = maestro.register(firstVersion).start();
            out.println(first.id() + ": " + first.await().status());
            maestro.register(mended);

            var plan = first.planRestart(
                    RestartRequest.fromIncomplete().version("latest").by("ada").reason("who did not work is left out"));
            out.print(plan.text());
            var second = first.restart(plan);
            out.println(second.id() + ": " + second.await().status() + ", "
                    + second.output("average", Integer.class).orElse(0) + " an hour");
        }
    }
}
