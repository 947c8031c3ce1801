package io.maestro.internal.engine;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.internal.template.JobTemplates;
import io.maestro.param.ParamDefinition;
import io.maestro.step.ParamFunction;
import io.maestro.step.WorkflowCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a definition needs of its host: step types, job templates, and the code of what is written in Java. */
final class Requirements {

    private final WorkflowCode code;
    private final StepTypes types;
    private final List<Problem> missing = new ArrayList<>();

    private Requirements(WorkflowCode code, StepTypes types) {
        this.code = code;
        this.types = types;
    }

    /** Returns what a definition needs and this host does not have. */
    static List<Problem> missing(
            WorkflowDefinition definition, WorkflowCode code, StepTypes types, JobTemplates templates) {
        var requirements = new Requirements(code, types);
        requirements.params("/workflow", definition.params(), code.params().ofRun());
        for (int i = 0; i < definition.steps().size(); i++) {
            var step = definition.steps().get(i);
            requirements.check("/workflow/steps/" + i + '/' + step.kind(), step);
        }
        requirements.missing.addAll(TemplatesNeeded.problemsOf(definition, templates, types));
        requirements.missing.addAll(SignalsNotYet.problemsOf(definition));
        return List.copyOf(requirements.missing);
    }

    private void check(String at, Step step) {
        switch (step) {
            case TypedStep typed -> type(at, typed);
            case LoopStep loop -> {
                code(at, loop);
                body(at, loop);
            }
            case SubworkflowStep subworkflow -> {}
            case TemplateStep template -> {}
        }
        params(at, step.basics().params(), code.params().ofStep(step.id()));
        step.basics().transition().successors().forEach((successor, predicate) -> {
            var edge = new WorkflowCode.Edge(step.id(), successor);
            if (predicate instanceof Predicate.Code && !code.predicates().containsKey(edge)) {
                add(
                        ProblemCode.NO_CODE,
                        JsonPointer.member(at + "/transition/successors", successor.value()),
                        "the condition from '" + step.id() + "' to '" + successor
                                + "' is written in Java, but no code came with the definition");
            }
        });
    }

    private void params(String at, Map<String, ParamDefinition> params, Map<String, ParamFunction> functions) {
        params.forEach((name, param) -> {
            if (param.content() instanceof ParamDefinition.Code && !functions.containsKey(name)) {
                add(
                        ProblemCode.NO_CODE,
                        JsonPointer.member(at + "/params", name),
                        "the param '" + name + "' is computed in Java, but no code came with the definition");
            }
        });
    }

    private void type(String at, TypedStep step) {
        if (step.type().equals(StepType.JAVA)) {
            if (!code.bodies().containsKey(step.id()) && !code.actions().containsKey(step.id())) {
                add(
                        ProblemCode.NO_CODE,
                        at,
                        "step '" + step.id() + "' is written in Java, but no code came with the definition");
            }
        } else if (types.find(step.type()).isEmpty()) {
            var message = "the step type '" + step.type() + "' is not registered; there are " + types.names();
            missing.add(Problem.of(ProblemCode.UNKNOWN_STEP_TYPE, at + "/type", message)
                    .suggesting(NearMiss.of(step.type().name(), types.names())));
        }
    }

    private void code(String at, LoopStep loop) {
        boolean there = switch (loop) {
            case ForeachStep foreach ->
                foreach.items() != ForeachStep.Items.CODE
                        || code.loops().items().containsKey(loop.id());
            case WhileStep whileStep ->
                !(whileStep.condition() instanceof Predicate.Code)
                        || code.loops().conditions().containsKey(loop.id());
        };
        if (!there) {
            add(
                    ProblemCode.NO_CODE,
                    at,
                    "step '" + loop.id() + "' loops by code in Java, but none came with the definition");
        }
    }

    private void body(String at, LoopStep loop) {
        for (int i = 0; i < loop.steps().size(); i++) {
            var step = loop.steps().get(i);
            check(at + "/steps/" + i + '/' + step.kind(), step);
        }
    }

    private void add(ProblemCode code, String path, String message) {
        missing.add(Problem.of(code, path, message));
    }
}
