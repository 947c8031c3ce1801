package io.maestro;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.internal.graph.DefinitionCheck;
import java.util.List;

/** Checks definitions without registering them. */
public final class Definitions {

    private Definitions() {}

    /**
     * Returns everything that is wrong with a definition, but for what only a host can know: which step types are registered.
     *
     * @param definition the definition
     * @return the problems, in the order of the definition; empty if it is good. Their paths are JSON pointers into the
     *     create-workflow request that the definition stands for
     */
    public static List<Problem> check(WorkflowDefinition definition) {
        return DefinitionCheck.problemsOf(definition);
    }
}
