package io.maestro.dsl.internal.bind;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.ParamNames;
import io.maestro.dsl.internal.syntax.Format;
import io.maestro.error.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads job templates from texts, or says all that is wrong with them (spec: definitions, section 1.6.4). */
public final class JobTemplateReader {

    private static final int MAX_DESCRIPTION = 16384;

    private JobTemplateReader() {}

    /**
     * Reads a job template.
     *
     * @param text the text
     * @param format its notation
     * @param source what to call the text if it is refused, or empty to call it by its job type
     * @return the job template
     * @throws InvalidDefinitionException if anything is wrong with it
     */
    public static JobTemplate read(String text, Format format, Optional<String> source) {
        return Reading.read(
                text, format, source, "job template", List.of("definition", "job_type"), JobTemplateReader::bind);
    }

    private static Optional<JobTemplate> bind(Spot root) {
        return root.object().flatMap(request -> {
            var owner = request.require("owner").flatMap(OwnerBinder::bind);
            var status = request.require("status").flatMap(Spot::text);
            var support = request.require("support").flatMap(Spot::text);
            var testWorkflows = request.take("test_workflows").map(Spot::elements).orElse(List.of()).stream()
                    .flatMap(workflow -> workflow.text().stream())
                    .toList();
            var gitInfo = request.take("git_info").flatMap(GitInfoBinder::bind);
            var definition = request.require("definition").flatMap(Spot::object).flatMap(JobTemplateReader::definition);
            var extra = FreeValues.members(request.others());
            return root.problems().count() > 0
                    ? Optional.empty()
                    : Optional.of(new JobTemplate(
                            owner.orElseThrow(),
                            status.orElseThrow(),
                            support.orElseThrow(),
                            testWorkflows,
                            gitInfo,
                            definition.orElseThrow(),
                            extra));
        });
    }

    private static Optional<JobTemplate.Definition> definition(Fields fields) {
        var jobType = fields.require("job_type").flatMap(JobTemplateReader::id);
        var stepType = fields.require("step_type").flatMap(StepTypes::bind);
        var version = fields.require("version").flatMap(JobTemplateReader::id);
        var description = fields.take("description").flatMap(JobTemplateReader::description);
        var tags = TagBinder.tags(fields);
        var inheritFrom = fields.take("inherit_from")
                .flatMap(Spot::object)
                .map(JobTemplateReader::parents)
                .orElse(Map.of());
        var params = ParamBinder.params(fields);
        fields.refuseOthers();
        return fields.spot().problems().count() > 0
                ? Optional.empty()
                : Optional.of(new JobTemplate.Definition(
                        jobType.orElseThrow(),
                        stepType.orElseThrow(),
                        version.orElseThrow(),
                        description,
                        tags,
                        inheritFrom,
                        params));
    }

    private static Optional<String> description(Spot spot) {
        return spot.text().filter(text -> {
            if (text.length() > MAX_DESCRIPTION) {
                spot.problem(
                        ProblemCode.TOO_LONG,
                        "must have at most " + MAX_DESCRIPTION + " characters but has " + text.length());
            }
            return text.length() <= MAX_DESCRIPTION;
        });
    }

    private static Map<String, String> parents(Fields fields) {
        var parents = new LinkedHashMap<String, String>();
        fields.others().forEach((jobType, spot) -> {
            ParamNames.problemWith(jobType)
                    .ifPresent(why -> spot.nameProblem(ProblemCode.INVALID_ID, why, Optional.empty()));
            id(spot).ifPresent(version -> parents.put(jobType, version));
        });
        return parents;
    }

    /** Job types and their versions are named by the rule for params. */
    private static Optional<String> id(Spot spot) {
        return spot.text().filter(id -> {
            var problem = ParamNames.problemWith(id);
            problem.ifPresent(why -> spot.problem(ProblemCode.INVALID_ID, why));
            return problem.isEmpty();
        });
    }
}
