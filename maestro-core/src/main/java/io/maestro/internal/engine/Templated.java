package io.maestro.internal.engine;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.JobTemplate;
import io.maestro.error.Problem;
import io.maestro.internal.eval.merge.StepLayers;
import io.maestro.internal.eval.merge.TemplateParams;
import io.maestro.internal.template.VersionRule;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamRuleException;
import io.maestro.permit.Limit;
import io.maestro.step.StepRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the job template of a step makes of it, in each version that a run may choose. Immutable.
 *
 * @param choice the versions that the step can take
 * @param versions what they give, by their names
 */
record Templated(TemplateChoice choice, Map<String, Version> versions) {

    /** Copies the map. */
    Templated {
        requireNonNull(choice, "choice");
        versions = Map.copyOf(versions);
    }

    /**
     * What a version gives.
     *
     * @param runtime what does the work of the step
     * @param ofType the params that the runtime gives
     * @param ofTemplate the params that the template gives, with those that it inherits
     * @param limits the limits that the host may have set of its tags, with those that it inherits, and of its type
     */
    record Version(
            StepRuntime runtime,
            Map<String, ParamDefinition> ofType,
            Map<String, ParamDefinition> ofTemplate,
            List<Limit> limits) {}

    /**
     * Makes the template of a step ready.
     *
     * @param choice the versions that the step can take
     * @param runtimes tells what does the work of a step that takes a version
     */
    static Templated of(TemplateChoice choice, Function<JobTemplate.Definition, StepRuntime> runtimes) {
        var versions = new HashMap<String, Version>();
        for (var name : choice.versions()) {
            choice.find(name).ifPresent(template -> {
                var runtime = runtimes.apply(template);
                var params = choice.templates().params(template);
                var limits = Stream.concat(
                        choice.templates().tags(template).stream().map(tag -> Limit.ofTag(tag.name())),
                        Stream.of(Limit.ofStepType(template.stepType())));
                versions.put(name, new Version(runtime, runtime.params(), params, limits.toList()));
            });
        }
        return new Templated(choice, versions);
    }

    /**
     * Returns what does the work of the step in a run.
     *
     * @throws ParamRuleException if the run chooses a version that the step cannot take
     */
    StepRuntime runtime(Map<String, EvaluatedParam> ofRun) {
        return version(ofRun).runtime();
    }

    /**
     * Returns where the params of the step come from in a run.
     *
     * @param bare where they come from without the template
     * @throws io.maestro.param.ParamException if those of the template have no place in the run, or the run chooses a version that
     *     the step cannot take
     */
    StepLayers layers(StepLayers bare, Map<String, EvaluatedParam> ofRun) {
        var version = version(ofRun);
        return bare.withType(version.ofType()).withTemplate(TemplateParams.inRun(version.ofTemplate(), ofRun));
    }

    /**
     * Tells why the step cannot take the version that a run chooses.
     *
     * @param ofRun the params of the run
     * @param path the JSON pointer to what says which version it is
     */
    Optional<Problem> problemIn(Map<String, EvaluatedParam> ofRun, String path) {
        return choice.problemWith(VersionRule.versionOf(choice.id(), ofRun), path);
    }

    /** Tells whether each version falls under the same limits. */
    boolean hasFixedLimits() {
        return versions.values().stream().map(Version::limits).distinct().count() <= 1;
    }

    /** Returns the limits under which the version falls that a run chooses; none if the step cannot take that. */
    List<Limit> limits(Map<String, EvaluatedParam> ofRun) {
        if (hasFixedLimits()) {
            return versions.values().stream().findFirst().map(Version::limits).orElse(List.of());
        }
        return Optional.ofNullable(versions.get(VersionRule.versionOf(choice.id(), ofRun)))
                .map(Version::limits)
                .orElse(List.of());
    }

    private Version version(Map<String, EvaluatedParam> ofRun) {
        var name = VersionRule.versionOf(choice.id(), ofRun);
        var version = versions.get(name);
        if (version == null) {
            var problem = choice.problemWith(name, "").orElseThrow();
            throw new ParamRuleException(
                    VersionRule.PARAM,
                    ParamErrorCategory.OTHER,
                    "unknown-version",
                    "says '" + name + "', but " + problem.message());
        }
        return version;
    }
}
