package io.maestro.internal.eval.time;

import java.util.Locale;
import java.util.TimeZone;

/** A zone whose offset never changes. */
public final class FixedZone extends Zone {

    /** Coordinated universal time. */
    public static final Zone UTC = new FixedZone("UTC", 0);

    private final int offset;

    FixedZone(String id, int offset) {
        super(id);
        this.offset = offset;
    }

    @Override
    public int offsetAt(long millis) {
        return offset;
    }

    @Override
    long nextTransition(long millis) {
        return millis;
    }

    @Override
    long previousTransition(long millis) {
        return millis;
    }

    @Override
    String name(long millis, boolean abbreviated) {
        if (id().startsWith("+") || id().startsWith("-")) {
            return id();
        }
        int style = abbreviated ? TimeZone.SHORT : TimeZone.LONG;
        return TimeZone.getTimeZone(id()).getDisplayName(false, style, Locale.US);
    }
}
