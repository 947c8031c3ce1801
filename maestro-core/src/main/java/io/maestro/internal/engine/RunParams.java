package io.maestro.internal.engine;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.eval.params.RunWorld;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.run.WorkflowRun;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The params of a run, and what those of its steps may know of the world. Thread-safe: what is made late is made alike. */
final class RunParams {

    private final Evaluator evaluator;
    private final WorkflowDefinition definition;
    private final WorkflowRun run;
    private final Map<String, EvaluatedParam> evaluated;
    private volatile @Nullable Map<String, ParamValue> values;
    private volatile @Nullable RunWorld world;

    RunParams(Evaluator evaluator, WorkflowDefinition definition, WorkflowRun run) {
        this.evaluator = evaluator;
        this.definition = definition;
        this.run = run;
        this.evaluated = run.params();
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Map<String, EvaluatedParam> evaluated() {
        return evaluated;
    }

    Map<String, ParamValue> values() {
        var made = values;
        if (made == null) {
            made = valuesOf(evaluated);
            values = made;
        }
        return made;
    }

    RunWorld world() {
        var made = world;
        if (made == null) {
            var workflow = run.runId().workflow();
            made = run.restart()
                    .map(restart -> evaluator.worldOf(definition, workflow, run.initiator(), restart.policy()))
                    .orElseGet(() -> evaluator.worldOf(definition, workflow, run.initiator()));
            world = made;
        }
        return made;
    }

    /** Returns the values of params, in their order. */
    static Map<String, ParamValue> valuesOf(Map<String, EvaluatedParam> params) {
        if (params.isEmpty()) {
            return Map.of();
        }
        var values = new LinkedHashMap<String, ParamValue>();
        params.forEach((name, param) -> values.put(name, param.value()));
        return Collections.unmodifiableMap(values);
    }
}
