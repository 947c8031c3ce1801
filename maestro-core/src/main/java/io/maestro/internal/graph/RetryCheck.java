package io.maestro.internal.graph;

import io.maestro.definition.Backoff;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks through the settings of a retry policy. */
final class RetryCheck {

    private RetryCheck() {}

    /** Returns the first setting that refers to params. */
    static Optional<String> interpolated(RetryPolicy policy) {
        return Stream.of(policy.error(), policy.platform(), policy.timeout())
                .flatMap(retry -> Stream.concat(Stream.of(retry.limit()), settings(retry.backoff())))
                .mapMulti((Setting<?> setting, java.util.function.Consumer<String> texts) -> {
                    if (setting instanceof Setting.Interpolated<?> interpolated) {
                        texts.accept(interpolated.text());
                    }
                })
                .findFirst();
    }

    private static Stream<Setting<?>> settings(Backoff backoff) {
        return switch (backoff) {
            case Backoff.Fixed fixed -> Stream.of(fixed.delay());
            case Backoff.Exponential growing -> Stream.of(growing.base(), growing.exponent(), growing.cap());
        };
    }
}
