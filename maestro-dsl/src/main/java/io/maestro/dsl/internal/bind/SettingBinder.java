package io.maestro.dsl.internal.bind;

import io.maestro.definition.DurationText;
import io.maestro.definition.Setting;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.ProblemCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Numbers and durations that may refer to params (spec: definitions, section 1.3, ParsableLong): a number, a numeric text, a
 * text with a dollar sign, which is kept for later, and for durations a text such as {@code 2 hours}.
 */
final class SettingBinder {

    private static final Duration DAY = Duration.ofDays(1);

    private SettingBinder() {}

    /** Returns a duration; a number is in seconds. */
    static Optional<Setting<Duration>> duration(Spot spot) {
        return interpolated(spot, SettingBinder::fixedDuration);
    }

    /** Returns a duration from a second to a day. */
    static Optional<Setting<Duration>> delay(Spot spot) {
        return interpolated(
                spot,
                text -> fixedDuration(text).filter(delay -> {
                    if (delay.compareTo(Duration.ofSeconds(1)) >= 0 && delay.compareTo(DAY) <= 0) {
                        return true;
                    }
                    spot.problem(
                            ProblemCode.OUT_OF_RANGE,
                            "must be from 1 to " + DAY.toSeconds() + " seconds but was " + DurationText.of(delay));
                    return false;
                }));
    }

    /** Returns a duration; a number is in milliseconds, and a text has a unit. */
    static Optional<Setting<Duration>> durationInMillis(Spot spot) {
        return interpolated(
                spot,
                given -> given.node() instanceof TextNode text
                        ? inWords(given, text, "milliseconds")
                        : notNegative(given).map(Duration::ofMillis));
    }

    /** Returns a whole number from zero to a limit. */
    static Optional<Setting<Integer>> count(Spot spot, int max) {
        return interpolated(spot, text -> text.integer(0, max));
    }

    private static <T> Optional<Setting<T>> interpolated(Spot spot, Fixed<T> fixed) {
        return spot.node() instanceof TextNode text && text.value().contains("$")
                ? Optional.of(new Setting.Interpolated<>(text.value()))
                : fixed.read(spot).map(Setting::of);
    }

    private static Optional<Duration> fixedDuration(Spot spot) {
        return spot.node() instanceof TextNode text && !Numbers.isInteger(text.value())
                ? inWords(spot, text, "seconds")
                : notNegative(spot).map(Duration::ofSeconds);
    }

    private static Optional<Duration> inWords(Spot spot, TextNode text, String unit) {
        var duration = DurationText.parse(text.value());
        if (duration.isEmpty()) {
            spot.problem(
                    ProblemCode.UNKNOWN_VALUE,
                    "expected " + unit + " or a duration such as '2 hours' or '30 min' but found " + text.inWords());
        }
        return duration;
    }

    private static Optional<Long> notNegative(Spot spot) {
        return spot.integer().filter(amount -> {
            if (amount < 0) {
                spot.problem(ProblemCode.OUT_OF_RANGE, "must not be negative but was " + amount);
            }
            return amount >= 0;
        });
    }

    /** Reads a setting that is written down. */
    private interface Fixed<T> {
        Optional<T> read(Spot spot);
    }
}
