package io.maestro.benchmarks;

import io.maestro.Maestro;
import io.maestro.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Keeps an engine busy with runs of one workflow. */
final class Load {

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration REPETITION = Duration.ofSeconds(2);

    private final Maestro maestro;
    private final String workflow;
    private final LongAdder ended = new LongAdder();
    private final AtomicBoolean goesOn = new AtomicBoolean(true);

    private Load(Maestro maestro, String workflow) {
        this.maestro = maestro;
        this.workflow = workflow;
    }

    /** Runs a workflow to its end, which must be good. */
    static void run(Maestro maestro, String workflow) {
        var run = maestro.start(workflow).await();
        if (run.status() != RunStatus.SUCCEEDED) {
            throw new IllegalStateException(workflow + " ended as " + run.status());
        }
    }

    /** Returns how many runs ended per second while so many were under way all the time, for each repetition. */
    static List<Double> runsPerSecond(Maestro maestro, String workflow, int inFlight) throws Exception {
        var load = new Load(maestro, workflow);
        var starters = new ArrayList<Future<?>>();
        List<Double> rates;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < inFlight; i++) {
                starters.add(threads.submit(load::runOneAfterTheOther));
            }
            try {
                rates = load.watch();
            } finally {
                load.goesOn.set(false);
            }
        }
        for (var starter : starters) {
            starter.get();
        }
        return rates;
    }

    private void runOneAfterTheOther() {
        while (goesOn.get()) {
            run(maestro, workflow);
            ended.increment();
        }
    }

    private List<Double> watch() throws InterruptedException {
        Thread.sleep(WARM_UP);
        var rates = new ArrayList<Double>();
        for (int i = 0; i < Figure.REPETITIONS; i++) {
            long before = ended.sum();
            long start = System.nanoTime();
            Thread.sleep(REPETITION);
            rates.add((ended.sum() - before) * 1e9 / (System.nanoTime() - start));
        }
        return rates;
    }
}
