package io.maestro.internal.eval.value;

/** No value: {@code null} itself, or what a variable holds that was declared without a value. */
public enum Absent {
    /** The literal {@code null} and everything unknown. */
    NULL(Kind.NULL),
    /** A {@code String} without a value. */
    STRING(Kind.STRING),
    /** A {@code Map} without a value. */
    MAP(Kind.MAP),
    /** A {@code DateTime} without a value. */
    DATETIME(Kind.DATETIME),
    /** A {@code DateTimeZone} without a value. */
    ZONE(Kind.DATETIME_ZONE),
    /** A {@code DateTimeFormatter} without a value. */
    FORMATTER(Kind.DATETIME_FORMATTER),
    /** A {@code Property} without a value. */
    PROPERTY(Kind.DATETIME_PROPERTY),
    /** {@code Days} without a value. */
    DAYS(Kind.DATETIME_DAYS),
    /** A {@code UUID} without a value. */
    UUID(Kind.UUID);

    private final Kind kind;

    Absent(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
