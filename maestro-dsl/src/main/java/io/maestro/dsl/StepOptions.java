package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.FailureMode;
import io.maestro.definition.Setting;
import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepSignals;
import io.maestro.definition.Transition;
import io.maestro.param.ParamDefinition;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be said of a step of any kind, whatever it does and wherever it stands. */
abstract sealed class StepOptions<S extends AnyStep<S>> permits AnyStep {

    private final List<Tag> tags = new ArrayList<>();
    private final List<SignalDependency> dependencies = new ArrayList<>();
    private final List<SignalOutput> outputs = new ArrayList<>();
    private Optional<String> name = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<Setting<Duration>> timeout = Optional.empty();
    private FailureMode failureMode = FailureMode.FAIL_AFTER_RUNNING;
    private Optional<AnyStep<?>> compensation = Optional.empty();
    private Optional<AnyStep<?>> onFailure = Optional.empty();

    abstract S self();

    abstract void requireOpen();

    /**
     * Sets how long an attempt may take from its start. The default is 10 days.
     *
     * @param limit more than zero, at most 120 days
     * @return this step
     */
    public final S timeout(Duration limit) {
        requireOpen();
        return timeout(Setting.of(requireNonNull(limit, "limit")));
    }

    /**
     * Sets how long an attempt may take from its start, by params of the workflow: {@code Setting.text("${hours} hours")}, or
     * {@link Param#asSetting} of a param that is a duration.
     *
     * @param limit more than zero, at most 120 days
     * @return this step
     */
    public final S timeout(Setting<Duration> limit) {
        requireOpen();
        timeout = Optional.of(requireNonNull(limit, "limit"));
        return self();
    }

    /**
     * Sets what a failure of this step does to its run. The default is {@link FailureMode#FAIL_AFTER_RUNNING}.
     *
     * @param mode the failure mode
     * @return this step
     */
    public final S failureMode(FailureMode mode) {
        requireOpen();
        failureMode = requireNonNull(mode, "mode");
        return self();
    }

    /**
     * Has another step undo what this one did, if this one succeeded and the run does not. That one runs for nothing else: it leads
     * nowhere, and nothing leads to it. It has an id, a retry policy and a timeout of its own, and may read what this step may read, and
     * the output of this step. Where several steps are undone, the last to end comes first.
     *
     * {@snippet :
     * Step<String> flight = w.step("flight", trip, airline::book);
     * flight.compensateWith(w.run("cancel-flight", flight, airline::cancel));
     * }
     *
     * @param undoing a step in Java or of a registered type, declared by the same builder
     * @return this step
     */
    public final S compensateWith(AnyStep<?> undoing) {
        requireOpen();
        compensation = Optional.of(requireNonNull(undoing, "undoing"));
        return self();
    }

    /** Returns the step that undoes this one. */
    final Optional<AnyStep<?>> compensation() {
        return compensation;
    }

    /**
     * Has another step run before the run ends, if this one has failed for good, also where its failure mode is to ignore that. That one
     * runs for nothing else: it leads nowhere, and nothing leads to it. It has an id, a retry policy and a timeout of its own, learns from
     * {@link io.maestro.step.StepContext#failures} what failed, and may read what any step came to. It may handle the failures of several
     * steps; then it runs once for all of them.
     *
     * {@snippet :
     * w.run("load", lock, store::load).onFailure(w.run("unlock", lock, Lock::release));
     * }
     *
     * @param handler a step of any kind, declared by the same builder
     * @return this step
     */
    public final S onFailure(AnyStep<?> handler) {
        requireOpen();
        onFailure = Optional.of(requireNonNull(handler, "handler"));
        return self();
    }

    /** Returns the step that handles the failure of this one. */
    final Optional<AnyStep<?>> onFailure() {
        return onFailure;
    }

    /**
     * Sets the name for people. The default is the id.
     *
     * @param text at most 256 characters
     * @return this step
     */
    public final S name(String text) {
        requireOpen();
        name = Optional.of(requireNonNull(text, "text"));
        return self();
    }

    /**
     * Sets the description. The default is none.
     *
     * @param text at most 16384 characters
     * @return this step
     */
    public final S description(String text) {
        requireOpen();
        description = Optional.of(requireNonNull(text, "text"));
        return self();
    }

    /**
     * Adds a tag.
     *
     * @param tag the name of the tag, at most 256 characters
     * @return this step
     */
    public final S tag(String tag) {
        return tag(Tag.of(requireNonNull(tag, "tag")));
    }

    /**
     * Adds a tag with a namespace or attributes.
     *
     * @param tag the tag
     * @return this step
     */
    public final S tag(Tag tag) {
        requireOpen();
        tags.add(requireNonNull(tag, "tag"));
        return self();
    }

    /**
     * Lets the step wait for a signal before it starts. Such a workflow can be written as text, but not be registered yet.
     *
     * @param signal the signal
     * @return this step
     */
    public final S waitsFor(SignalDependency signal) {
        requireOpen();
        dependencies.add(requireNonNull(signal, "signal"));
        return self();
    }

    /**
     * Has the step send a signal when it has succeeded. Such a workflow can be written as text, but not be registered yet.
     *
     * @param signal the signal
     * @return this step
     */
    public final S sends(SignalOutput signal) {
        requireOpen();
        outputs.add(requireNonNull(signal, "signal"));
        return self();
    }

    /** Returns what was said, together with what is known of the step otherwise. */
    final StepBasics basics(StepId id, Transition transition, Map<String, ParamDefinition> params) {
        return new StepBasics(
                id,
                name,
                description,
                transition,
                failureMode,
                tags,
                timeout,
                params,
                new StepSignals(dependencies, outputs),
                compensation.map(AnyStep::id),
                onFailure.map(AnyStep::id));
    }
}
