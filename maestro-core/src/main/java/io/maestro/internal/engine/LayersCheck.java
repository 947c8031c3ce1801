package io.maestro.internal.engine;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.JsonPointer;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.internal.eval.merge.StepLayers;
import io.maestro.internal.eval.merge.TemplateParams;
import io.maestro.internal.eval.merge.WorkflowLayers;
import io.maestro.internal.template.JobTemplates;
import io.maestro.internal.template.VersionRule;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamException;
import io.maestro.param.ParamType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Checks that what a definition says of params goes together with what the engine, the step types and the job templates say of
 * them.
 */
final class LayersCheck {

    private static final ParamDefinition MADE_UP = ParamDefinition.expression(ParamType.STRING, "");

    private final StepTypes types;
    private final JobTemplates templates;
    private final List<Problem> problems = new ArrayList<>();

    private LayersCheck(StepTypes types, JobTemplates templates) {
        this.types = types;
        this.templates = templates;
    }

    /** Returns the params that cannot be merged, of the workflow and of its steps, in bodies too. */
    static List<Problem> problemsOf(WorkflowDefinition definition, StepTypes types, JobTemplates templates) {
        var check = new LayersCheck(types, templates);
        var ofRuns = SystemParams.ofRunsOf(definition);
        var declared = check.merge(
                definition.params(),
                layer -> WorkflowLayers.declared(ofRuns, layer),
                (name, e) -> JsonPointer.member("/workflow/params", name));
        check.steps(
                "/workflow/steps",
                definition.steps(),
                VersionRule.of(definition.params()),
                PresumedParams.ofRuns(declared));
        return List.copyOf(check.problems);
    }

    private void steps(String at, List<Step> steps, VersionRule versions, PresumedParams ofRun) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var path = at + '/' + i + '/' + step.kind();
            TemplateChoice.of(step, templates, types)
                    .ifPresentOrElse(
                            choice -> versions.versionOf(choice.id())
                                    .flatMap(choice::find)
                                    .ifPresent(template -> step(path, step, template, ofRun)),
                            () -> step(path, step));
            if (step instanceof LoopStep loop) {
                steps(path + "/steps", loop.steps(), versions.inBodyOf(loop), ofRun.inBodyOf(loop));
            }
        }
    }

    private void step(String at, Step step) {
        merge(
                step.basics().params(),
                layer -> layers(step, PreparedStep.ofKind(step, types), layer).merged(false),
                (name, e) -> JsonPointer.member(at + "/params", name));
    }

    /** What the step does not name itself is told where it names the template, but for what it is to give. */
    private void step(String at, Step step, JobTemplate.Definition template, PresumedParams ofRun) {
        var subType = at + "/sub_type";
        var own = templates.params(template);
        var ofType = step instanceof TemplateStep
                ? types.params(template.stepType()).orElse(Map.of())
                : PreparedStep.ofKind(step, types);
        var ofTemplate = merge(ofRun.among(own), given -> TemplateParams.laidOver(own, given), (name, e) -> subType);
        var declared = step.basics().params();
        merge(
                declared,
                layer -> layers(step, ofType, layer).withTemplate(ofTemplate).merged(false),
                (name, e) -> declared.containsKey(name) || e.category() == ParamErrorCategory.DEFINITION
                        ? JsonPointer.member(at + "/params", name)
                        : subType);
    }

    private static StepLayers layers(
            Step step, Map<String, ParamDefinition> ofType, Map<String, ParamDefinition> declared) {
        return StepLayers.of(SystemParams.ofAttemptsOf(step), ofType, declared);
    }

    /** Tells where the problem with a param is shown. */
    private interface Place {
        String of(String name, ParamException e);
    }

    /**
     * Tells of everything that cannot be merged: what is wrong is left out, what is missing is made up, and the rest tried again.
     *
     * @return what comes of the rest; empty if something cannot be mended so
     */
    private Map<String, ParamDefinition> merge(
            Map<String, ParamDefinition> params, UnaryOperator<Map<String, ParamDefinition>> merging, Place place) {
        var layer = new LinkedHashMap<>(params);
        var told = new HashSet<String>();
        while (true) {
            try {
                return merging.apply(layer);
            } catch (ParamException e) {
                var named = top(e.param(), layer);
                var name = named.orElse(e.param());
                if (!told.add(name)) {
                    return Map.of();
                }
                problems.add(Problem.of(code(e.category()), place.of(name, e), String.valueOf(e.getMessage())));
                if (named.isPresent()) {
                    layer.remove(name);
                } else if (e.category() == ParamErrorCategory.DEFINITION) {
                    layer.put(name, MADE_UP);
                } else {
                    return Map.of();
                }
            }
        }
    }

    /** Returns the param that an error is about, and not a member of it. */
    private static Optional<String> top(String name, Map<String, ParamDefinition> layer) {
        return layer.keySet().stream()
                .filter(param -> name.equals(param) || name.startsWith(param + "."))
                .findFirst();
    }

    private static ProblemCode code(ParamErrorCategory category) {
        return switch (category) {
            case TYPE -> ProblemCode.WRONG_TYPE;
            case DEFINITION -> ProblemCode.MISSING;
            case MODE, CYCLE, UNKNOWN_PARAM, EXPRESSION, SIZE, NULL, OTHER -> ProblemCode.CONFLICT;
        };
    }
}
