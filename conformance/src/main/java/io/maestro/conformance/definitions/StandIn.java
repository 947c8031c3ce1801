package io.maestro.conformance.definitions;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamDefinition;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Stands in for step types that work outside: succeeds at once. */
enum StandIn implements StepRuntime {
    /** The only one. */
    INSTANCE;

    private static final Set<StepType> BUILT_IN = Set.of(new StepType("NoOp"), new StepType("Sleep"));

    @Override
    public StepResult start(StepContext context) {
        return StepResult.done();
    }

    /** Returns the names of the step types of which there is no runtime, in bodies of loops too. */
    static Set<String> typesOf(List<Step> steps) {
        var names = new TreeSet<String>();
        leaves(steps)
                .map(TypedStep::type)
                .filter(type -> !BUILT_IN.contains(type))
                .map(StepType::name)
                .forEach(names::add);
        return names;
    }

    /** Returns the name of the step type of a job template if there is no runtime of it. */
    static Set<String> typesOf(JobTemplate.Definition template) {
        return BUILT_IN.contains(template.stepType())
                ? Set.of()
                : Set.of(template.stepType().name());
    }

    /** Returns an empty job template for each that a step may come to name by what the definition says. */
    static List<JobTemplate.Definition> templatesOf(WorkflowDefinition workflow) {
        var version = Optional.ofNullable(workflow.params().get("job_template_version"))
                .filter(param -> param.content() instanceof ParamDefinition.Literal)
                .map(param -> String.valueOf(
                        ((ParamDefinition.Literal) param.content()).value().toJava()))
                .orElse(JobTemplate.DEFAULT_VERSION);
        return leaves(workflow.steps())
                .flatMap(step -> step.template().stream()
                        .map(template -> JobTemplate.Definition.builder(
                                        template.name(), step.type().name())
                                .version(template.version().orElse(version))
                                .build()))
                .toList();
    }

    /** Returns an empty job template for each that another inherits from. */
    static List<JobTemplate.Definition> parentsOf(JobTemplate.Definition template) {
        return template.inheritFrom().entrySet().stream()
                .map(parent -> JobTemplate.Definition.builder(
                                parent.getKey(), template.stepType().name())
                        .version(parent.getValue())
                        .build())
                .toList();
    }

    private static Stream<TypedStep> leaves(List<Step> steps) {
        return steps.stream().flatMap(step -> switch (step) {
            case TypedStep typed -> Stream.of(typed);
            case LoopStep loop -> leaves(loop.steps());
            default -> Stream.empty();
        });
    }
}
