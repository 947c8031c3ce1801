package io.maestro.jdbc.internal.sql;

/** What columns hold. */
public enum ColumnType {
    /** A text. */
    TEXT("text", "text"),
    /** A text that is JSON. */
    JSON("text", "json"),
    /** A time, to the microsecond. */
    TIME("text", "timestamptz"),
    /** A 64-bit integer. */
    LONG("int8", "bigint"),
    /** A 32-bit integer. */
    INT("int4", "integer"),
    /** True or false. */
    BOOL("bool", "boolean"),
    /**
     * The node that writes, or none. Values tell whether it is the node; its number comes from the fence, so that no row is written for
     * the node that this process was a moment ago.
     */
    OWNER("bool", "boolean");

    private final String sentAs;
    private final String name;

    ColumnType(String sentAs, String name) {
        this.sentAs = sentAs;
        this.name = name;
    }

    /** Returns the type as which PostgreSQL gets the values. */
    String sentAs() {
        return sentAs;
    }

    /** Returns the type that PostgreSQL makes of them. */
    String sqlName() {
        return name;
    }
}
