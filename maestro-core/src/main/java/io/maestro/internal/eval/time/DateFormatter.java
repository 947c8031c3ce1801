package io.maestro.internal.eval.time;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A pattern, perhaps with a zone.
 *
 * @param pattern the pattern
 * @param zone the zone that dates are printed and read in; empty for their own, or the default
 */
public record DateFormatter(DatePattern pattern, Optional<Zone> zone) {

    /** Checks that nothing is null. */
    public DateFormatter {
        requireNonNull(pattern, "pattern");
        requireNonNull(zone, "zone");
    }

    /**
     * Returns this formatter with a zone.
     *
     * @param other the zone
     * @return the formatter
     */
    public DateFormatter in(Zone other) {
        return new DateFormatter(pattern, Optional.of(other));
    }

    /**
     * Prints a moment.
     *
     * @param moment the moment
     * @return the text
     */
    public String print(Moment moment) {
        return pattern.print(zone.map(moment::in).orElse(moment));
    }

    /**
     * Parses a text.
     *
     * @param text the text
     * @param defaultZone the zone if neither the text nor this formatter has one
     * @param currentYear the present year
     * @return the moment
     */
    public Moment parse(String text, Zone defaultZone, int currentYear) {
        var moment = pattern.parse(text, zone.orElse(defaultZone), currentYear);
        return zone.map(moment::in).orElse(moment);
    }

    /** Returns the pattern. */
    @Override
    public String toString() {
        return "DateTimeFormatter[" + pattern.pattern() + "]";
    }
}
