package io.maestro.internal.kernel;

import static io.maestro.internal.kernel.StepDecision.to;

import io.maestro.internal.kernel.StepState.AwaitingPermits;
import io.maestro.internal.kernel.StepState.Open;
import io.maestro.internal.kernel.StepState.Paused;
import io.maestro.internal.kernel.StepState.Running;
import io.maestro.permit.PermitRequest;
import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import java.time.Instant;
import java.util.Optional;

/**
 * How an attempt can begin.
 *
 * @param step the number of the step
 * @param host what the host has decided
 * @param ends how an attempt can end
 * @param timers the timers of its attempts
 * @param gate what may keep an attempt from beginning
 */
record Beginning(int step, HostRules host, StepEnds ends, StepTimers timers, Gate gate) {

    /** Tells whether a breakpoint holds an attempt. */
    boolean isHeld(Try next, Instant at) {
        return gate.pauses(next.attempt(), at).isPresent();
    }

    /** Starts an attempt that was never started before, unless a breakpoint holds it. */
    StepDecision begin(Try next, Instant at) {
        var pause = gate.pauses(next.attempt(), at);
        return pause.isPresent() ? to(new Paused(next.acted(pause.get()))) : start(next, at);
    }

    /** Starts an attempt as soon as it has the permits that it needs. Who asks again keeps his place. */
    StepDecision start(Try next, Instant at) {
        var needs = gate.needs();
        if (needs.isEmpty()) {
            return startNow(next.asking(Optional.empty()), at);
        }
        var request = next.permits()
                .map(before -> new PermitRequest(before.at(), before.turn() + 1, needs))
                .orElseGet(() -> new PermitRequest(at, 1, needs));
        return to(new AwaitingPermits(next.asking(Optional.of(request))));
    }

    /** Starts an attempt that needs nothing more. */
    StepDecision startNow(Try next, Instant at) {
        return to(new Running(next, at), new Command.StartWork(step, next, at))
                .with(timers.setTimeout(next.attempt(), at));
    }

    /** A body that has killed the process may do so again, so what is recorded before it begins tells how often it began. */
    StepDecision recover(Try current, Open state, Instant at) {
        var again = current.recovered();
        if (again.recoveries() <= host.recoveryLimit()) {
            return start(again, at);
        }
        var error = StepError.of("its work was cut off " + again.recoveries()
                + " times because the process died, and is begun again " + host.recoveryLimit() + " times at most");
        return ends.failed(state, state.params(), FailureKind.FATAL, error, at);
    }
}
