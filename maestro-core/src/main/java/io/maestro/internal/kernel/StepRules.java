package io.maestro.internal.kernel;

import io.maestro.definition.Backoff;
import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.FailureMode;
import io.maestro.definition.InDoubt;
import io.maestro.definition.InvalidSettingException;
import io.maestro.definition.LoopStep;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.graph.Graph;
import io.maestro.permit.Limit;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.run.StepError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the machine must know of a step beside its place in the graph.
 *
 * @param timeout how long an attempt may take
 * @param failureMode what a failure for good does to the run
 * @param retryPolicy what happens after a failed attempt; its settings are fixed
 * @param jitter by how much the waits after failed attempts differ
 * @param conditional whether a condition must be evaluated when the step completes
 * @param allTrue the outcome of its conditions if each of them is true
 * @param allFalse the outcome of its conditions if it was not reached
 * @param keptVisits how many of its visits are kept
 * @param effects what the step promises of its effects
 * @param delegation how the step has runs do its work, or empty if it does the work itself
 * @param broken why the step cannot begin, or empty
 * @param limits the limits that the host may have set of its tags and its type
 */
record StepRules(
        Duration timeout,
        FailureMode failureMode,
        RetryPolicy retryPolicy,
        Jitter jitter,
        boolean conditional,
        Map<StepId, Boolean> allTrue,
        Map<StepId, Boolean> allFalse,
        int keptVisits,
        Effects effects,
        Optional<Delegation> delegation,
        Optional<StepError> broken,
        List<Limit> limits) {

    private static final Effects NOTHING_SAID = Effects.of(EffectPolicy.AT_LEAST_ONCE);

    static StepRules of(Step step, Graph graph, int number, Resolution resolution) {
        var timeout = WorkflowDefinition.DEFAULT_TIMEOUT;
        var broken = Optional.<StepError>empty();
        try {
            timeout = resolution.timeout(step.basics().timeout());
        } catch (InvalidSettingException e) {
            broken = Optional.of(StepError.of(String.valueOf(e.getMessage())));
        }
        var retryPolicy = resolution.retryPolicy(retryPolicy(step));
        return new StepRules(
                timeout,
                step.basics().failureMode(),
                retryPolicy,
                new Jitter(step.id(), retryPolicy.jitter()),
                graph.isConditional(number),
                graph.uniform(number, true),
                graph.uniform(number, false),
                // What was dropped could not be undone.
                graph.compensations().by(number).isPresent() ? Integer.MAX_VALUE : graph.keptVisits(number),
                effects(step),
                Delegation.of(step),
                broken,
                List.of());
    }

    /** Returns these rules where the host may have set limits, and a definition how many iterations of a loop go on at once. */
    StepRules under(List<Limit> ofHost, Optional<Integer> iterations) {
        return new StepRules(
                timeout,
                failureMode,
                retryPolicy,
                jitter,
                conditional,
                allTrue,
                allFalse,
                keptVisits,
                effects,
                delegation.map(declared -> declared.within(iterations)),
                broken,
                List.copyOf(ofHost));
    }

    /** Tells whether the rules of a step depend on the params of a run. */
    static boolean dependOnParams(Step step) {
        return Resolution.isNeeded(step.basics().timeout()) || Resolution.isNeeded(retryPolicy(step));
    }

    /** Only typed steps declare what to do after failures; those of the others are for good (spec: runtime, section 4.3). */
    private static RetryPolicy retryPolicy(Step step) {
        return switch (step) {
            case TypedStep typed -> typed.retryPolicy();
            case LoopStep loop -> RetryPolicy.none();
            case SubworkflowStep subworkflow -> RetryPolicy.none();
            case TemplateStep template -> RetryPolicy.standard();
        };
    }

    private static Effects effects(Step step) {
        var said = step instanceof TypedStep typed ? typed.effects() : Optional.<Effects>empty();
        return said.orElse(NOTHING_SAID);
    }

    /** Tells whether its outcome may be committed by its body. */
    boolean isTransactional() {
        return effects.policy() == EffectPolicy.TRANSACTIONAL;
    }

    /** Tells whether the start of an attempt is recorded before its work begins. */
    boolean startsAreRecorded() {
        return effects.policy() == EffectPolicy.AT_MOST_ONCE;
    }

    /** Tells whether a step that was retried so often after failures of a kind may be tried once more. */
    boolean allowsRetry(FailureKind kind, int retries) {
        return kind != FailureKind.FATAL
                && !leavesDoubt(kind)
                && retries < fixed(retry(kind).limit());
    }

    /** Work that was interrupted because it took too long may have been done. */
    private boolean leavesDoubt(FailureKind kind) {
        return kind == FailureKind.TIMEOUT && startsAreRecorded() && effects.inDoubt() != InDoubt.RETRY;
    }

    /** Returns the wait before the next attempt after one has failed. */
    Duration delay(RunId run, Try failed, FailureKind kind) {
        return jitter.applied(backoff(kind, failed.retries().of(kind)), run, failed.attempt());
    }

    /** In whole seconds if it grows (spec: runtime, section 4.3). */
    private Duration backoff(FailureKind kind, int retries) {
        return switch (retry(kind).backoff()) {
            case Backoff.Fixed constant -> fixed(constant.delay());
            case Backoff.Exponential growing -> grown(growing, retries);
        };
    }

    private static Duration grown(Backoff.Exponential backoff, int retries) {
        var cap = fixed(backoff.cap());
        var factor = BigDecimal.valueOf(fixed(backoff.exponent())).pow(retries);
        var millis = factor.multiply(BigDecimal.valueOf(fixed(backoff.base()).toMillis()));
        return millis.compareTo(BigDecimal.valueOf(cap.toMillis())) >= 0 ? cap : Duration.ofMillis(millis.longValue());
    }

    private RetryPolicy.Retry retry(FailureKind kind) {
        return switch (kind) {
            case USER -> retryPolicy.error();
            case PLATFORM -> retryPolicy.platform();
            case TIMEOUT -> retryPolicy.timeout();
            case FATAL -> throw new IllegalArgumentException("a fatal failure is not tried again");
        };
    }

    private static <T> T fixed(Setting<T> setting) {
        return switch (setting) {
            case Setting.Fixed<T> fixed -> fixed.value();
            case Setting.Interpolated<T> interpolated ->
                throw new IllegalStateException("the setting '" + interpolated.text() + "' was not resolved");
        };
    }
}
