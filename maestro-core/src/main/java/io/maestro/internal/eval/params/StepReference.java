package io.maestro.internal.eval.params;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A name such as {@code load__rows}: a param of another step. With more than two underscores in a row, or more than one pair,
 * the name can be read in more than one way.
 *
 * @param readings each step and param that the name can mean
 * @param clear whether there is only one way to read it
 */
public record StepReference(List<Reading> readings, boolean clear) {

    private static final String SEPARATOR = "__";

    /** Copies the list. */
    public StepReference {
        readings = List.copyOf(readings);
    }

    /**
     * A way to read a reference.
     *
     * @param stepId the step
     * @param param its param
     */
    public record Reading(String stepId, String param) {
        /** Checks that both are there. */
        public Reading {
            requireNonNull(stepId, "stepId");
            requireNonNull(param, "param");
        }
    }

    /**
     * Tells whether a name can be such a reference.
     *
     * @param name the name
     * @return true if it holds the separator of step and param
     */
    public static boolean isIn(String name) {
        return name.contains(SEPARATOR);
    }

    /**
     * Reads a name.
     *
     * @param name a name that can be such a reference
     * @return what it can mean
     */
    public static StepReference of(String name) {
        int at = name.indexOf(SEPARATOR);
        var readings = new ArrayList<Reading>(2);
        readings.add(reading(name, at));
        if (name.startsWith(SEPARATOR, at + 1)) {
            readings.add(reading(name, at + 1));
        }
        return new StepReference(readings, name.lastIndexOf(SEPARATOR) == at);
    }

    private static Reading reading(String name, int at) {
        return new Reading(name.substring(0, at), name.substring(at + SEPARATOR.length()));
    }
}
