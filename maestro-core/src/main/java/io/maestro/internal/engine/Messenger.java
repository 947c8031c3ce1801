package io.maestro.internal.engine;

import io.maestro.internal.kernel.RunEvent;
import io.maestro.run.ActionRequest;
import io.maestro.run.Ending;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Message;
import io.maestro.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings to runs what other runs and queues want of them, wherever they are, without waiting for what comes of it. */
final class Messenger {

    private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);

    private final Engine engine;

    Messenger(Engine engine) {
        this.engine = engine;
    }

    /** Returns that somebody asks for the end of a run now. */
    RunEvent endAsked(RunStatus status, String reason) {
        return new RunEvent.EndAsked(status, reason, engine.now());
    }

    /** Stops a run, because the step that started it is stopped. */
    void stop(RunId runId, String reason) {
        if (isHere(runId)) {
            end(runId, RunStatus.STOPPED, reason);
            return;
        }
        var unused = engine.queues()
                .end(runId, new Ending(RunStatus.STOPPED, reason, engine.now()))
                .whenComplete((queued, failure) -> {
                    if (failure != null) {
                        LOG.error("run {} could not be stopped: {}", runId, reason, failure);
                    } else if (!queued) {
                        end(runId, RunStatus.STOPPED, reason);
                    }
                });
    }

    private boolean isHere(RunId runId) {
        return engine.process(runId).isPresent() || engine.dormitory().isHere(runId);
    }

    /** Asks for a run to end that has begun. */
    void end(RunId runId, RunStatus outcome, String reason) {
        var asked = endAsked(outcome, reason);
        var process = engine.process(runId);
        if (process.isPresent()) {
            process.get().mail().post(asked);
        } else if (engine.dormitory().isHere(runId)) {
            engine.time().began(TimeSource.Work.ENGINE);
            engine.dormitory().deliver(runId, new RunMessage.Happened(asked));
        } else if (engine.elsewhere().isShared()) {
            var unused = engine.elsewhere().tell(new Message.StopAsked(runId, reason));
        }
    }

    /** Asks something of a run that has begun. */
    void act(RunId runId, ActionRequest request) {
        var asked = engine.live(runId)
                .map(run -> run.ask(Optional.empty(), request))
                .or(() -> engine.ask(runId, Optional.empty(), request));
        if (asked.isEmpty() && engine.elsewhere().isShared()) {
            var unused = engine.elsewhere().tell(new Message.ActionAsked(runId, Optional.empty(), request));
        }
    }

    /** Tells the run whose step waits for another that this one has ended; nobody, if that run is not live. */
    void tellParent(WorkflowRun row, Supplier<List<StepAttempt>> attempts) {
        if (row.initiator() instanceof Initiator.ByStep byStep && byStep.awaited()) {
            engine.process(byStep.parent())
                    .ifPresent(parent -> parent.children().ended(byStep, row, attempts));
        }
    }
}
