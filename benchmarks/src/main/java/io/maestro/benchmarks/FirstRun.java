package io.maestro.benchmarks;

import io.maestro.Maestro;

/** A program that runs one workflow of one step and prints how it ended: what {@link Startup} times. */
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
            System.out.println(status);
        }
    }
}
