package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What steps of every kind have (spec: definitions, section 1.6).
 *
 * @param id the id, unique in the workflow
 * @param name a name for people, at most 256 characters, or empty to show the id
 * @param description at most 16384 characters, or empty
 * @param transition where the run goes next
 * @param failureMode what a failure does to the run
 * @param tags the tags, no name twice
 * @param timeout how long an attempt may take from its start, or empty for 10 days
 * @param params the params, in their order
 * @param signals the signals that it waits for and those that it sends
 * @param compensation the step that undoes it when the run does not succeed, or empty. That one leads nowhere, and nothing leads to it
 * @param onFailure the step that runs before the run ends if this one has failed, or empty. That one leads nowhere, and nothing leads
 *     to it
 */
public record StepBasics(
        StepId id,
        Optional<String> name,
        Optional<String> description,
        Transition transition,
        FailureMode failureMode,
        List<Tag> tags,
        Optional<Setting<Duration>> timeout,
        Map<String, ParamDefinition> params,
        StepSignals signals,
        Optional<StepId> compensation,
        Optional<StepId> onFailure) {

    /** Copies the collections. */
    public StepBasics {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(transition, "transition");
        requireNonNull(failureMode, "failureMode");
        requireNonNull(timeout, "timeout");
        requireNonNull(signals, "signals");
        requireNonNull(compensation, "compensation");
        requireNonNull(onFailure, "onFailure");
        tags = List.copyOf(tags);
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /**
     * Creates the basics of a step that nothing undoes, and whose failure nothing handles.
     *
     * @param id the id, unique in the workflow
     * @param name a name for people, or empty to show the id
     * @param description a description, or empty
     * @param transition where the run goes next
     * @param failureMode what a failure does to the run
     * @param tags the tags, no name twice
     * @param timeout how long an attempt may take from its start, or empty for 10 days
     * @param params the params, in their order
     * @param signals the signals that it waits for and those that it sends
     */
    public StepBasics(
            StepId id,
            Optional<String> name,
            Optional<String> description,
            Transition transition,
            FailureMode failureMode,
            List<Tag> tags,
            Optional<Setting<Duration>> timeout,
            Map<String, ParamDefinition> params,
            StepSignals signals) {
        this(
                id,
                name,
                description,
                transition,
                failureMode,
                tags,
                timeout,
                params,
                signals,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Creates the basics of a step without signals, that nothing undoes, and whose failure nothing handles.
     *
     * @param id the id, unique in the workflow
     * @param name a name for people, or empty to show the id
     * @param description a description, or empty
     * @param transition where the run goes next
     * @param failureMode what a failure does to the run
     * @param tags the tags, no name twice
     * @param timeout how long an attempt may take from its start, or empty for 10 days
     * @param params the params, in their order
     */
    public StepBasics(
            StepId id,
            Optional<String> name,
            Optional<String> description,
            Transition transition,
            FailureMode failureMode,
            List<Tag> tags,
            Optional<Setting<Duration>> timeout,
            Map<String, ParamDefinition> params) {
        this(id, name, description, transition, failureMode, tags, timeout, params, StepSignals.none());
    }

    /**
     * Returns a step's basics with every option at its default.
     *
     * @param id the id
     * @return the basics
     */
    public static StepBasics of(StepId id) {
        return new StepBasics(
                id,
                Optional.empty(),
                Optional.empty(),
                Transition.none(),
                FailureMode.FAIL_AFTER_RUNNING,
                List.of(),
                Optional.empty(),
                Map.of());
    }

    /**
     * Returns these basics with another transition.
     *
     * @param transition where the run goes next
     * @return the changed basics
     */
    public StepBasics withTransition(Transition transition) {
        return with(transition, compensation, onFailure);
    }

    /**
     * Returns these basics with a step that undoes what the step has done.
     *
     * @param undoing the id of that step
     * @return the changed basics
     */
    public StepBasics withCompensation(StepId undoing) {
        return with(transition, Optional.of(undoing), onFailure);
    }

    /**
     * Returns these basics with a step that runs if the step has failed.
     *
     * @param handler the id of that step
     * @return the changed basics
     */
    public StepBasics withOnFailure(StepId handler) {
        return with(transition, compensation, Optional.of(handler));
    }

    private StepBasics with(Transition next, Optional<StepId> undoing, Optional<StepId> handler) {
        return new StepBasics(
                id, name, description, next, failureMode, tags, timeout, params, signals, undoing, handler);
    }
}
