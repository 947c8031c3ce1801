package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A declared workflow: everything that is registered but Java code (spec: definitions, sections 1.2 and 1.5). Two
 * definitions with equal content are equal.
 *
 * @param id the id
 * @param name a name for people, at most 256 characters, or empty to show the id
 * @param description at most 16384 characters, or empty
 * @param tags the tags, no name twice
 * @param timeout how long a run may take from its start, or empty for 10 days
 * @param criticality how much depends on it, or empty
 * @param instanceStepConcurrency how many leaf steps may run at once in the whole tree of one instance, 1 to 999, or empty
 *     for no limit
 * @param triggers what starts it by itself
 * @param params the params of a run, in their order
 * @param steps the steps, in the order of the definition
 * @param onFailure the step that runs before a run ends that fails or takes too long, or empty. It leads nowhere, and nothing leads to it
 * @param properties settings that are not part of the graph
 * @param origin where the definition comes from
 */
public record WorkflowDefinition(
        WorkflowId id,
        Optional<String> name,
        Optional<String> description,
        List<Tag> tags,
        Optional<Setting<Duration>> timeout,
        Optional<Criticality> criticality,
        Optional<Integer> instanceStepConcurrency,
        Triggers triggers,
        Map<String, ParamDefinition> params,
        List<Step> steps,
        Optional<StepId> onFailure,
        WorkflowProperties properties,
        Origin origin) {

    /** The timeout of steps and workflows that name none. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofDays(10);

    /** The longest timeout. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(120);

    /** Copies the collections. */
    public WorkflowDefinition {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(timeout, "timeout");
        requireNonNull(criticality, "criticality");
        requireNonNull(instanceStepConcurrency, "instanceStepConcurrency");
        requireNonNull(triggers, "triggers");
        requireNonNull(onFailure, "onFailure");
        requireNonNull(properties, "properties");
        requireNonNull(origin, "origin");
        tags = List.copyOf(tags);
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        steps = List.copyOf(steps);
    }

    /**
     * Where a definition comes from.
     *
     * @param active whether the version that it makes is activated
     * @param gitInfo the commit that it was kept in, or empty
     * @param extraInfo free members of the request beside the known ones, in their order
     */
    public record Origin(boolean active, Optional<GitInfo> gitInfo, Map<String, Object> extraInfo) {

        /** Copies the map. */
        public Origin {
            requireNonNull(gitInfo, "gitInfo");
            extraInfo = Collections.unmodifiableMap(new LinkedHashMap<>(extraInfo));
        }

        /**
         * Returns the origin of a definition that says nothing about it: active, no commit, nothing extra.
         *
         * @return the origin
         */
        public static Origin unknown() {
            return new Origin(true, Optional.empty(), Map.of());
        }
    }

    /**
     * Returns a builder with every option at its default.
     *
     * @param id the id
     * @return the builder
     */
    public static Builder builder(WorkflowId id) {
        return new Builder(id);
    }

    /** Collects the parts of a definition. Not thread-safe; may be used on after {@link #build()}. */
    public static final class Builder {
        private final WorkflowId id;
        private final List<Tag> tags = new ArrayList<>();
        private final List<TimeTrigger> timeTriggers = new ArrayList<>();
        private final List<SignalTrigger> signalTriggers = new ArrayList<>();
        private final Map<String, ParamDefinition> params = new LinkedHashMap<>();
        private final List<Step> steps = new ArrayList<>();
        private Optional<String> name = Optional.empty();
        private Optional<String> description = Optional.empty();
        private Optional<Setting<Duration>> timeout = Optional.empty();
        private Optional<Criticality> criticality = Optional.empty();
        private Optional<Integer> instanceStepConcurrency = Optional.empty();
        private Optional<StepId> onFailure = Optional.empty();
        private WorkflowProperties properties = WorkflowProperties.none();
        private Origin origin = Origin.unknown();

        private Builder(WorkflowId id) {
            this.id = requireNonNull(id, "id");
        }

        /**
         * Sets the name for people.
         *
         * @param newName at most 256 characters
         * @return this builder
         */
        public Builder name(String newName) {
            name = Optional.of(newName);
            return this;
        }

        /**
         * Sets the description.
         *
         * @param newDescription at most 16384 characters
         * @return this builder
         */
        public Builder description(String newDescription) {
            description = Optional.of(newDescription);
            return this;
        }

        /**
         * Adds a tag.
         *
         * @param tag the tag
         * @return this builder
         */
        public Builder tag(Tag tag) {
            tags.add(tag);
            return this;
        }

        /**
         * Sets how long a run may take.
         *
         * @param newTimeout more than zero, at most 120 days
         * @return this builder
         */
        public Builder timeout(Setting<Duration> newTimeout) {
            timeout = Optional.of(newTimeout);
            return this;
        }

        /**
         * Sets how much depends on the workflow.
         *
         * @param newCriticality the criticality
         * @return this builder
         */
        public Builder criticality(Criticality newCriticality) {
            criticality = Optional.of(newCriticality);
            return this;
        }

        /**
         * Limits the leaf steps that run at once in the whole tree of one instance.
         *
         * @param limit 1 to 999
         * @return this builder
         */
        public Builder instanceStepConcurrency(int limit) {
            instanceStepConcurrency = Optional.of(limit);
            return this;
        }

        /**
         * Lets the workflow start at times.
         *
         * @param trigger the times
         * @return this builder
         */
        public Builder timeTrigger(TimeTrigger trigger) {
            timeTriggers.add(trigger);
            return this;
        }

        /**
         * Lets the workflow start when signals have come.
         *
         * @param trigger the signals
         * @return this builder
         */
        public Builder signalTrigger(SignalTrigger trigger) {
            signalTriggers.add(trigger);
            return this;
        }

        /**
         * Adds a param, or replaces the one of that name.
         *
         * @param paramName the name
         * @param definition the definition
         * @return this builder
         */
        public Builder param(String paramName, ParamDefinition definition) {
            params.put(paramName, definition);
            return this;
        }

        /**
         * Adds a step.
         *
         * @param step the step
         * @return this builder
         */
        public Builder step(Step step) {
            steps.add(step);
            return this;
        }

        /**
         * Sets what runs before a run ends that fails or takes too long.
         *
         * @param handler the id of one of the steps
         * @return this builder
         */
        public Builder onFailure(StepId handler) {
            onFailure = Optional.of(handler);
            return this;
        }

        /**
         * Sets the properties.
         *
         * @param newProperties the properties
         * @return this builder
         */
        public Builder properties(WorkflowProperties newProperties) {
            properties = newProperties;
            return this;
        }

        /**
         * Sets where the definition comes from.
         *
         * @param newOrigin the origin
         * @return this builder
         */
        public Builder origin(Origin newOrigin) {
            origin = newOrigin;
            return this;
        }

        /**
         * Returns the definition of what was collected so far.
         *
         * @return the definition
         */
        public WorkflowDefinition build() {
            return new WorkflowDefinition(
                    id,
                    name,
                    description,
                    tags,
                    timeout,
                    criticality,
                    instanceStepConcurrency,
                    new Triggers(timeTriggers, signalTriggers),
                    params,
                    steps,
                    onFailure,
                    properties,
                    origin);
        }
    }
}
