package io.maestro.internal.eval.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.TimeZone;

/** A zone of the time zone database. */
final class RegionZone extends Zone {

    private static final int MILLIS = 1000;

    private final ZoneRules rules;

    RegionZone(ZoneId zone) {
        super(zone.getId());
        this.rules = zone.getRules();
    }

    @Override
    public int offsetAt(long millis) {
        return rules.getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds() * MILLIS;
    }

    @Override
    long nextTransition(long millis) {
        var next = rules.nextTransition(Instant.ofEpochMilli(millis));
        return next == null ? millis : next.getInstant().toEpochMilli();
    }

    @Override
    long previousTransition(long millis) {
        var previous = rules.previousTransition(Instant.ofEpochMilli(millis).plusMillis(1));
        return previous == null ? millis : previous.getInstant().toEpochMilli() - 1;
    }

    @Override
    String name(long millis, boolean abbreviated) {
        boolean summer = rules.isDaylightSavings(Instant.ofEpochMilli(millis));
        int style = abbreviated ? TimeZone.SHORT : TimeZone.LONG;
        return TimeZone.getTimeZone(id()).getDisplayName(summer, style, Locale.US);
    }
}
