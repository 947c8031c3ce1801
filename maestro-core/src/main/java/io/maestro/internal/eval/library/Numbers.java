package io.maestro.internal.eval.library;

import io.maestro.internal.eval.fault.Fault;

/** Numbers within texts. */
final class Numbers {

    private Numbers() {}

    static long parseLong(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw noNumber(text, "a 64-bit integer");
        }
    }

    static double parseDouble(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw noNumber(text, "a decimal number");
        }
    }

    /** Reads an integer of 32 bits from an integer or a text. */
    static long parseInt(Object value) {
        if (value instanceof Long number && number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE) {
            return number;
        }
        try {
            return Integer.parseInt(value.toString());
        } catch (NumberFormatException e) {
            throw noNumber(value.toString(), "a 32-bit integer");
        }
    }

    private static Fault noNumber(String text, String expected) {
        return Fault.type("number-format", "'" + text + "' is not " + expected);
    }
}
