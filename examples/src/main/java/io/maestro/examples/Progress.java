package io.maestro.examples;

import io.maestro.definition.StepId;
import io.maestro.event.MaestroEvent;
import io.maestro.event.MaestroListener;
import io.maestro.run.StepStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Shows how the steps of a run stand while it goes on. */
final class Progress implements MaestroListener {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final String RESET = "\u001b[0m";

    private final Map<StepId, StepStatus> statuses = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PrintStream out;
    private final boolean terminal;
    private int drawn;

    Progress(List<StepId> steps, PrintStream out, boolean terminal) {
        steps.forEach(step -> statuses.put(step, StepStatus.NOT_CREATED));
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Tells whether a person looks at what is printed. Java 21 cannot tell for the output alone, so the shell's own test is
     * asked; where there is none, plain lines serve.
     */
    static boolean isTerminal() throws InterruptedException {
        try {
            return new ProcessBuilder("test", "-t", "1").inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void on(MaestroEvent event) {
        switch (event) {
            case MaestroEvent.StepStarted started -> show(started.step(), StepStatus.RUNNING, started.at(), "");
            case MaestroEvent.StepInDoubt doubt ->
                show(doubt.step(), StepStatus.RUNNING, doubt.at(), " (waits to be settled)");
            case MaestroEvent.StepChanged changed ->
                show(
                        changed.step(),
                        changed.status(),
                        changed.at(),
                        changed.attempt()
                                .error()
                                .map(error -> " (" + error.message() + ")")
                                .orElse(""));
            case MaestroEvent.RunChanged changed -> {
                say(TIME.format(changed.at()) + " run " + changed.runId() + " is " + changed.status());
                if (changed.status().isTerminal()) {
                    ended.countDown();
                }
            }
        }
    }

    private void show(StepId step, StepStatus status, Instant at, String more) {
        lock.lock();
        try {
            boolean changed = statuses.put(step, status) != status;
            if (terminal) {
                erase();
                draw();
            } else if (changed) {
                out.printf("%s %-20s %s%s%n", TIME.format(at), step, status, more);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Prints a line that stays, above the table. */
    void say(String line) {
        lock.lock();
        try {
            erase();
            out.println(line);
            if (terminal) {
                draw();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the end of the run was shown. */
    void awaitEnd() throws InterruptedException {
        ended.await();
        out.flush();
    }

    private void erase() {
        if (drawn > 0) {
            out.printf("\u001b[%dA\u001b[J", drawn);
            drawn = 0;
        }
    }

    private void draw() {
        statuses.forEach((step, status) -> out.printf("  %s%-20s %s%s%n", colour(status), step, status, RESET));
        drawn = statuses.size();
        out.flush();
    }

    private static String colour(StepStatus status) {
        if (status == StepStatus.NOT_CREATED) {
            return "\u001b[2m";
        }
        if (!status.isTerminal()) {
            return "\u001b[36m";
        }
        return status.isComplete() ? "\u001b[32m" : "\u001b[31m";
    }
}
