package com.example.billing;

import io.maestro.Maestro;
import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a customer for money, reminds him each week, and closes the account of one who has not paid after four weeks. */
public final class Billing {

    private static final Duration WEEK = Duration.ofDays(7);

    private Billing() {}

    /** Returns the workflow. */
    public static Workflow workflow(Bank bank, Mail mail) {
        return Workflow.define("billing", w -> {
            w.timeout(Duration.ofDays(40));
            var customer = w.param("customer", Long.class);
            var invoice = w.step("invoice", ctx -> new Invoice(
                            bank.invoice(ctx.get(customer), ctx.idempotencyKey()),
                            ctx.now().plus(WEEK.multipliedBy(4))))
                    .returns(Invoice.class)
                    .retry(RetryPolicy.exponential(5, Duration.ofMinutes(10)))
                    .timeout(Duration.ofHours(1));
            var week = w.type("week", "Sleep")
                    .param("sleep_seconds", WEEK.toSeconds())
                    .after(invoice);
            var paid = w.step("paid", invoice, asked -> bank.isPaid(asked.number()))
                    .after(week)
                    .retry(RetryPolicy.fixed(3, Duration.ofHours(6)))
                    .timeout(Duration.ofMinutes(5));
            var thank = w.run("thank", ctx -> mail.send(ctx.get(customer), "Thank you"));
            var remind = w.run("remind", ctx -> mail.send(ctx.get(customer), "Please pay " + ctx.get(invoice).number()));
            var close = w.run("close", ctx -> mail.send(ctx.get(customer), "Your account is closed"));
            w.from(paid)
                    .when(ctx -> ctx.get(paid))
                    .to(thank)
                    .when(ctx -> !ctx.get(paid) && ctx.now().isBefore(ctx.get(invoice).payBy()))
                    .to(remind)
                    .otherwise(close);
            w.from(remind).when(ctx -> true).backTo(week).atMost(4);
        });
    }

    /** Returns a Maestro that keeps its state in a file and knows the workflow. */
    public static Maestro open(Path file, Bank bank, Mail mail) {
        var maestro = Maestro.builder().store(JdbcStore.h2(file)).build();
        maestro.register(workflow(bank, mail));
        return maestro;
    }
}
