package io.maestro.dsl.internal.bind;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.StepType;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The types of jobs in the short form: a step type, or a job template, which tells the step type (spec: definitions, section 5.2).
 * The version that is written beside a template is only looked for; the step does not keep it.
 */
final class JobTypes {

    private final List<JobTemplate.Definition> templates;

    JobTypes(Collection<JobTemplate> templates) {
        this.templates = templates.stream().map(JobTemplate::definition).toList();
    }

    /**
     * What a job does.
     *
     * @param stepType the step type
     * @param template the job template, or empty
     */
    record Type(StepType stepType, Optional<JobTemplateId> template) {}

    Optional<Type> bind(Fields job) {
        var type = job.require("type");
        var version = job.take("type_version");
        return type.flatMap(spot -> spot.text().flatMap(name -> bind(spot, name, version)));
    }

    private Optional<Type> bind(Spot spot, String name, Optional<Spot> version) {
        var named = StepTypes.isWellKnown(name)
                ? List.<JobTemplate.Definition>of()
                : templates.stream()
                        .filter(template -> template.jobType().equals(name))
                        .toList();
        if (named.isEmpty()) {
            version.ifPresent(noTemplate -> noTemplate.problem(
                    ProblemCode.CONFLICT, "there is no job template " + Quote.of(name) + " that it is the version of"));
            return StepTypes.bind(spot).map(type -> new Type(type, Optional.empty()));
        }
        var wanted = version.map(Spot::text).orElse(Optional.of(JobTemplate.DEFAULT_VERSION));
        return wanted.flatMap(text -> find(named, text, version.orElse(spot)));
    }

    private static Optional<Type> find(List<JobTemplate.Definition> named, String version, Spot spot) {
        var template = named.stream()
                .filter(candidate -> candidate.version().equals(version))
                .findFirst();
        if (template.isEmpty()) {
            var versions = named.stream().map(JobTemplate.Definition::version).toList();
            spot.problems()
                    .add(Problem.of(
                                    ProblemCode.UNKNOWN_VALUE,
                                    spot.path(),
                                    "the job template "
                                            + Quote.of(named.getFirst().jobType()) + " has no version "
                                            + Quote.of(version) + "; there are "
                                            + versions.stream().map(Quote::of).collect(Collectors.joining(", ")))
                            .suggesting(NearMiss.of(version, versions))
                            .at(spot.node().position()));
        }
        return template.map(
                found -> new Type(found.stepType(), Optional.of(new JobTemplateId(found.jobType(), Optional.empty()))));
    }
}
