package io.maestro.dsl;

import io.maestro.definition.StepId;
import io.maestro.error.MaestroException;
import java.util.Optional;

/** Thrown when a definition holds what JSON and YAML cannot say, such as a step in Java. */
public final class UnwritableDefinitionException extends MaestroException {

    private final transient String subject;
    private final transient Optional<StepId> step;

    /**
     * Creates the exception.
     *
     * @param subject what cannot be written, such as {@code workflow 'etl'}
     * @param step the step that cannot be written, or empty if it is something of the whole
     * @param reason what cannot be written, and why
     */
    public UnwritableDefinitionException(String subject, Optional<StepId> step, String reason) {
        super(subject + " cannot be written as text: "
                + step.map(id -> "step '" + id + "': ").orElse("") + reason);
        this.subject = subject;
        this.step = step;
    }

    /**
     * Returns what cannot be written.
     *
     * @return such as {@code workflow 'etl'} or {@code job template 'shell'}
     */
    public String subject() {
        return subject;
    }

    /**
     * Returns the step that cannot be written.
     *
     * @return its id, or empty if it is something of the whole
     */
    public Optional<StepId> step() {
        return step;
    }
}
