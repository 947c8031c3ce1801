package io.maestro.internal.graph;

import io.maestro.definition.Backoff;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import java.util.List;
import java.util.Optional;

/** Looks through the settings of a retry policy. */
final class RetryCheck {

    private RetryCheck() {}

    /** Returns the first setting that refers to params. */
    static Optional<String> interpolated(RetryPolicy policy) {
        for (var retry : List.of(policy.error(), policy.platform(), policy.timeout())) {
            for (var setting : settings(retry)) {
                if (setting instanceof Setting.Interpolated<?> interpolated) {
                    return Optional.of(interpolated.text());
                }
            }
        }
        return Optional.empty();
    }

    private static List<Setting<?>> settings(RetryPolicy.Retry retry) {
        return switch (retry.backoff()) {
            case Backoff.Fixed fixed -> List.of(retry.limit(), fixed.delay());
            case Backoff.Exponential growing ->
                List.of(retry.limit(), growing.base(), growing.exponent(), growing.cap());
        };
    }
}
