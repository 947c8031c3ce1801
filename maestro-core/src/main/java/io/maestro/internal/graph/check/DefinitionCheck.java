package io.maestro.internal.graph.check;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Severity;
import java.util.List;

/**
 * Checks that the parts of a definition fit together, and warns of what probably does not do what its author wants (spec:
 * definitions, sections 1.3, 1.5 to 1.7 and 3.6). Finds all problems, not just the first.
 */
public final class DefinitionCheck {

    private static final int MAX_INSTANCE_STEP_CONCURRENCY = 999;
    private static final String AT = "/workflow";

    private final WorkflowDefinition definition;
    private final Checks checks = Checks.fresh();

    private DefinitionCheck(WorkflowDefinition definition) {
        this.definition = definition;
    }

    /**
     * Returns everything that is wrong with a definition, or probably is.
     *
     * @param definition the definition
     * @param host where it is to be registered
     * @return the problems, errors and warnings, in the order of the definition; their paths are JSON pointers into the
     *     create-workflow request that the definition stands for
     */
    public static List<Problem> findingsOf(WorkflowDefinition definition, Host host) {
        var check = new DefinitionCheck(definition);
        var level = Level.of(definition, host);
        check.workflow(level);
        new StepsCheck(check.checks, level).check();
        return check.checks.findings().all();
    }

    /**
     * Returns the findings of a severity.
     *
     * @param findings any findings
     * @param severity which of them
     * @return these, in their order
     */
    public static List<Problem> only(Severity severity, List<Problem> findings) {
        return findings.stream()
                .filter(problem -> problem.severity() == severity)
                .toList();
    }

    private void workflow(Level level) {
        var findings = checks.findings();
        var members = checks.members();
        findings.error(ProblemCode.RESERVED_ID, AT + "/id", definition.id().reserved());
        members.texts(AT, definition.name(), definition.description());
        members.tags(AT, definition.tags());
        members.timeout(AT, definition.timeout());
        checks.settings()
                .setting(AT + "/timeout", definition.timeout(), RunScope.ofSettings(level.runParams(), Severity.ERROR));
        int concurrency = definition.instanceStepConcurrency().orElse(1);
        if (concurrency < 1 || concurrency > MAX_INSTANCE_STEP_CONCURRENCY) {
            findings.error(
                    ProblemCode.OUT_OF_RANGE,
                    AT + "/instance_step_concurrency",
                    "must be from 1 to " + MAX_INSTANCE_STEP_CONCURRENCY + " but was " + concurrency);
        }
        checks.signals().triggers(AT + "/signal_triggers", definition.triggers().signals());
        var references = checks.params().check(AT, definition.params(), RunScope.ofParams(level.runParams()));
        ParamRings.check(references, findings);
        members.description("/properties/description", definition.properties().description());
        checks.handlers().ofRun(definition, level);
        if (definition.steps().isEmpty()) {
            findings.error(ProblemCode.MISSING, level.at(), "a workflow needs at least one step");
        }
    }
}
