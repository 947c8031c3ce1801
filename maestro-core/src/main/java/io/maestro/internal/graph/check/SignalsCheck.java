package io.maestro.internal.graph.check;

import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.SignalTrigger;
import io.maestro.definition.StepSignals;
import io.maestro.error.JsonPointer;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the texts and expressions of signals and of what waits for them (spec: definitions, sections 1.10 to 1.12). */
final class SignalsCheck {

    private final ParamsCheck params;
    private final ExpressionCheck expressions;

    SignalsCheck(ParamsCheck params, ExpressionCheck expressions) {
        this.params = params;
        this.expressions = expressions;
    }

    void triggers(String at, List<SignalTrigger> triggers) {
        for (int i = 0; i < triggers.size(); i++) {
            var trigger = triggers.get(i);
            var path = JsonPointer.element(at, i);
            var scope = RunScope.ofTrigger(trigger.params().keySet());
            each(path + "/params", trigger.params(), scope);
            trigger.condition().ifPresent(text -> expressions.condition(path + "/condition", text, scope));
            trigger.dedupExpression()
                    .ifPresent(text ->
                            expressions.param(path + "/dedup_expr", text, Optional.of(ParamType.STRING), scope));
        }
    }

    void step(String at, StepSignals signals, Scope scope) {
        for (int i = 0; i < signals.dependencies().size(); i++) {
            dependency(at + "/signal_dependencies/" + i, signals.dependencies().get(i), scope);
        }
        for (int i = 0; i < signals.outputs().size(); i++) {
            output(at + "/signal_outputs/" + i, signals.outputs().get(i), scope);
        }
    }

    private void dependency(String at, SignalDependency dependency, Scope scope) {
        expressions.text(at + "/name", dependency.name(), scope);
        dependency
                .matchParams()
                .forEach((name, match) ->
                        params.param(JsonPointer.member(at + "/match_params", name) + "/param", match.param(), scope));
    }

    private void output(String at, SignalOutput output, Scope scope) {
        expressions.text(at + "/name", output.name(), scope);
        each(at + "/params", output.params(), scope);
        each(at + "/payload", output.payload(), scope);
    }

    private void each(String at, Map<String, ParamDefinition> definitions, Scope scope) {
        definitions.forEach((name, param) -> params.param(JsonPointer.member(at, name), param, scope));
    }
}
