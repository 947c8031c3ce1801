package io.maestro.internal.eval.params;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.eval.EvalHost;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the params of a run may know of the world.
 *
 * @param workflowId the workflow
 * @param initiator what started the run
 * @param runPolicy how it was started, such as {@code START_FRESH_NEW_RUN}
 * @param environment the configured name of the environment
 * @param owner the owner of the workflow, or empty
 * @param triggerTimezone the time zone of the workflow's first time trigger, or empty
 * @param host the clock, chance and time zone of expressions; its functions are not used
 * @param uniqueIds gives another, larger number each time
 * @param signals the signals that started the run, and those that its steps waited for
 */
public record RunWorld(
        String workflowId,
        Initiator initiator,
        String runPolicy,
        String environment,
        Optional<String> owner,
        Optional<String> triggerTimezone,
        EvalHost host,
        LongSupplier uniqueIds,
        Signals signals) {

    /** Checks that nothing is null. */
    public RunWorld {
        requireNonNull(workflowId, "workflowId");
        requireNonNull(initiator, "initiator");
        requireNonNull(runPolicy, "runPolicy");
        requireNonNull(environment, "environment");
        requireNonNull(owner, "owner");
        requireNonNull(triggerTimezone, "triggerTimezone");
        requireNonNull(host, "host");
        requireNonNull(uniqueIds, "uniqueIds");
        requireNonNull(signals, "signals");
    }
}
