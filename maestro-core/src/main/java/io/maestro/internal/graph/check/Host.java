package io.maestro.internal.graph.check;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.internal.template.JobTemplates;
import io.maestro.internal.template.VersionRule;
import io.maestro.param.ParamDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a definition finds where it is registered, as far as that gives params to steps.
 *
 * @param templates the job templates
 * @param typeParams the params of step types; empty for a type of which they are not known
 */
public record Host(JobTemplates templates, Function<StepType, Optional<Map<String, ParamDefinition>>> typeParams) {

    private static final Set<StepType> WITHOUT_PARAMS_OF_THEIR_OWN =
            Set.of(StepType.NO_OP, StepType.SLEEP, StepType.JAVA);

    /** Checks that nothing is null. */
    public Host {
        requireNonNull(templates, "templates");
        requireNonNull(typeParams, "typeParams");
    }

    /**
     * Returns a host of which nothing is known but what every host has.
     *
     * @return the host
     */
    public static Host unknown() {
        return new Host(
                JobTemplates.of(List.of()),
                type -> WITHOUT_PARAMS_OF_THEIR_OWN.contains(type) ? Optional.of(Map.of()) : Optional.empty());
    }

    /** Returns the job template of a step, empty if it has none, or one that is not known before there is a run. */
    Optional<JobTemplate.Definition> template(Step step, VersionRule rule) {
        return JobTemplates.named(step)
                .flatMap(id -> rule.versionOf(id).flatMap(version -> templates.find(id.name(), version)));
    }

    /** Returns the params that a step has beside those of every step and its own; empty if they are not known. */
    Optional<Map<String, ParamDefinition>> given(Step step, VersionRule rule) {
        return switch (step) {
            case TypedStep typed when typed.template().isEmpty() -> typeParams.apply(typed.type());
            case TypedStep typed -> template(step, rule).flatMap(template -> withTemplate(typed.type(), template));
            case TemplateStep described ->
                template(step, rule).flatMap(template -> withTemplate(template.stepType(), template));
            case ForeachStep foreach -> Optional.of(DefaultParams.foreach());
            case WhileStep repeated -> Optional.of(DefaultParams.whileLoop());
            case SubworkflowStep subworkflow -> Optional.of(DefaultParams.subworkflow());
        };
    }

    private Optional<Map<String, ParamDefinition>> withTemplate(StepType type, JobTemplate.Definition template) {
        return typeParams.apply(type).map(ofType -> {
            var params = new LinkedHashMap<>(ofType);
            params.putAll(templates.params(template));
            return params;
        });
    }
}
