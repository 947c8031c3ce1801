package io.maestro.dsl;

import io.maestro.RunHandle;
import io.maestro.definition.RetryPolicy;
import java.io.PrintStream;
import java.time.Duration;

/** The code of the guide to undoing what was done. */
final class CompensationGuide {

    private CompensationGuide() {}

    /** Books and cancels. */
    interface Desk {
        String book(String what);

        void cancel(String booking);
    }

    /** Takes money. */
    interface Bank {
        void charge(int amount);
    }

    static Workflow trip(Desk airline, Desk hotels, Bank bank) {
        // region: booking
        Workflow trip = Workflow.define("trip", w -> {
            Step<String> flight = w.step("flight", ctx -> airline.book("Rome"));
            flight.compensateWith(w.run("cancel-flight", flight, airline::cancel)
                    .retry(RetryPolicy.exponential(10, Duration.ofSeconds(1)).withJitter(0.2)));
            Step<String> hotel = w.step("hotel", ctx -> hotels.book("Rome")).after(flight);
            hotel.compensateWith(w.run("cancel-hotel", hotel, hotels::cancel).timeout(Duration.ofMinutes(1)));
            w.run("pay", ctx -> bank.charge(400)).after(hotel);
        });
        // end
        return trip;
    }

    static RunHandle request(RunHandle run) {
        // region: request
        RunHandle undoing = run.compensate("ann", "the guest does not come");
        // end
        return undoing;
    }

    static void print(RunHandle run, PrintStream out) {
        // region: told
        run.run().compensation().ifPresent(undoing -> {
            out.println(undoing); // 2 of 2 undone: 'hotel', 'flight'
            undoing.next().ifPresent(left -> out.println(left.step() + " is still there"));
        });
        // end
    }
}
