package io.maestro.step;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a {@link StepRuntime} says of an attempt. */
public sealed interface StepResult {

    /** Work that is done and has no output. */
    StepResult NOTHING = new Done(Optional.empty(), Map.of());

    /**
     * The work is done.
     *
     * @param output what it returned, or empty
     * @param params new values of params of the step, by name; each must be declared, and changeable by an output (spec:
     *     definitions, section 3.5.5). Expressions of later steps see them
     */
    record Done(Optional<Object> output, Map<String, ParamValue> params) implements StepResult {
        /** Copies the map. */
        public Done {
            requireNonNull(output, "output");
            params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        }
    }

    /**
     * The work failed.
     *
     * @param kind whose failure it is
     * @param error why
     */
    record Failed(FailureKind kind, StepError error) implements StepResult {
        /** Checks that nothing is null. */
        public Failed {
            requireNonNull(kind, "kind");
            requireNonNull(error, "error");
        }
    }

    /**
     * The work goes on elsewhere. The engine records the job and asks again later; no thread waits.
     *
     * @param jobId what names the job there, so that it is found again after a crash; may be empty text
     * @param pollAfter how long to wait before the engine asks again, not negative
     */
    record Pending(String jobId, Duration pollAfter) implements StepResult {
        /** Checks the wait. */
        public Pending {
            requireNonNull(jobId, "jobId");
            if (pollAfter.isNegative()) {
                throw new IllegalArgumentException("the wait before a poll must not be negative but was " + pollAfter);
            }
        }
    }

    /**
     * Returns the result of work that is done and has no output.
     *
     * @return the result
     */
    static StepResult done() {
        return NOTHING;
    }

    /**
     * Returns the result of work that is done.
     *
     * @param output what it returned
     * @return the result
     */
    static StepResult done(Object output) {
        return new Done(Optional.of(output), Map.of());
    }

    /**
     * Returns the result of work that is done and that gives params of its step new values.
     *
     * @param params the values by name; each must be a param of the step
     * @return the result
     */
    static StepResult doneWith(Map<String, ParamValue> params) {
        return new Done(Optional.empty(), params);
    }

    /**
     * Returns the result of work that failed.
     *
     * @param kind whose failure it is
     * @param message why
     * @return the result
     */
    static StepResult failed(FailureKind kind, String message) {
        return new Failed(kind, StepError.of(message));
    }
}
