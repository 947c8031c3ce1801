package io.maestro.test;

import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import io.maestro.run.FailureKind;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.util.List;

/**
 * How often a step may be tried again.
 *
 * @param policy what its definition says
 */
record RetryLimits(RetryPolicy policy) {

    private static final List<FailureKind> RETRIED =
            List.of(FailureKind.USER, FailureKind.PLATFORM, FailureKind.TIMEOUT);

    /** Tells whether an author has chosen that the step is tried again. The standard policy is what steps have that say nothing. */
    boolean areChosen() {
        return !policy.equals(RetryPolicy.standard())
                && RETRIED.stream().anyMatch(kind -> !limit(kind).equals(Setting.of(0)));
    }

    /** Tells whether a step has failed because it may not be tried again. A limit that only a run knows counts as come to. */
    boolean areUsedUp(StepAttempt failed) {
        boolean late = failed.status() == StepStatus.TIMED_OUT;
        return RETRIED.stream()
                .filter(kind -> late == (kind == FailureKind.TIMEOUT))
                .anyMatch(kind -> isUsedUp(kind, failed.retries().of(kind)));
    }

    private boolean isUsedUp(FailureKind kind, int made) {
        return made > 0
                && switch (limit(kind)) {
                    case Setting.Fixed<Integer> fixed -> made >= fixed.value();
                    case Setting.Interpolated<Integer> text -> true;
                };
    }

    private Setting<Integer> limit(FailureKind kind) {
        return switch (kind) {
            case USER -> policy.error().limit();
            case PLATFORM -> policy.platform().limit();
            case TIMEOUT -> policy.timeout().limit();
            case FATAL -> Setting.of(0);
        };
    }
}
