package io.maestro;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.error.Severity;
import io.maestro.internal.fingerprint.Fingerprint;
import io.maestro.internal.graph.check.DefinitionCheck;
import io.maestro.internal.graph.check.Host;
import java.util.List;

/** Looks at definitions without registering them. */
public final class Definitions {

    private Definitions() {}

    /**
     * Returns everything that is wrong with a definition, but for what only a host can know: which step types and job templates are
     * registered.
     *
     * @param definition the definition
     * @return the problems, in the order of the definition; empty if it is good. Their paths are JSON pointers into the
     *     create-workflow request that the definition stands for
     */
    public static List<Problem> check(WorkflowDefinition definition) {
        return DefinitionCheck.only(Severity.ERROR, DefinitionCheck.findingsOf(definition, Host.unknown()));
    }

    /**
     * Returns what a definition probably does not mean to say: conditions that are the same each time, steps that no run comes to,
     * loops that only a limit ends, references to params that nobody declares, and the like. None of it keeps the definition
     * from being registered.
     *
     * @param definition the definition
     * @return the warnings, in the order of the definition; with paths as those of {@link #check}
     */
    public static List<Problem> warnings(WorkflowDefinition definition) {
        return DefinitionCheck.only(Severity.WARNING, DefinitionCheck.findingsOf(definition, Host.unknown()));
    }

    /**
     * Returns a text that tells definitions apart: equal ones have the same fingerprint, however they were written, unless
     * something in them stands in another order that counts. The order of params counts, at every level, and so does that
     * of successors and of the signals of a trigger; that of all other members of a JSON object does not. Java code counts by its
     * place, not by what it does.
     *
     * @param definition the definition
     * @return a SHA-256 over a canonical form of the definition, as 64 hexadecimal digits; the same on every machine
     */
    public static String fingerprint(WorkflowDefinition definition) {
        return Fingerprint.of(definition);
    }
}
