package io.maestro.internal.kernel;

import io.maestro.definition.Backoff;
import io.maestro.definition.DurationText;
import io.maestro.definition.InvalidSettingException;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.eval.params.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the settings of a definition that refer to params, with the params of a run. */
final class Resolution {

    private final Settings settings;

    Resolution(Settings settings) {
        this.settings = settings;
    }

    static boolean isNeeded(Optional<Setting<Duration>> timeout) {
        return timeout.filter(Setting.Interpolated.class::isInstance).isPresent();
    }

    static boolean isNeeded(RetryPolicy policy) {
        return Stream.of(policy.error(), policy.platform(), policy.timeout())
                .flatMap(retry -> settings(retry).stream())
                .anyMatch(Setting.Interpolated.class::isInstance);
    }

    private static List<Setting<?>> settings(RetryPolicy.Retry retry) {
        return switch (retry.backoff()) {
            case Backoff.Fixed fixed -> List.of(retry.limit(), fixed.delay());
            case Backoff.Exponential growing ->
                List.of(retry.limit(), growing.base(), growing.exponent(), growing.cap());
        };
    }

    /**
     * Returns a timeout.
     *
     * @throws InvalidSettingException if it cannot be read, or is out of range
     */
    Duration timeout(Optional<Setting<Duration>> timeout) {
        if (timeout.isEmpty()) {
            return WorkflowDefinition.DEFAULT_TIMEOUT;
        }
        var value = settings.duration("timeout", timeout.get());
        if (timeout.get() instanceof Setting.Interpolated<Duration>(var text)
                && (!value.isPositive() || value.compareTo(WorkflowDefinition.MAX_TIMEOUT) > 0)) {
            throw new InvalidSettingException(
                    "timeout",
                    text,
                    "comes to " + DurationText.of(value) + ", but must be more than zero and at most 120 days");
        }
        return value;
    }

    /** Returns a policy of fixed settings; the standard one if one of them cannot be read (spec: definitions, section 1.8). */
    RetryPolicy retryPolicy(RetryPolicy policy) {
        if (!isNeeded(policy)) {
            return policy;
        }
        try {
            return new RetryPolicy(
                    fixed(policy.error()), fixed(policy.platform()), fixed(policy.timeout()), policy.jitter());
        } catch (InvalidSettingException | IllegalArgumentException e) {
            return RetryPolicy.standard();
        }
    }

    private RetryPolicy.Retry fixed(RetryPolicy.Retry retry) {
        return new RetryPolicy.Retry(
                Setting.of(settings.number("retry limit", retry.limit())),
                switch (retry.backoff()) {
                    case Backoff.Fixed(var delay) -> new Backoff.Fixed(wait(delay));
                    case Backoff.Exponential(var base, var exponent, var cap) ->
                        new Backoff.Exponential(
                                wait(base), Setting.of(settings.number("retry exponent", exponent)), wait(cap));
                });
    }

    /** A wait that comes of a text is held to the limits of JSON (spec: runtime, section 4.3). */
    private Setting<Duration> wait(Setting<Duration> setting) {
        var value = settings.duration("retry backoff", setting);
        if (setting instanceof Setting.Interpolated<Duration>(var text)
                && (value.toSeconds() < 1 || value.compareTo(Duration.ofDays(1)) > 0)) {
            throw new InvalidSettingException(
                    "retry backoff",
                    text,
                    "comes to " + DurationText.of(value) + ", but must be from 1 second to 1 day");
        }
        return Setting.of(value);
    }
}
