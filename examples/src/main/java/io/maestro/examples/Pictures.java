package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.picture.Picture;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pictures: a workflow with a loop and a cycle is printed for Mermaid, and a run of it drawn into an SVG file. */
public final class Pictures {

    private Pictures() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws IOException if the picture cannot be written
     */
    public static void main(String[] args) throws IOException {
        run(System.out, Path.of("target"));
    }

    static void run(PrintStream out, Path folder) throws IOException {
        var upload = Workflow.define("upload", w -> {
            var files = w.step("list", ctx -> List.of("orders.csv", "customers.csv", "items.csv"));
            var sizes = w.foreach("read-each", files, (file, body) -> {
                        var text = body.step("read", file, name -> "rows of " + name);
                        return body.step("measure", text, String::length);
                    })
                    .concurrency(2);
            var send = w.step(
                    "send", sizes, all -> all.stream().mapToInt(size -> size).sum());
            var check = w.step("check", ctx -> ctx.attempt() * 0.4).after(send).outputParam("received", Double.class);
            w.from(check).when("received < 1.0").backTo(send).atMost(5).otherwise(w.run("clean-up", ctx -> {}));
        });
        out.println(Picture.of(upload.definition()).mermaid());

        try (var maestro = Maestro.inMemory()) {
            maestro.register(upload);
            var run = maestro.start("upload");
            run.await();
            var file = folder.resolve("upload-run.svg");
            Files.createDirectories(folder);
            Files.writeString(file, Picture.of(run).svg());
            out.println("the run is drawn in " + file);
        }
    }
}
