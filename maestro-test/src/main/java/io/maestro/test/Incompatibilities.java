package io.maestro.test;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what a version of a workflow takes away from whoever knows the one before. Pure. */
final class Incompatibilities {

    private final List<String> findings = new ArrayList<>();

    private Incompatibilities() {}

    static List<String> of(WorkflowDefinition before, WorkflowDefinition now) {
        var all = new Incompatibilities();
        if (!before.id().equals(now.id())) {
            all.findings.add("it was workflow '" + before.id() + "' and is '" + now.id() + "'");
        }
        var stepsNow = steps(now);
        steps(before).forEach((name, step) -> all.step(name, step, stepsNow));
        before.params().forEach((name, param) -> all.param(name, param, now.params()));
        now.params().forEach((name, param) -> all.given(name, param, before.params()));
        return all.findings;
    }

    private static Map<String, Step> steps(WorkflowDefinition definition) {
        var named = new LinkedHashMap<String, Step>();
        name("", definition.steps(), named);
        return named;
    }

    private static void name(String prefix, List<Step> steps, Map<String, Step> named) {
        for (var step : steps) {
            named.put(prefix + step.id(), step);
            if (step instanceof LoopStep loop) {
                name(prefix + step.id() + "/", loop.steps(), named);
            }
        }
    }

    private void step(String name, Step before, Map<String, Step> stepsNow) {
        var now = stepsNow.get(name);
        if (now == null) {
            findings.add("step '" + name + "' is gone");
        } else if (!now.kind().equals(before.kind())) {
            findings.add("step '" + name + "' was of kind '" + before.kind() + "' and is of kind '" + now.kind() + "'");
        }
    }

    private void param(String name, ParamDefinition before, Map<String, ParamDefinition> paramsNow) {
        var now = paramsNow.get(name);
        if (now == null) {
            findings.add("param '" + name + "' is gone");
        } else if (now.type() != before.type()) {
            findings.add("param '" + name + "' was of type " + before.type() + " and is of type " + now.type());
        }
    }

    private void given(String name, ParamDefinition now, Map<String, ParamDefinition> paramsBefore) {
        var before = paramsBefore.get(name);
        boolean wasOpen = before != null && before.content() instanceof ParamDefinition.Unset;
        if (now.content() instanceof ParamDefinition.Unset && !wasOpen) {
            findings.add("param '" + name + "' has no value, so starts that do not give it will fail");
        }
    }
}
