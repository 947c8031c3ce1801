package io.maestro.dsl;

import io.maestro.Maestro;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** The code of the README. What stands between the marks is quoted there; a test compares them. */
final class ReadmeExample {

    private ReadmeExample() {}

    static void run(PrintStream out) {
        // region: hello
        var hello = Workflow.define("hello", w -> {
            var name = w.param("name", "world");
            var greeting = w.step("greet", ctx -> "Hello, " + ctx.get(name));
            w.step("shout", greeting, text -> text.toUpperCase(Locale.ROOT) + "!");
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(hello);
            var run = maestro.start("hello", Map.of("name", "Maestro"));
            out.println(run.await().status()); // SUCCEEDED
            out.println(run.output("shout", String.class).orElseThrow()); // HELLO, MAESTRO!
        }
        // end
    }
}
