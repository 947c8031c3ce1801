package io.maestro.dsl.internal.print;

import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.SignalTrigger;
import java.util.List;
import java.util.Map;

/** Writes what waits for signals and what sends them (spec: definitions, sections 1.10 to 1.12). */
final class SignalTree {

    private SignalTree() {}

    static List<Map<String, Object>> dependencies(List<SignalDependency> dependencies, Tree owner) {
        return dependencies.stream()
                .map(dependency -> {
                    var matches = owner.inner();
                    dependency
                            .matchParams()
                            .forEach((name, match) -> matches.put(
                                    name,
                                    owner.inner()
                                            .put("param", ParamTree.param(name, match.param(), owner))
                                            .put("operator", match.operator().symbol())
                                            .members()));
                    return owner.inner()
                            .put("name", dependency.name())
                            .putUnlessEmpty("match_params", matches.members())
                            .members();
                })
                .toList();
    }

    static List<Map<String, Object>> outputs(List<SignalOutput> outputs, Tree owner) {
        return outputs.stream()
                .map(output -> owner.inner()
                        .put("name", output.name())
                        .putUnlessEmpty("params", ParamTree.of(output.params(), owner))
                        .putUnlessEmpty("payload", ParamTree.of(output.payload(), owner))
                        .members())
                .toList();
    }

    static List<Map<String, Object>> triggers(List<SignalTrigger> triggers, Tree owner) {
        return triggers.stream()
                .map(trigger -> {
                    var signals = owner.inner();
                    trigger.signals().forEach((name, wanted) -> signals.put(name, wanted(wanted, owner)));
                    return owner.inner()
                            .putUnlessEmpty("definitions", signals.members())
                            .putUnlessEmpty("params", ParamTree.of(trigger.params(), owner))
                            .put("condition", trigger.condition())
                            .put("dedup_expr", trigger.dedupExpression())
                            .members();
                })
                .toList();
    }

    private static Map<String, Object> wanted(SignalTrigger.Wanted wanted, Tree owner) {
        var matches = owner.inner();
        wanted.matchParams()
                .forEach((name, match) -> matches.put(
                        name,
                        owner.inner()
                                .put("value", match.value().toJava())
                                .put("operator", match.operator().symbol())
                                .members()));
        return owner.inner()
                .putUnlessEmpty("match_params", matches.members())
                .putUnlessEmpty("join_keys", wanted.joinKeys())
                .members();
    }
}
