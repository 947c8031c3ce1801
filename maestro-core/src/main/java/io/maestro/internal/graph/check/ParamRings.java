package io.maestro.internal.graph.check;

import io.maestro.error.JsonPointer;
import io.maestro.error.ProblemCode;
import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.param.ParamDefinition;
import io.maestro.sel.EvalLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Finds params of a workflow that need each other, so that none of them has a value. */
final class ParamRings {

    private ParamRings() {}

    /**
     * Adds a ring of params to the findings, if there is one.
     *
     * @param references for each param of the workflow the names that it refers to
     */
    static void check(Map<String, Set<String>> references, Findings findings) {
        var needs = new LinkedHashMap<>(references);
        // The params that every workflow has form no ring by themselves.
        if (!Collections.disjoint(references.keySet(), DefaultParams.workflow().keySet())) {
            DefaultParams.workflow().forEach((name, param) -> needs.putIfAbsent(name, referencesOf(param)));
        }
        CycleFinder.find(needs).ifPresent(ring -> {
            var first =
                    ring.stream().filter(references::containsKey).findFirst().orElseThrow();
            var fromFirst = new ArrayList<>(ring);
            Collections.rotate(fromFirst, -ring.indexOf(first));
            findings.error(
                    ProblemCode.CYCLE,
                    JsonPointer.member("/workflow/params", first),
                    "the params " + Shown.ring(fromFirst) + " need each other, so none of them has a value");
        });
    }

    private static Set<String> referencesOf(ParamDefinition param) {
        return param.content() instanceof ParamDefinition.Expression(var text)
                ? Expression.compile(text, EvalLimits.defaults()).references()
                : Set.of();
    }
}
