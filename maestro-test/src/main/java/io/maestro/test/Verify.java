package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.Maestro;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.step.CodedWorkflow;
import java.util.function.Consumer;

/**
 * Assertions about the definition of a workflow, for which nothing has to run. Immutable and thread-safe.
 *
 * {@snippet :
 * Verify.definition(WorkflowYaml.read(Path.of("training.yaml")), "Http", "Kubernetes")
 *         .isCompatibleWith(WorkflowYaml.read(Path.of("training-1.yaml")));
 * }
 */
public final class Verify {

    private final WorkflowDefinition definition;

    private Verify(WorkflowDefinition definition) {
        this.definition = definition;
    }

    /**
     * Verifies that a workflow can be registered.
     *
     * @param workflow the workflow
     * @param mockTypes step types that the test does not have, as for {@link MaestroTestKit.Builder#mockType}
     * @return further assertions
     * @throws AssertionError if it cannot; lists every reason
     */
    public static Verify definition(CodedWorkflow workflow, String... mockTypes) {
        return registered(workflow.definition(), mockTypes, maestro -> maestro.register(workflow));
    }

    /**
     * Verifies that a workflow without Java code can be registered.
     *
     * @param definition the definition of the workflow
     * @param mockTypes step types that the test does not have, as for {@link MaestroTestKit.Builder#mockType}
     * @return further assertions
     * @throws AssertionError if it cannot; lists every reason
     */
    public static Verify definition(WorkflowDefinition definition, String... mockTypes) {
        return registered(definition, mockTypes, maestro -> maestro.register(definition));
    }

    private static Verify registered(WorkflowDefinition definition, String[] mockTypes, Consumer<Maestro> register) {
        var builder = MaestroTestKit.builder();
        for (var type : mockTypes) {
            builder.mockType(type);
        }
        try (var kit = builder.build()) {
            register.accept(kit.maestro());
        } catch (InvalidDefinitionException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return new Verify(definition);
    }

    /**
     * Verifies that whoever starts or restarts the workflow can go on as with the version before: each step is still there, in the same loops
     * and of the same kind; each param is still there and of the same type; and no param must be given that did not have to be before.
     *
     * @param previous the definition of the version before
     * @return these assertions
     * @throws AssertionError if not; lists every finding
     */
    public Verify isCompatibleWith(WorkflowDefinition previous) {
        requireNonNull(previous, "previous");
        var findings = Incompatibilities.of(previous, definition);
        if (!findings.isEmpty()) {
            throw new AssertionError("workflow '" + definition.id()
                    + "' was to be compatible with the version before but is not:\n  " + String.join("\n  ", findings));
        }
        return this;
    }
}
