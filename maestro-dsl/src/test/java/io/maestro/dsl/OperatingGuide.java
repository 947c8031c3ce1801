package io.maestro.dsl;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.definition.RetryPolicy;
import io.maestro.run.Breakpoint;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** The code of the guide to operating. */
final class OperatingGuide {

    private OperatingGuide() {}

    /** Where rows come from. */
    interface Client {
        List<String> get(String url) throws IOException;
    }

    static void lookFirst(Maestro maestro) {
        // region: breakpoint
        maestro.breakpoints().set(Breakpoint.at("daily-etl", "load").version(3), "ann", "look at the rows first");
        // end
    }

    static void goOn(Maestro maestro, RunHandle run) {
        // region: resume
        run.step("load").resume("ann", "the rows are good");
        maestro.breakpoints().removeAndResume(Breakpoint.at("daily-etl", "load").version(3), "ann", "done");
        // end
    }

    static Workflow fetching(Client client, String url) {
        return Workflow.define("fetching", w -> {
            // region: failures
            w.step("fetch", ctx -> client.get(url))
                    .retry(RetryPolicy.exponential(5, Duration.ofSeconds(1)))
                    .retryOn(IOException.class) // all else is fatal
                    .fatalOn(UnknownHostException.class) // even though it is an IOException
                    .retryIf(answer -> answer.isEmpty()); // an output that is no good
            // end
        });
    }
}
