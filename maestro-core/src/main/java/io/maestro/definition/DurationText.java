package io.maestro.definition;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Durations as text, such as {@code 2 hours 30 min} (spec: definitions, section 1.3). The units are days, hours, minutes
 * ({@code min}, never {@code m}), seconds and milliseconds, each in full or short.
 */
public final class DurationText {

    /**
     * The shortest name of each unit is enough: all longer ones start with it, and what follows a unit does not matter. Only
     * the long names of milliseconds do not start with the short one.
     */
    private static final Pattern AMOUNT = Pattern.compile("(\\d+) ?(d|h|min|s|ms|millisecond)");

    private static final Map<String, Duration> UNITS = Map.of(
            "d", Duration.ofDays(1),
            "h", Duration.ofHours(1),
            "min", Duration.ofMinutes(1),
            "s", Duration.ofSeconds(1),
            "ms", Duration.ofMillis(1),
            "millisecond", Duration.ofMillis(1));

    private DurationText() {}

    /**
     * Reads a duration: the sum of all amounts with a unit, wherever they stand. Case does not matter; text that is no amount
     * is passed over, so that {@code 2hr} is two hours. A text as {@link Duration#toString} writes it, such as {@code PT1H30M}, is
     * that duration.
     *
     * @param text the text
     * @return the duration, or empty if the text holds no amount with a unit, or more than a {@link Duration} can hold
     */
    public static Optional<Duration> parse(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
        } catch (DateTimeParseException e) {
            return sum(text);
        }
    }

    private static Optional<Duration> sum(String text) {
        var amounts = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        var sum = Optional.<Duration>empty();
        try {
            while (amounts.find()) {
                var unit = UNITS.getOrDefault(amounts.group(2), Duration.ZERO);
                var amount = unit.multipliedBy(Long.parseLong(amounts.group(1)));
                sum = Optional.of(sum.orElse(Duration.ZERO).plus(amount));
            }
            return sum;
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes a duration so that {@link #parse} gives it back.
     *
     * @param duration the duration, not negative, in whole milliseconds
     * @return the text, such as {@code 1 hour 500 ms}
     * @throws IllegalArgumentException if the duration is negative or finer than a millisecond
     */
    public static String of(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "a duration in text must be a whole number of milliseconds, not negative, but was " + duration);
        }
        var text = new StringJoiner(" ").setEmptyValue("0 s");
        append(text, duration.toDaysPart(), duration.toDaysPart() == 1 ? "day" : "days");
        append(text, duration.toHoursPart(), duration.toHoursPart() == 1 ? "hour" : "hours");
        append(text, duration.toMinutesPart(), "min");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.toString();
    }

    private static void append(StringJoiner text, long amount, String unit) {
        if (amount != 0) {
            text.add(amount + " " + unit);
        }
    }
}
