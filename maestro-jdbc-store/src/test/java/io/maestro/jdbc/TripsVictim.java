package io.maestro.jdbc;

import io.maestro.Maestro;
import io.maestro.StartRequest;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Step;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowBuilder;
import io.maestro.run.RunStatus;
import io.maestro.step.StepContext;
import io.maestro.store.RunQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that books trips until it is killed, or until all have come to their ends. Most fail: what failed is handled, and what was booked is
 * given back. It notes in a file what it does before it goes on: {@code DO} when a body begins, {@code ACK} when a start has
 * returned, {@code END} when the end of a run was told.
 */
final class TripsVictim {

    /** One of so many trips is paid for. */
    static final int PAID = 4;

    private static final int CLIENTS = 4;

    private final Notes notes;
    private final Fuse fuse;
    private final Maestro maestro;

    private TripsVictim(Maestro maestro, Notes notes, Fuse fuse) {
        this.maestro = maestro;
        this.notes = notes;
        this.fuse = fuse;
    }

    /**
     * Books trips.
     *
     * @param arguments what {@link Victim#main} takes
     */
    public static void main(String[] arguments) throws Exception {
        var fuse = Fuse.of(arguments.length > 6 ? arguments[6] : "honest");
        var store = Victim.open(arguments[0], arguments[1], arguments[2], fuse);
        var maestro = Maestro.builder().store(store).recoveryLimit(1_000).build();
        var victim = new TripsVictim(maestro, Notes.in(Path.of(arguments[3])), fuse);
        maestro.register(victim.trips());
        fuse.arm();
        System.out.println("READY");
        System.out.flush();
        if (arguments[4].equals("run")) {
            victim.run(arguments[5]);
        } else {
            victim.finish();
        }
    }

    /** Three bookings in a row, a mail whose failure is ignored, and a payment that fails; {@link TripsChecker} knows the order. */
    private Workflow trips() {
        return Workflow.define("trips", w -> {
            var flight = w.step("flight", this::done);
            var hotel = w.step("hotel", this::done).after(flight);
            var car = w.step("car", this::done).after(hotel);
            flight.compensateWith(w.step("cancel-flight", this::done));
            hotel.compensateWith(w.step("cancel-hotel", this::doneAtLast).retry(soon()));
            car.compensateWith(w.step("cancel-car", this::done));
            var mail = w.step("mail", this::broken).after(car);
            mail.failureMode(FailureMode.IGNORE_FAILURE).onFailure(w.step("note", this::done));
            pay(w).after(mail).onFailure(w.step("refund", this::doneAtLast).retry(soon()));
            w.onFailure(w.step("alarm", this::done));
        });
    }

    private Step<String> pay(WorkflowBuilder w) {
        return w.step("pay", ctx -> ctx.runId().instance() % PAID == 0 ? done(ctx) : broken(ctx));
    }

    private static RetryPolicy soon() {
        return RetryPolicy.fixed(2, Duration.ofMillis(1));
    }

    private String done(StepContext context) {
        fuse.pass(KillPoint.BEFORE_COMMAND);
        notes.write("DO " + context.runId() + ' ' + context.stepId() + ' ' + context.attempt());
        fuse.pass(KillPoint.AFTER_COMMAND);
        return context.stepId().value();
    }

    private String doneAtLast(StepContext context) {
        return context.attempt() == 1 ? broken(context) : done(context);
    }

    private String broken(StepContext context) {
        throw new IllegalStateException(done(context));
    }

    private void run(String life) throws InterruptedException {
        var number = new AtomicInteger();
        for (int client = 0; client < CLIENTS; client++) {
            Thread.startVirtualThread(() -> {
                while (true) {
                    var id = life + '-' + number.incrementAndGet();
                    var run = maestro.start("trips", StartRequest.of(Map.of()).requestId(id));
                    notes.write("ACK " + run.id());
                    notes.write("END " + run.id() + ' ' + run.await().status());
                }
            });
        }
        new CountDownLatch(1).await();
    }

    private void finish() {
        maestro.runs(RunQuery.of("trips").in(RunStatus.IN_PROGRESS).limit(RunQuery.MAX_LIMIT))
                .forEach(row -> maestro.find(row.runId()).orElseThrow().await());
        maestro.close();
        System.exit(0);
    }
}
