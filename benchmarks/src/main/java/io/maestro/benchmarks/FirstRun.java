package io.maestro.benchmarks;

import io.maestro.Maestro;
import io.maestro.run.RunStatus;

/** A program that runs one workflow of one step and ends: what {@link Startup} times. */
public final class FirstRun {

    private FirstRun() {}

    /**
     * Runs the workflow.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (var maestro = Maestro.inMemory()) {
            maestro.register(Chain.of("hello", 1));
            var status = maestro.start("hello").await().status();
            if (status != RunStatus.SUCCEEDED) {
                throw new IllegalStateException("the run is " + status);
            }
        }
    }
}
