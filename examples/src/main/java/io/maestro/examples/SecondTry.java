package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.RestartRequest;
import io.maestro.dsl.Workflow;
import io.maestro.run.InstanceView;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** A run that failed is restarted with another param: what was done is kept, and what was not is done. */
public final class SecondTry {

    private SecondTry() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var invoices = Workflow.define("invoices", w -> {
            var printer = w.param("printer", "first floor");
            var bills = w.step("collect", ctx -> {
                out.println("collecting");
                return List.of("Ada", "Grace", "Edsger");
            });
            var total = w.step("total", bills, List::size);
            w.step("print", ctx -> {
                        if (ctx.get(printer).equals("first floor")) {
                            throw new IllegalStateException("the printer on the first floor is out of paper");
                        }
                        return ctx.get(total) + " invoices printed on the " + ctx.get(printer);
                    })
                    .after(total);
        });

        try (var maestro = Maestro.inMemory()) {
            var first = maestro.register(invoices).start();
            out.println(first.id() + ": " + first.await().status());

            var second = first.restart(RestartRequest.fromIncomplete()
                    .params(Map.of("printer", "second floor"))
                    .by("ada")
                    .reason("out of paper"));
            out.println(second.id() + ": " + second.await().status() + ", "
                    + second.output("print", String.class).orElse("nothing"));
            print(second.instance(), out);
        }
    }

    private static void print(InstanceView instance, PrintStream out) {
        instance.steps()
                .forEach((step, view) -> out.println("  " + step + ": " + view.status() + " in run "
                        + view.run().map(String::valueOf).orElse("none")));
    }
}
