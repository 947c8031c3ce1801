package io.maestro.dsl.internal.bind;

import io.maestro.definition.Backoff;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RetryPolicy.Retry;
import io.maestro.definition.Setting;
import io.maestro.error.ProblemCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Retry policies (spec: definitions, section 1.8). A member that is missing has the default of the kind of backoff that the
 * policy names; a policy that names none has exponential backoffs.
 */
final class RetryPolicyBinder {

    private static final RetryPolicy STANDARD = RetryPolicy.standard();
    private static final RetryPolicy STANDARD_FIXED = new RetryPolicy(
            withFixedBackoff(STANDARD.error()),
            withFixedBackoff(STANDARD.platform()),
            withFixedBackoff(STANDARD.timeout()));

    private enum Kind {
        EXPONENTIAL_BACKOFF,
        FIXED_BACKOFF
    }

    private RetryPolicyBinder() {}

    static Optional<RetryPolicy> bind(Spot spot) {
        return spot.object().map(fields -> {
            var backoff = fields.take("backoff").flatMap(Spot::object);
            var kind = backoff.flatMap(of -> of.require("type")).flatMap(type -> type.constant(Kind.class));
            var defaults = kind.equals(Optional.of(Kind.FIXED_BACKOFF)) ? STANDARD_FIXED : STANDARD;
            var policy = new RetryPolicy(
                    retry(fields, backoff, "error", defaults.error()),
                    retry(fields, backoff, "platform", defaults.platform()),
                    retry(fields, backoff, "timeout", defaults.timeout()),
                    fields.take("jitter").flatMap(RetryPolicyBinder::share));
            // Without a kind nobody can tell which members the backoff may have.
            kind.ifPresent(known -> backoff.ifPresent(Fields::refuseOthers));
            fields.refuseOthers();
            return policy;
        });
    }

    /** Netflix Maestro does not know it. */
    private static Optional<Double> share(Spot spot) {
        return Numbers.decimal(spot).flatMap(value -> {
            if (value < 0 || value > 1) {
                spot.problem(ProblemCode.OUT_OF_RANGE, "must be from 0 to 1 but was " + value);
                return Optional.empty();
            }
            return Optional.of(value);
        });
    }

    private static Retry retry(Fields policy, Optional<Fields> backoff, String failure, Retry defaults) {
        var limit = policy.take(failure + "_retry_limit")
                .flatMap(spot -> SettingBinder.count(spot, RetryPolicy.MAX_RETRIES))
                .orElse(defaults.limit());
        return new Retry(
                limit,
                backoff.map(of -> backoff(of, failure, defaults.backoff())).orElse(defaults.backoff()));
    }

    private static Backoff backoff(Fields fields, String failure, Backoff defaults) {
        return switch (defaults) {
            case Backoff.Fixed fixed ->
                new Backoff.Fixed(delay(fields, failure + "_retry_backoff_in_secs", fixed.delay()));
            case Backoff.Exponential growing ->
                new Backoff.Exponential(
                        delay(fields, failure + "_retry_backoff_in_secs", growing.base()),
                        fields.take(failure + "_retry_exponent")
                                .flatMap(spot -> SettingBinder.count(spot, Integer.MAX_VALUE))
                                .orElse(growing.exponent()),
                        delay(fields, failure + "_retry_limit_in_secs", growing.cap()));
        };
    }

    private static Setting<Duration> delay(Fields fields, String name, Setting<Duration> defaults) {
        return fields.take(name).flatMap(SettingBinder::delay).orElse(defaults);
    }

    private static Retry withFixedBackoff(Retry retry) {
        return new Retry(retry.limit(), new Backoff.Fixed(Setting.of(Duration.ofMinutes(1))));
    }
}
