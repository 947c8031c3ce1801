package io.maestro.dsl;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.Step;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import java.util.List;

/** What is wrong with texts that must be refused, each problem as the line that a user sees. */
final class Refusals {

    private Refusals() {}

    static List<String> ofJson(String text) {
        return lines(problemsOfJson(text));
    }

    static List<String> ofYaml(String text) {
        return lines(catchThrowableOfType(InvalidDefinitionException.class, () -> WorkflowYaml.read(text))
                .problems());
    }

    static List<Problem> problemsOfJson(String text) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> WorkflowJson.read(text))
                .problems();
    }

    /** The problems of a workflow with one step that has these members beside its id and type. */
    static List<String> ofStep(String members) {
        return ofJson(Requests.withStep(members));
    }

    /** The problems of a workflow that has these members beside its id and steps. */
    static List<String> ofWorkflow(String members) {
        return ofJson(Requests.withWorkflow(members));
    }

    /** The problems of a workflow with these properties. */
    static List<String> ofProperties(String members) {
        return ofJson(Requests.withProperties(members));
    }

    /** What of a workflow with this step cannot be written. */
    static String ofWriting(Step step) {
        var definition =
                WorkflowDefinition.builder(new WorkflowId("w")).step(step).build();
        var refusal = catchThrowableOfType(UnwritableDefinitionException.class, () -> WorkflowJson.write(definition));
        return String.valueOf(refusal.getMessage()).replace("workflow 'w' cannot be written as text: ", "");
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
