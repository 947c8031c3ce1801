package io.maestro.dsl;

import io.maestro.definition.RetryPolicy;
import io.maestro.run.StepFailure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** The code of the guide to what runs when something fails. */
final class FailuresGuide {

    private FailuresGuide() {}

    /** Gives locks and takes them back. */
    interface Locks {
        String take(String table);

        void release(String lock);
    }

    /** Holds tables. */
    interface Warehouse {
        void load(String table);
    }

    /** Calls somebody. */
    interface Pager {
        void call(List<StepFailure> failures);
    }

    static Workflow load(Locks locks, Warehouse warehouse, Pager pager) {
        // region: load
        Workflow load = Workflow.define("load", w -> {
            Step<String> lock = w.step("lock", ctx -> locks.take("orders"));
            w.run("load", ctx -> warehouse.load("orders"))
                    .after(lock)
                    .onFailure(w.run("unlock", lock, locks::release)
                            .retry(RetryPolicy.exponential(10, Duration.ofSeconds(1))));
            w.onFailure(w.run("alarm", ctx -> pager.call(ctx.failures())));
        });
        // end
        return load;
    }

    static Workflow telling(Warehouse warehouse, PrintStream out) {
        return Workflow.define("telling", w -> {
            w.run("load", ctx -> warehouse.load("orders"));
            // region: told
            w.onFailure(w.run("alarm", ctx -> {
                for (StepFailure failure : ctx.failures()) {
                    out.println(failure.step() + ", attempt " + failure.attempt() + ": " + failure.message());
                }
            }));
            // end
        });
    }
}
