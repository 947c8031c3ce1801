package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.error.MaestroException;

/**
 * Thrown when a recorded output is not of the type that its step now declares, such as that of a step which returned
 * another type before a redeploy.
 */
public final class OutputTypeException extends MaestroException {

    private final transient StepId reader;
    private final transient StepId step;

    OutputTypeException(StepId reader, StepId step, Class<?> expected, Object found) {
        super("step '" + reader + "' reads the output of step '" + step + "', which must be a " + expected.getTypeName()
                + " but is a " + found.getClass().getTypeName()
                + "; it may have been recorded before the step's type was changed");
        this.reader = requireNonNull(reader, "reader");
        this.step = requireNonNull(step, "step");
    }

    /**
     * Returns the step that reads.
     *
     * @return the reader
     */
    public StepId reader() {
        return reader;
    }

    /**
     * Returns the step whose output is read.
     *
     * @return the step
     */
    public StepId step() {
        return step;
    }
}
