package io.maestro.param;

/** Values in messages. */
final class ShownValue {

    private static final int MAX_LENGTH = 100;

    private ShownValue() {}

    static String of(ParamValue value) {
        var text = value.toJava().toString();
        var start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        return value.type() + " '" + start + "'";
    }
}
