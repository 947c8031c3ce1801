package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** The smallest workflow: a param, two steps, and the output of the last. */
public final class Hello {

    private Hello() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var hello = Workflow.define("hello", w -> {
            var name = w.param("name", "world");
            var greeting = w.step("greet", ctx -> "Hello, " + ctx.get(name));
            w.step("shout", greeting, text -> text.toUpperCase(Locale.ROOT) + "!");
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(hello);
            var run = maestro.start("hello", Map.of("name", "Maestro"));
            out.println(run.await().status());
            out.println(run.output("shout", String.class).orElseThrow());
        }
    }
}
