package io.maestro.step;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.error.MaestroException;

/** Thrown when a step reads an output that is not there for it to read. */
public final class OutputNotAvailableException extends MaestroException {

    private final transient StepId reader;
    private final transient StepId step;

    /**
     * Creates the exception.
     *
     * @param reader the step that reads
     * @param step the step whose output it reads
     * @param why why the output is not there
     */
    public OutputNotAvailableException(StepId reader, StepId step, String why) {
        super("step '" + reader + "' reads the output of step '" + step + "', " + why);
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
