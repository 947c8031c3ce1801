package io.maestro.internal.eval.time;

import io.maestro.internal.eval.fault.Fault;

/**
 * A time zone. Offsets are in milliseconds; local times are milliseconds since 1970 as if the place were in UTC. How a local
 * time in a gap or an overlap is resolved follows Joda-Time.
 */
public abstract sealed class Zone permits FixedZone, RegionZone {

    private final String id;

    Zone(String id) {
        this.id = id;
    }

    /**
     * Returns the name, such as {@code Europe/Paris} or {@code +05:30}.
     *
     * @return the id
     */
    public final String id() {
        return id;
    }

    /**
     * Returns how far local time is ahead of UTC.
     *
     * @param millis the instant
     * @return the offset in milliseconds
     */
    public abstract int offsetAt(long millis);

    /** The first instant after the given one from which another offset holds; the given one if there is none. */
    abstract long nextTransition(long millis);

    /** The last instant before the offset began to hold that holds at the given one; the given one if there is none. */
    abstract long previousTransition(long millis);

    /** The name of the zone at an instant, such as {@code PST} or {@code Pacific Standard Time}. */
    abstract String name(long millis, boolean abbreviated);

    final long toLocal(long millis) {
        return Math.addExact(millis, (long) offsetAt(millis));
    }

    /** The offset of a local time. In an overlap the earlier instant counts; in a gap, the instant after it. */
    final int offsetFromLocal(long local) {
        int offset = offsetAt(local);
        long adjusted = local - offset;
        int offsetAdjusted = offsetAt(adjusted);
        if (offset != offsetAdjusted) {
            if (offset < offsetAdjusted
                    && orLast(nextTransition(adjusted), adjusted)
                            != orLast(nextTransition(local - offsetAdjusted), local - offsetAdjusted)) {
                return offset;
            }
        } else if (offset >= 0) {
            long previous = previousTransition(adjusted);
            if (previous < adjusted) {
                int offsetBefore = offsetAt(previous);
                if (adjusted - previous <= offsetBefore - offset) {
                    return offsetBefore;
                }
            }
        }
        return offsetAdjusted;
    }

    /** The instant of a local time that must exist. */
    final long toInstant(long local) {
        int offset = offsetFromLocal(local);
        long instant = Math.subtractExact(local, (long) offset);
        if (offsetAt(instant) != offset) {
            throw Fault.other(
                    "dst-gap", "the local time " + IsoText.local(local) + " does not exist in the time zone " + id);
        }
        return instant;
    }

    /** The instant of a local time that was made from an instant: it keeps that one's offset if it can. */
    final long toInstant(long local, long original) {
        int offsetOriginal = offsetAt(original);
        long instant = local - offsetOriginal;
        return offsetAt(instant) == offsetOriginal ? instant : toInstantLeniently(local);
    }

    /** The instant of a local time; one in a gap is moved behind it. */
    final long toInstantLeniently(long local) {
        int offsetLocal = offsetAt(local);
        int offset = offsetAt(local - offsetLocal);
        if (offsetLocal != offset && offsetLocal < 0) {
            long next = orLast(nextTransition(local - offsetLocal), local - offsetLocal);
            if (next != orLast(nextTransition(local - offset), local - offset)) {
                offset = offsetLocal;
            }
        }
        return Math.subtractExact(local, (long) offset);
    }

    private static long orLast(long transition, long from) {
        return transition == from ? Long.MAX_VALUE : transition;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Zone zone && id.equals(zone.id);
    }

    @Override
    public final int hashCode() {
        return id.hashCode();
    }

    /** Returns the id. */
    @Override
    public final String toString() {
        return id;
    }
}
