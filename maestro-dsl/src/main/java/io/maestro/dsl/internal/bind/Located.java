package io.maestro.dsl.internal.bind;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import java.util.function.UnaryOperator;

/**
 * A definition that was read.
 *
 * @param definition the definition
 * @param locator gives a problem that is found in the definition its place in the text
 */
public record Located(WorkflowDefinition definition, UnaryOperator<Problem> locator) {}
