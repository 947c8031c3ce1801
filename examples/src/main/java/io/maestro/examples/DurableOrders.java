package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import io.maestro.jdbc.JdbcStore;
import io.maestro.run.RunId;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;

/**
 * State in a file: the application stops while an order is being shipped, and goes on with it when it is started again. The
 * customer is charged once.
 */
public final class DurableOrders {

    private DurableOrders() {}

    /**
     * Runs the workflow, with its state in {@code target/orders.mv.db}.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(Path.of("target", "orders"), System.out);
    }

    /**
     * What is ordered. A durable store writes it as JSON.
     *
     * @param customer who orders
     * @param day when
     * @param amount what it costs
     */
    record Order(String customer, LocalDate day, BigDecimal amount) {}

    static void run(Path file, PrintStream out) {
        var depot = new Depot(out);
        var orders = Workflow.define("orders", w -> {
            var order = w.step("order", ctx -> new Order("Ada", LocalDate.of(2026, 11, 25), new BigDecimal("42.50")))
                    .returns(Order.class);
            var charge = w.step("charge", order, what -> depot.charge(what));
            var ship = w.run("ship", order, what -> depot.ship(what)).after(charge);
            w.step("receipt", order, what -> "receipt for " + what).after(ship);
        });

        RunId id;
        try (var maestro = open(file)) {
            var run = maestro.register(orders).start();
            id = run.id();
            depot.awaitParcel();
            out.println("the application stops while " + id + " is " + run.status());
        }
        depot.open();
        try (var maestro = open(file)) {
            maestro.register(orders);
            var run = maestro.find(id).orElseThrow();
            out.println(id + " is " + run.await().status() + ": "
                    + run.output("receipt", String.class).orElseThrow());
        }
    }

    private static Maestro open(Path file) {
        return Maestro.builder()
                .store(JdbcStore.h2(file))
                .drainLimit(Duration.ZERO)
                .build();
    }

    /** Charges at once, but is closed at first. */
    private static final class Depot {
        private final PrintStream out;
        private final CountDownLatch parcel = new CountDownLatch(1);
        private final CountDownLatch door = new CountDownLatch(1);

        Depot(PrintStream out) {
            this.out = out;
        }

        String charge(Order order) {
            out.println("charged " + order.customer() + " " + order.amount());
            return "paid";
        }

        void ship(Order order) throws InterruptedException {
            parcel.countDown();
            door.await();
            out.println("shipped to " + order.customer());
        }

        void awaitParcel() {
            try {
                parcel.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void open() {
            door.countDown();
        }
    }
}
