package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.JsonPointer;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.internal.eval.merge.WorkflowLayers;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks that what a definition says of params goes together with what the engine and the step types say of them. */
final class LayersCheck {

    private final StepTypes types;
    private final List<Problem> problems = new ArrayList<>();

    private LayersCheck(StepTypes types) {
        this.types = types;
    }

    /** Returns the params that cannot be merged, of the workflow and of its steps, in bodies too. */
    static List<Problem> problemsOf(WorkflowDefinition definition, StepTypes types) {
        var check = new LayersCheck(types);
        var ofRuns = SystemParams.ofRunsOf(definition);
        check.merge("/workflow", definition.params(), layer -> {
            var unused = WorkflowLayers.declared(ofRuns, layer);
        });
        check.steps("/workflow/steps", definition.steps());
        return List.copyOf(check.problems);
    }

    private void steps(String at, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var path = at + '/' + i + '/' + step.kind();
            merge(path, step.basics().params(), layer -> {
                var unused = PreparedStep.params(step, layer, types);
            });
            if (step instanceof LoopStep loop) {
                steps(path + "/steps", loop.steps());
            }
        }
    }

    /** Tells of everything that cannot be merged: what is wrong is left out, and the rest tried again. */
    private void merge(String at, Map<String, ParamDefinition> params, Consumer<Map<String, ParamDefinition>> merging) {
        var layer = new LinkedHashMap<>(params);
        boolean merged = false;
        while (!merged) {
            try {
                merging.accept(layer);
                merged = true;
            } catch (ParamException e) {
                var name = top(e.param(), layer).orElse(e.param());
                var path = JsonPointer.member(at + "/params", name);
                problems.add(Problem.of(code(e.category()), path, String.valueOf(e.getMessage())));
                // What the definition does not name cannot be left out.
                merged = layer.remove(name) == null;
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
