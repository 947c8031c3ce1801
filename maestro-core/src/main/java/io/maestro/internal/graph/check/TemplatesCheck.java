package io.maestro.internal.graph.check;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Severity;
import io.maestro.internal.eval.check.Inspection.Ask;
import io.maestro.internal.template.JobTemplates;
import io.maestro.param.ParamDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that the job templates of a host fit together (spec: definitions, section 1.6.4). Finds all problems. */
public final class TemplatesCheck {

    private static final String PARENTS = "/definition/inherit_from";

    private final JobTemplates templates;
    private final Checks checks = Checks.fresh();
    private final Set<JobTemplate.Definition> settled = new HashSet<>();

    private TemplatesCheck(JobTemplates templates) {
        this.templates = templates;
    }

    /** Anything may be meant by a name, until it is known which step has the param. */
    private enum AnyStep implements Scope {
        INSTANCE;

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public Optional<BadReference> check(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<BadReference> check(Ask ask) {
            return Optional.empty();
        }
    }

    /**
     * Refuses templates that do not fit together.
     *
     * @param templates the templates
     * @throws InvalidDefinitionException if some inherit from what does not exist, or in a circle, or cannot be evaluated; its
     *     paths are JSON pointers into the request that creates the template which the message names
     */
    public static void requireSound(JobTemplates templates) {
        var check = new TemplatesCheck(templates);
        templates.all().forEach(check::check);
        var problems =
                DefinitionCheck.only(Severity.ERROR, check.checks.findings().all());
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException("the set of job templates", problems);
        }
    }

    private void check(JobTemplate.Definition template) {
        template.inheritFrom().forEach((name, version) -> parent(template, name, version));
        circle(template, new ArrayList<>());
        checks.templates().byItself(template, AnyStep.INSTANCE);
        template.params().forEach((name, param) -> {
            if (param.content() instanceof ParamDefinition.Code) {
                checks.findings()
                        .error(
                                ProblemCode.NO_CODE,
                                JsonPointer.member("/definition/params", name),
                                TemplateParamsCheck.shown(template) + ": the param '" + name
                                        + "' is computed in Java, which a template cannot hold");
            }
        });
    }

    private void parent(JobTemplate.Definition template, String name, String version) {
        if (templates.find(name, version).isEmpty()) {
            var problem = unknown(templates, JsonPointer.member(PARENTS, name), name, version);
            checks.findings()
                    .add(Problem.of(
                                    problem.code(),
                                    problem.path(),
                                    TemplateParamsCheck.shown(template) + " inherits from " + problem.message())
                            .suggesting(problem.suggestion()));
        }
    }

    /**
     * Tells that a template does not exist.
     *
     * @param templates those that do
     * @param path where it is named
     * @param name its name
     * @param version the version that is meant
     * @return the problem
     */
    public static Problem unknown(JobTemplates templates, String path, String name, String version) {
        var versions = templates.versions(name);
        var named = "job template '" + name + "'";
        return versions.isEmpty()
                ? Problem.of(ProblemCode.UNKNOWN_JOB_TEMPLATE, path, named + ", which is not registered")
                        .suggesting(NearMiss.of(name, templates.names()))
                : Problem.of(
                                ProblemCode.UNKNOWN_JOB_TEMPLATE,
                                path,
                                named + " in version '" + version + "', of which there are only "
                                        + Shown.list(versions))
                        .suggesting(NearMiss.of(version, versions));
    }

    /** Tells of each circle once, by the first of its templates. */
    private void circle(JobTemplate.Definition template, List<JobTemplate.Definition> way) {
        if (settled.contains(template)) {
            return;
        }
        int begin = way.indexOf(template);
        if (begin >= 0) {
            var ring = way.subList(begin, way.size()).stream()
                    .map(member -> member.jobType() + " " + member.version())
                    .toList();
            checks.findings()
                    .error(
                            ProblemCode.CYCLE,
                            PARENTS,
                            TemplateParamsCheck.shown(template) + " inherits from itself: " + Shown.ring(ring));
            return;
        }
        way.add(template);
        templates.parents(template).forEach(parent -> circle(parent, way));
        way.removeLast();
        settled.add(template);
    }
}
