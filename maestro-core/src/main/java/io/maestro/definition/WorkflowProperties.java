package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of a workflow that are not part of its graph (spec: definitions, section 1.4). Absent ones are empty, so that a
 * new version can take over what the one before it said.
 *
 * @param owner who answers for the workflow
 * @param runStrategy how its instances stand to each other
 * @param stepConcurrency how many of its steps may run at once, 1 to 1000
 * @param description at most 16384 characters
 * @param alerting who is told about what; kept as it was written
 * @param alertingDisabled whether alerts are off
 * @param signalTriggerDisabled whether signals start it
 * @param timeTriggerDisabled whether time starts it
 */
public record WorkflowProperties(
        Optional<Owner> owner,
        Optional<RunStrategy> runStrategy,
        Optional<Integer> stepConcurrency,
        Optional<String> description,
        Map<String, Object> alerting,
        Optional<Boolean> alertingDisabled,
        Optional<Boolean> signalTriggerDisabled,
        Optional<Boolean> timeTriggerDisabled) {

    /** The largest step concurrency. */
    public static final int MAX_STEP_CONCURRENCY = 1000;

    /** Copies the map and checks the step concurrency. */
    public WorkflowProperties {
        requireNonNull(owner, "owner");
        requireNonNull(runStrategy, "runStrategy");
        requireNonNull(description, "description");
        requireNonNull(alertingDisabled, "alertingDisabled");
        requireNonNull(signalTriggerDisabled, "signalTriggerDisabled");
        requireNonNull(timeTriggerDisabled, "timeTriggerDisabled");
        stepConcurrency.ifPresent(limit -> {
            if (limit < 1 || limit > MAX_STEP_CONCURRENCY) {
                throw new IllegalArgumentException(
                        "the step concurrency must be from 1 to " + MAX_STEP_CONCURRENCY + " but was " + limit);
            }
        });
        alerting = Collections.unmodifiableMap(new LinkedHashMap<>(alerting));
    }

    /**
     * Returns properties of which none is set.
     *
     * @return the properties
     */
    public static WorkflowProperties none() {
        return new WorkflowProperties(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns the strategy that is in force: where none is set, that of Netflix Maestro, which is {@link
     * RunStrategy.Rule#SEQUENTIAL}.
     *
     * @return the strategy
     */
    public RunStrategy strategyInForce() {
        return runStrategy.orElseGet(() -> RunStrategy.of(RunStrategy.Rule.SEQUENTIAL));
    }

    /**
     * Returns these properties with another run strategy.
     *
     * @param strategy the strategy
     * @return the changed properties
     */
    public WorkflowProperties withRunStrategy(RunStrategy strategy) {
        return new WorkflowProperties(
                owner,
                Optional.of(strategy),
                stepConcurrency,
                description,
                alerting,
                alertingDisabled,
                signalTriggerDisabled,
                timeTriggerDisabled);
    }

    /**
     * Returns these properties with another owner.
     *
     * @param newOwner who answers for the workflow
     * @return the changed properties
     */
    public WorkflowProperties withOwner(Owner newOwner) {
        return new WorkflowProperties(
                Optional.of(newOwner),
                runStrategy,
                stepConcurrency,
                description,
                alerting,
                alertingDisabled,
                signalTriggerDisabled,
                timeTriggerDisabled);
    }

    /**
     * Returns these properties with another limit of steps.
     *
     * @param limit how many steps of all runs may run at the same time, from 1 to {@value #MAX_STEP_CONCURRENCY}
     * @return the changed properties
     */
    public WorkflowProperties withStepConcurrency(int limit) {
        return new WorkflowProperties(
                owner,
                runStrategy,
                Optional.of(limit),
                description,
                alerting,
                alertingDisabled,
                signalTriggerDisabled,
                timeTriggerDisabled);
    }
}
