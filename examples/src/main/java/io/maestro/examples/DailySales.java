package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A fork and a join on real data: reads a file of orders, sorts out the rows that are broken, sums by country and looks for the
 * largest order at the same time, and joins the two into a report, after which a notice is sent if rows were broken.
 */
public final class DailySales {

    private static final String FILE = "orders.csv";

    private DailySales() {}

    /**
     * An order.
     *
     * @param number its number
     * @param country where it was made
     * @param amount what it is worth
     */
    record Order(String number, String country, BigDecimal amount) {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        try (var maestro = Maestro.inMemory()) {
            maestro.register(workflow(out));
            var run = maestro.start("daily-sales", Map.of("file", FILE));
            out.println(run.await().status());
            run.steps().forEach(step -> out.printf("  %-16s %s%n", step.step(), step.status()));
            out.println(run.output("report", String.class).orElseThrow());
        }
    }

    static Workflow workflow(PrintStream out) {
        return Workflow.define("daily-sales", w -> {
            var file = w.param("file", String.class);

            var rows = w.step("read", ctx -> rowsOf(ctx.get(file)))
                    .retry(RetryPolicy.exponential(3, Duration.ofSeconds(1)))
                    .timeout(Duration.ofMinutes(1));
            var orders = w.step(
                    "parse",
                    rows,
                    all -> all.stream().flatMap(row -> parsed(row).stream()).toList());
            var broken = w.step(
                    "find-broken",
                    rows,
                    all -> all.stream().filter(row -> parsed(row).isEmpty()).toList());

            var sums = w.step("sum-by-country", orders, DailySales::sumByCountry);
            var largest = w.step(
                    "find-largest",
                    orders,
                    all -> all.stream().max(Comparator.comparing(Order::amount)).orElseThrow());
            var report = w.step("report", sums, largest, DailySales::report);

            var notice = w.run("notify", broken, bad -> out.println("broken rows: " + bad));
            var gather = w.step("count-broken", broken, List::size).after(report);
            w.from(gather).when(ctx -> ctx.get(gather) > 0).to(notice);
        });
    }

    private static List<String> rowsOf(String file) throws IOException {
        try (InputStream in = DailySales.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("there is no file '" + file + "' beside this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }

    private static Optional<Order> parsed(String row) {
        var cells = row.split(",", -1);
        if (cells.length != 4 || cells[2].isEmpty() || !cells[3].matches("\\d+\\.\\d\\d")) {
            return Optional.empty();
        }
        return Optional.of(new Order(cells[0], cells[2], new BigDecimal(cells[3])));
    }

    private static Map<String, BigDecimal> sumByCountry(List<Order> orders) {
        return orders.stream()
                .collect(Collectors.groupingBy(
                        Order::country,
                        TreeMap::new,
                        Collectors.mapping(Order::amount, Collectors.reducing(BigDecimal.ZERO, BigDecimal::add))));
    }

    private static String report(Map<String, BigDecimal> sums, Order largest) {
        return sums.entrySet().stream()
                .map(sum -> String.format("  %s %10s", sum.getKey(), sum.getValue()))
                .collect(Collectors.joining(
                        "\n", "sales by country\n", "\nlargest order: " + largest.number() + ", " + largest.amount()));
    }
}
