package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.run.TimelineEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A saga: a flight and a hotel are booked, the payment fails, and what was booked is given back. */
public final class BookTrip {

    private BookTrip() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        var booked = new ConcurrentHashMap<String, String>();
        var calls = new AtomicInteger();
        var trip = Workflow.define("trip", w -> {
            var city = w.param("city", "Rome");
            var flight = w.step("flight", city, to -> book(booked, "flight", to));
            var hotel = w.step("hotel", city, in -> book(booked, "hotel", in)).after(flight);
            w.run("pay", ctx -> {
                        throw new IllegalStateException("the card was refused");
                    })
                    .after(hotel);
            flight.compensateWith(w.run("cancel-flight", flight, booked::remove));
            hotel.compensateWith(w.run("cancel-hotel", hotel, booking -> {
                        if (calls.incrementAndGet() == 1) {
                            throw new IllegalStateException("nobody answers at the hotel");
                        }
                        booked.remove(booking);
                    })
                    .retry(RetryPolicy.fixed(3, Duration.ofMillis(50))));
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(trip);
            var run = maestro.start("trip", Map.of("city", "Turin"));
            out.println(run.await().status());
            run.timeline().stream()
                    .filter(TimelineEvent.OfStep.class::isInstance)
                    .map(TimelineEvent.OfStep.class::cast)
                    .filter(event ->
                            event.status().isTerminal() || event.error().isPresent())
                    .forEach(event -> out.println(event.step() + ": " + event.status()));
            run.run().compensation().ifPresent(out::println);
            out.println("still booked: " + booked.keySet());
        }
    }

    private static String book(Map<String, String> booked, String what, String where) {
        var number = what + "-" + where.toLowerCase(Locale.ROOT);
        booked.put(number, where);
        return number;
    }
}
