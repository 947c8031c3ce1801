package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.event.MaestroEvent;
import io.maestro.run.Fact;
import io.maestro.run.PermitClaim;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listeners what has happened to a run, once it is recorded. */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final RunId runId;
    private final Listeners listeners;

    Announcer(RunId runId, Listeners listeners) {
        this.runId = runId;
        this.listeners = listeners;
    }

    void recorded(Fact fact, Instant at) {
        switch (fact) {
            case WorkflowRun row -> {
                LOG.debug("run {} is {}", runId, row.status());
                listeners.runChanged(row, at);
            }
            case StepAttempt row -> {
                row.error()
                        .ifPresent(error -> LOG.info(
                                "step {} of run {}, attempt {}: {}: {}",
                                row.step(),
                                runId,
                                row.attempt(),
                                row.status(),
                                error.message()));
                if (!listeners.isEmpty()) {
                    listeners.publish(new MaestroEvent.StepChanged(Told.of(row), at));
                }
            }
            case PermitClaim row ->
                LOG.debug(
                        "step {} of run {}, attempt {}: {}",
                        row.step(),
                        runId,
                        row.attempt(),
                        row.request().isPresent() ? "waits for permits" : "needs no permits any more");
            case WakeUp row -> row.at().ifPresent(time -> LOG.debug("run {} sleeps until {}", runId, time));
        }
    }

    void stepStarts(StepId step, int attempt, Instant at) {
        if (!listeners.isEmpty()) {
            listeners.publish(new MaestroEvent.StepStarted(runId, step, attempt, at));
        }
    }

    void isInDoubt(StepId step, int attempt, Instant startedAt, Instant now) {
        LOG.warn(
                "whether attempt {} of step {} of run {} did its work is not known; it waits to be settled",
                attempt,
                step,
                runId);
        if (!listeners.isEmpty()) {
            listeners.publish(new MaestroEvent.StepInDoubt(runId, step, attempt, startedAt, now));
        }
    }
}
