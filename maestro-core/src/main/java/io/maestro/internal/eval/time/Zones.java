package io.maestro.internal.eval.time;

import io.maestro.internal.eval.fault.Fault;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds zones by name. */
public final class Zones {

    /** Three names that the time zone database once had as zones of their own. */
    private static final Map<String, Zone> AMERICAN = Map.of(
            "EST", new FixedZone("EST", -5 * Clock.HOUR),
            "MST", new FixedZone("MST", -7 * Clock.HOUR),
            "HST", new FixedZone("HST", -10 * Clock.HOUR));

    /** The only abbreviations that a text may name a zone by: the others are ambiguous. */
    private static final Map<String, String> ABBREVIATIONS = Map.ofEntries(
            Map.entry("UT", "UTC"),
            Map.entry("UTC", "UTC"),
            Map.entry("GMT", "UTC"),
            Map.entry("EST", "America/New_York"),
            Map.entry("EDT", "America/New_York"),
            Map.entry("CST", "America/Chicago"),
            Map.entry("CDT", "America/Chicago"),
            Map.entry("MST", "America/Denver"),
            Map.entry("MDT", "America/Denver"),
            Map.entry("PST", "America/Los_Angeles"),
            Map.entry("PDT", "America/Los_Angeles"));

    private Zones() {}

    /**
     * Returns the zone of java.time.
     *
     * @param zone the zone
     * @return the same zone
     */
    public static Zone of(ZoneId zone) {
        if (zone instanceof ZoneOffset offset) {
            return fixed(offset.getTotalSeconds() * Clock.SECOND);
        }
        return find(zone.getId()).orElseGet(() -> new RegionZone(zone));
    }

    /**
     * Returns the zone of a name or of an offset such as {@code -08:00}.
     *
     * @param id the name
     * @return the zone
     */
    public static Zone forId(String id) {
        return find(id).orElseThrow(() -> Fault.other("bad-zone", "'" + id + "' is no time zone"));
    }

    static Optional<Zone> find(String id) {
        if (id.equals("UTC")) {
            return Optional.of(FixedZone.UTC);
        }
        if (AMERICAN.containsKey(id)) {
            return Optional.ofNullable(AMERICAN.get(id));
        }
        if (ZoneRulesProvider.getAvailableZoneIds().contains(id)) {
            return Optional.of(new RegionZone(ZoneId.of(id)));
        }
        return offset(id).stream().mapToObj(Zones::fixed).findFirst();
    }

    static Optional<Zone> ofAbbreviation(String name) {
        return Optional.ofNullable(ABBREVIATIONS.get(name)).flatMap(Zones::find);
    }

    private static OptionalInt offset(String text) {
        if (!text.startsWith("+") && !text.startsWith("-")) {
            return OptionalInt.empty();
        }
        var fields = new ParsedFields(FixedZone.UTC);
        int end = OffsetText.parse(text, 0, fields);
        return end == text.length() ? fields.offset() : OptionalInt.empty();
    }

    static Zone fixed(int offset) {
        if (offset == 0) {
            return FixedZone.UTC;
        }
        var id = new StringBuilder();
        OffsetText.printExactly(id, offset);
        return new FixedZone(id.toString(), offset);
    }
}
