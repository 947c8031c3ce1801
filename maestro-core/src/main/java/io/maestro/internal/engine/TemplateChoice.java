package io.maestro.internal.engine;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.internal.graph.check.TemplatesCheck;
import io.maestro.internal.template.JobTemplates;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of its job template a step can take.
 *
 * @param step the step
 * @param id what it says of the template
 * @param templates the templates that there are
 * @param types the step types of the host
 */
record TemplateChoice(Step step, JobTemplateId id, JobTemplates templates, StepTypes types) {

    /** Returns the choice of a step, or empty if it names no template. */
    static Optional<TemplateChoice> of(Step step, JobTemplates templates, StepTypes types) {
        return JobTemplates.named(step).map(id -> new TemplateChoice(step, id, templates, types));
    }

    /** Returns the versions that there are of the template, in ascending order. */
    List<String> versions() {
        return templates.versions(id.name());
    }

    /** Returns a version of the template if the step can take it. */
    Optional<JobTemplate.Definition> find(String version) {
        return templates
                .find(id.name(), version)
                .filter(template -> problemWith(template, "").isEmpty());
    }

    /**
     * Tells why the step cannot take a version.
     *
     * @param path the JSON pointer to what says that it should
     */
    Optional<Problem> problemWith(String version, String path) {
        var template = templates.find(id.name(), version);
        if (template.isPresent()) {
            return problemWith(template.get(), path);
        }
        var unknown = TemplatesCheck.unknown(templates, path, id.name(), version);
        return Optional.of(Problem.of(unknown.code(), path, "step '" + step.id() + "' takes " + unknown.message())
                .suggesting(unknown.suggestion()));
    }

    private Optional<Problem> problemWith(JobTemplate.Definition template, String path) {
        var type = template.stepType();
        var described = "the job template '" + id.name() + "' in version '" + template.version()
                + "' is for steps of type '" + type + "', ";
        return switch (step) {
            case TypedStep typed ->
                typed.type().equals(type)
                        ? Optional.empty()
                        : Optional.of(Problem.of(
                                ProblemCode.CONFLICT,
                                path,
                                described + "but step '" + step.id() + "' is one of type '" + typed.type() + "'"));
            case TemplateStep other ->
                types.find(type).isPresent() ? Optional.empty() : Optional.of(notRegistered(type, described, path));
            case LoopStep loop -> Optional.empty();
            case SubworkflowStep subworkflow -> Optional.empty();
        };
    }

    private Problem notRegistered(StepType type, String described, String path) {
        var message = described + "which is not registered; there are " + types.names();
        return Problem.of(ProblemCode.UNKNOWN_STEP_TYPE, path, message)
                .suggesting(NearMiss.of(type.name(), types.names()));
    }
}
