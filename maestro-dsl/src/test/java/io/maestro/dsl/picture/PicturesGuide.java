package io.maestro.dsl.picture;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Store;
import io.maestro.store.VersionedDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The code of the guide to pictures. What stands between the marks is quoted there; a test compares them. */
final class PicturesGuide {

    private PicturesGuide() {}

    static Workflow training() {
        // region: workflow
        Workflow training = Workflow.define("training", w -> {
            var files = w.step("list", ctx -> List.of("a.csv", "b.csv", "c.csv"));
            var rows = w.foreach("load", files, (file, body) -> body.step("read", file, String::length))
                    .concurrency(10);
            var train = w.step("train", ctx -> ctx.attempt()).after(rows);
            var score = w.step("score", train, model -> 1.0 / model).outputParam("error", Double.class);
            var publish = w.step("publish", score, error -> "published with error " + error);
            w.from(score).when("error > 0.4").backTo(train).atMost(5).otherwise(publish);
        });
        // end
        return training;
    }

    static String mermaid(Workflow training) {
        // region: mermaid
        String mermaid = Picture.of(training.definition()).mermaid();
        // end
        return mermaid;
    }

    static void svg(Workflow training, Path folder) throws IOException {
        // region: svg
        Picture picture = Picture.of(training.definition()).leftToRight();
        Files.writeString(folder.resolve("training.svg"), picture.svg());
        // end
    }

    static String run(Maestro maestro, RunId id) {
        // region: run
        RunHandle run = maestro.find(id).orElseThrow();
        String svg = Picture.of(run).svg();
        // end
        return svg;
    }

    static String iteration(RunHandle run) {
        // region: iteration
        RunHandle third = run.child("load", 3).orElseThrow();
        String svg = Picture.of(third).svg();
        // end
        return svg;
    }

    static String stored(Store store, RunId id) {
        // region: stored
        WorkflowRun run = store.run(id).orElseThrow();
        List<StepAttempt> attempts = store.attempts(id);
        VersionedDefinition version =
                store.definition(run.definition().workflow(), run.version()).orElseThrow();
        String svg = Picture.of(version.definition(), run, attempts).svg();
        // end
        return svg;
    }

    static Picture including(WorkflowDefinition parent, WorkflowDefinition child) {
        // region: including
        Picture picture = Picture.of(parent).including(child);
        // end
        return picture;
    }
}
