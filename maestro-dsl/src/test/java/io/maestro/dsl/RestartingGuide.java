package io.maestro.dsl;

import io.maestro.ForkRequest;
import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.run.ForkPlan;
import io.maestro.run.InstanceView;
import io.maestro.run.RestartPlan;
import java.io.PrintStream;
import java.util.Map;

/** The code of the guide to restarting. */
final class RestartingGuide {

    private RestartingGuide() {}

    static RunHandle restart(RunHandle run) {
        // region: restart
        RunHandle next = run.restart(RestartRequest.fromIncomplete()
                .params(Map.of("region", "north"))
                .by("ann")
                .reason("wrong region"));
        // end
        return next;
    }

    static void print(RunHandle next, PrintStream out) {
        // region: instance
        InstanceView view = next.instance();
        view.steps().forEach((step, stands) -> out.println(step + ": " + stands.status() + " in run " + stands.run()));
        // end
    }

    static RunHandle plan(RunHandle run, PrintStream out) {
        // region: plan
        RestartPlan plan = run.planRestart(
                RestartRequest.fromIncomplete().version("latest").by("ann").reason("fixed in the new version"));
        out.print(plan.text());
        RunHandle next = run.restart(plan);
        // end
        return next;
    }

    static RunHandle fork(RunHandle run, PrintStream out) {
        // region: fork
        ForkPlan plan = run.planFork(ForkRequest.from("score")
                .params(Map.of("model", "v2"))
                .by("ann")
                .reason("what would the new model say?"));
        out.print(plan.text());
        RunHandle fork = run.fork(plan);
        // end
        return fork;
    }

    static RunHandle iteration(RunHandle run) {
        // region: iteration
        RunHandle top = run.child("regions", 2).orElseThrow().restart(RestartRequest.fromBeginning());
        // end
        return top;
    }
}
