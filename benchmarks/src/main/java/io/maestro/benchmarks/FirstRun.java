package io.maestro.benchmarks;

import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.jdbc.JdbcStore;
import java.nio.file.Path;

/** A program that runs one workflow of one step and prints how it ended: what {@link Startup} times. */
public final class FirstRun {

    private FirstRun() {}

    /**
     * Runs the workflow.
     *
     * @param args none, or the H2 file of a durable store
     */
    public static void main(String[] args) {
        var store = args.length == 0 ? Stores.inMemory() : JdbcStore.h2(Path.of(args[0]));
        try (var maestro = Maestro.builder().store(store).build()) {
            maestro.register(Chain.of("hello", 1));
            var status = maestro.start("hello").await().status();
            System.out.println(status);
        }
    }
}
