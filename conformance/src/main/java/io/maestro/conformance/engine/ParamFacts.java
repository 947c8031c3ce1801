package io.maestro.conformance.engine;

import io.maestro.Sel;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The params of a run or a step, as they are recorded: without what every run or step has. */
final class ParamFacts {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> ALSO_IN_CHILDREN = Set.of("owner", "workflow_id");
    private static final Set<String> OF_EVERY_RUN = ofEveryRun();
    private static final Set<String> OF_EVERY_STEP = ofEveryStep();

    private ParamFacts() {}

    private static Set<String> ofEveryRun() {
        var names = new HashSet<>(DefaultParams.workflow().keySet());
        names.removeAll(ALSO_IN_CHILDREN);
        return Set.copyOf(names);
    }

    private static Set<String> ofEveryStep() {
        var names = new HashSet<>(DefaultParams.step().keySet());
        names.add(HttpStandIn.STATE);
        return Set.copyOf(names);
    }

    static ObjectNode ofRun(Map<String, EvaluatedParam> params) {
        return facts(
                params,
                entry -> !OF_EVERY_RUN.contains(entry.getKey())
                        && entry.getValue().source() != ParamSource.SYSTEM_DEFAULT);
    }

    static ObjectNode ofStep(Map<String, EvaluatedParam> params) {
        return facts(params, entry -> !OF_EVERY_STEP.contains(entry.getKey()));
    }

    private static ObjectNode facts(
            Map<String, EvaluatedParam> params, Predicate<Map.Entry<String, EvaluatedParam>> filter) {
        var facts = JsonNodeFactory.instance.objectNode();
        params.entrySet().stream()
                .filter(filter)
                .filter(entry -> !isDate(entry.getValue()))
                .forEach(entry -> facts.set(entry.getKey(), fact(entry.getValue())));
        return facts;
    }

    /** What is another value each day is not recorded. */
    private static boolean isDate(EvaluatedParam param) {
        return param.definition().content() instanceof ParamDefinition.Expression(var text)
                && !Collections.disjoint(Sel.compile(text).references(), OF_EVERY_RUN);
    }

    private static ObjectNode fact(EvaluatedParam param) {
        var fact = JsonNodeFactory.instance.objectNode();
        fact.put("type", param.type().name());
        fact.set("value", JSON.valueToTree(param.value().toJava()));
        return fact;
    }
}
