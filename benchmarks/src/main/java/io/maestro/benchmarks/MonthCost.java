package io.maestro.benchmarks;

import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.test.MaestroTestKit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a test of a month costs by the clock: a kit is made, a flow runs through 30 days with retries, timeouts, a loop and weekly waits,
 * and the kit is closed.
 */
public final class MonthCost {

    private static final int TESTS = 500;

    private MonthCost() {}

    /**
     * Measures and prints a line.
     *
     * @param args none
     * @throws Exception if something could not be measured
     */
    public static void main(String[] args) throws Exception {
        var month = month();
        var test = Repeated.measure("a test of a flow of 30 days", TESTS, 1, times -> {
            for (int i = 0; i < times; i++) {
                test(month);
            }
        });
        System.out.println(Repeated.machine());
        System.out.println(test.comparedWith(test));
    }

    private static Workflow month() {
        return Workflow.define("month", w -> {
            w.timeout(Duration.ofDays(40));
            var customers = w.step("customers", ctx -> List.of("ann", "bob", "eve"))
                    .retry(RetryPolicy.exponential(3, Duration.ofMinutes(10)));
            var bills = w.foreach("bills", customers, (customer, body) -> {
                var bill = body.step("bill", customer, name -> name + "'s bill").timeout(Duration.ofHours(1));
                return body.step("send", bill, text -> text).retry(RetryPolicy.fixed(2, Duration.ofHours(6)));
            });
            var week = w.type("week", "Sleep")
                    .param("sleep_seconds", Duration.ofDays(7).toSeconds())
                    .after(bills);
            var paid = w.step("paid", ctx -> false)
                    .after(week)
                    .timeout(Duration.ofHours(12))
                    .retry(RetryPolicy.fixed(0, Duration.ofHours(1)).retryingTimeouts(1));
            var grace = w.type("grace", "Sleep")
                    .param("sleep_seconds", Duration.ofDays(2).toSeconds());
            w.run("close", ctx -> {}).after(grace);
            w.from(paid).when(ctx -> !ctx.get(paid)).backTo(week).atMost(10).otherwise(grace);
        });
    }

    private static void test(Workflow month) {
        try (var kit = MaestroTestKit.create()) {
            kit.mocks().step("customers").fails(new IOException("down")).returns(List.of("ann", "bob", "eve"));
            kit.mocks().step("send").fails(new IOException("down")).returns("sent");
            kit.mocks()
                    .step("paid")
                    .hangs()
                    .returns(false)
                    .returns(false)
                    .returns(false)
                    .returns(true);
            var start = kit.clock().instant();
            var run = kit.run(month, Map.of());
            var days =
                    Duration.between(start, run.run().endedAt().orElseThrow()).toDays();
            if (run.run().status() != RunStatus.SUCCEEDED || days < 30) {
                throw new IllegalStateException("the run is " + run.run().status() + " after " + days + " days");
            }
        }
    }
}
