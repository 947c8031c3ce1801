package io.maestro.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of an engine, in order, and that of what it advances, if others may go on with it. Thread-safe. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    /** How long the engine's own work may take: it waits for the store, not for bodies. */
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(10);

    private final Engine engine;
    private final Set<Work> jobStops = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private volatile boolean cutOff;

    Shutdown(Engine engine) {
        this.engine = engine;
    }

    /** Tells whether nothing further begins. */
    boolean isDraining() {
        return draining;
    }

    /** Tells whether what works report is not recorded any more. */
    boolean isCutOff() {
        return cutOff;
    }

    /** As {@link Engine#close} says. */
    void carryOut() {
        draining = true;
        engine.elsewhere().close();
        engine.dormitory().lock();
        var processes = engine.processes();
        settle(processes);
        var works = Stream.concat(processes.stream().flatMap(process -> process.works().stream()), jobStops.stream())
                .toList();
        boolean done = LimitedWait.forWorks(works, drainLimit());
        cutOff = true;
        if (!done) {
            works.forEach(Work::interrupt);
            if (!LimitedWait.forWorks(works, AFTER_INTERRUPT)) {
                LOG.warn("bodies go on that did not react to interruption; what they return will not be recorded");
            }
        }
        settle(processes);
        LimitedWait.forAnswers(List.of(engine.purging().close()), settleLimit());
        engine.store().giveUp();
        LimitedWait.forAnswers(
                engine.processes().stream().map(RunProcess::close).toList(), SETTLE_LIMIT);
        engine.dormitory().ends().close();
        engine.listeners().close(drainLimit());
    }

    /** Gives up all runs, and returns when nothing of them will be recorded any more. Until then nothing can be. */
    void letGo() {
        var passed = engine.lanes().stream().map(Shutdown::passage).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(passed).join();
        engine.dormitory().letGo();
        var left = engine.processes();
        while (!left.isEmpty()) {
            CompletableFuture.allOf(left.stream().map(RunProcess::letGo).toArray(CompletableFuture<?>[]::new))
                    .join();
            left = engine.processes();
        }
    }

    private static CompletableFuture<Void> passage(Lane lane) {
        var passed = new CompletableFuture<Void>();
        lane.submit(new Lane.Send(List.of(), () -> passed.complete(null), cause -> passed.complete(null)));
        return passed;
    }

    /** Takes notice of the stopping of a job, which is nobody's work any more: its step and maybe its run have ended. */
    void stopJob(Work stop) {
        jobStops.add(stop);
        stop.begin();
    }

    void jobStopped(Work stop) {
        jobStops.remove(stop);
    }

    /** Waits until what was posted to some runs is carried out. */
    private void settle(List<RunProcess> processes) {
        LimitedWait.forAnswers(
                processes.stream().map(process -> process.mail().settled()).toList(), settleLimit());
    }

    private Duration drainLimit() {
        return engine.settings().drainLimit();
    }

    /** A store that does not answer is waited for no longer than bodies are. */
    private Duration settleLimit() {
        return engine.store().outage().isEmpty() || drainLimit().compareTo(SETTLE_LIMIT) > 0
                ? SETTLE_LIMIT
                : drainLimit();
    }
}
