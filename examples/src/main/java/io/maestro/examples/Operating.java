package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.dsl.Workflow;
import io.maestro.run.Breakpoint;
import io.maestro.run.StepStatus;
import io.maestro.run.TimelineEvent;
import java.io.PrintStream;

/** What a person asks of a run: a breakpoint before a step, a look at why it waits, a step that is skipped. */
public final class Operating {

    private Operating() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var nightly = Workflow.define("nightly", w -> {
            var extract = w.step("extract", ctx -> 41);
            var load = w.run("load", extract, rows -> {});
            w.run("notify", ctx -> {}).after(load);
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(nightly);
            maestro.breakpoints().set(Breakpoint.at("nightly", "load"), "ann", "look at the rows first");
            maestro.breakpoints().set(Breakpoint.at("nightly", "notify"), "ann", "nobody is to be woken");
            var run = maestro.start("nightly");

            awaitPaused(run, "load");
            run.explain().forEach(step -> out.println(step));
            out.println(
                    run.step("load").resume("ann", "41 rows, as it should be").text());
            awaitPaused(run, "notify");
            out.println(run.step("notify").skip("bob", "it is late").text());
            out.println(run.await().status());
            out.println(run.step("notify").skip("bob", "once more").text());

            run.timeline().stream()
                    .filter(TimelineEvent.Acted.class::isInstance)
                    .forEach(event -> out.println(((TimelineEvent.Acted) event).action()));
        }
    }

    private static void awaitPaused(RunHandle run, String step) {
        while (run.step(step)
                .attempt()
                .filter(attempt -> attempt.status() == StepStatus.PAUSED)
                .isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
