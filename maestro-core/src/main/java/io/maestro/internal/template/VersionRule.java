package io.maestro.internal.template;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.LoopStep;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.Map;
import java.util.Optional;

/**
 * Which version of a job template a step takes that does not say it: the one that a param of its run says, or else {@link
 * JobTemplate#DEFAULT_VERSION} (spec: definitions, section 1.6.4). This is what is known of it before there is a run.
 *
 * @param unlessGiven the version if no start gives the param, or empty if only a run knows
 */
public record VersionRule(Optional<String> unlessGiven) {

    /** The param of a run that says it. */
    public static final String PARAM = "job_template_version";

    /** Checks that nothing is null. */
    public VersionRule {
        requireNonNull(unlessGiven, "unlessGiven");
    }

    /**
     * Returns the rule for the steps of a workflow.
     *
     * @param params the params that the workflow declares
     * @return the rule
     */
    public static VersionRule of(Map<String, ParamDefinition> params) {
        var declared = params.get(PARAM);
        return new VersionRule(
                declared == null ? Optional.of(JobTemplate.DEFAULT_VERSION) : literal(declared.content()));
    }

    private static Optional<String> literal(ParamDefinition.Content content) {
        return content instanceof ParamDefinition.Literal(var value)
                ? Optional.of(text(value)).filter(text -> text.indexOf('$') < 0)
                : Optional.empty();
    }

    private static String text(ParamValue value) {
        return String.valueOf(value.toJava());
    }

    /**
     * Returns the rule for the steps in the body of a loop, whose runs are given what the loop step declares.
     *
     * @param loop the loop
     * @return the rule
     */
    public VersionRule inBodyOf(LoopStep loop) {
        var params = loop.basics().params();
        var loopParams = params.get(LoopStep.LOOP_PARAMS);
        if (loopParams != null
                && loopParams.content() instanceof ParamDefinition.Members(var members)
                && members.containsKey(PARAM)) {
            return new VersionRule(Optional.empty());
        }
        return params.containsKey(PARAM) ? of(params) : this;
    }

    /**
     * Returns the version that a step takes.
     *
     * @param template what the step says
     * @return the version, or empty if only a run knows
     */
    public Optional<String> versionOf(JobTemplateId template) {
        return template.version().or(() -> unlessGiven);
    }

    /**
     * Returns the version that a step takes in a run.
     *
     * @param template what the step says
     * @param ofRun the params of the run
     * @return the version
     */
    public static String versionOf(JobTemplateId template, Map<String, EvaluatedParam> ofRun) {
        return template.version()
                .or(() -> Optional.ofNullable(ofRun.get(PARAM)).map(param -> text(param.value())))
                .orElse(JobTemplate.DEFAULT_VERSION);
    }
}
