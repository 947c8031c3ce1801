package io.maestro.internal.graph.check;

import io.maestro.definition.JobTemplate;
import io.maestro.error.Problem;
import io.maestro.param.ParamDefinition;
import java.util.Map;

/** Checks what the params of job templates refer to (spec: definitions, section 1.6.4). */
final class TemplateParamsCheck {

    private final Findings findings;
    private final ParamsCheck params;

    TemplateParamsCheck(Findings findings, ParamsCheck params) {
        this.findings = findings;
        this.params = params;
    }

    /**
     * Checks the params that a step has of a template.
     *
     * @param path the JSON pointer to where the step names the template
     * @param given the params that the step does not set itself
     */
    void ofStep(String path, JobTemplate.Definition template, Map<String, ParamDefinition> given, Scope scope) {
        given.forEach((name, param) -> findings.changing(
                () -> params.param(path, param, scope),
                problem -> told(problem, "param '" + name + "' of " + shown(template) + ": ")
                        .movedTo(path)));
    }

    /** Checks the params of a template by themselves; their paths point into the request that creates it. */
    void byItself(JobTemplate.Definition template, Scope scope) {
        findings.changing(
                () -> params.check("/definition", template.params(), scope),
                problem -> told(problem, shown(template) + ": "));
    }

    static String shown(JobTemplate.Definition template) {
        return "job template '" + template.jobType() + "', version '" + template.version() + "'";
    }

    private static Problem told(Problem problem, String prefix) {
        return new Problem(
                problem.code(),
                problem.severity(),
                problem.path(),
                prefix + problem.message(),
                problem.suggestion(),
                problem.position(),
                problem.excerpt());
    }
}
