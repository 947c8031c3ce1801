package io.maestro.internal.engine;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import io.maestro.run.RefusedStart;
import io.maestro.run.WorkflowRun;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the params of a run are laid over that goes on from another.
 *
 * @param kept the params that keep their values; unmodifiable
 * @param declared what the version says of the others in which the run goes on: those that are new, those that it defines otherwise
 *     and nobody gave, and those that are of another type now; unmodifiable
 * @param refused that the run could not start, so that there are no params, and they are put together as at a start
 */
record PreviousParams(
        Map<String, EvaluatedParam> kept, Map<String, ParamDefinition> declared, Optional<RefusedStart> refused) {

    /** Returns those of a run that goes on in its version. */
    static PreviousParams of(WorkflowRun run) {
        return new PreviousParams(run.params(), Map.of(), run.refusedStart());
    }

    /**
     * Returns those of a run that goes on in another version.
     *
     * @param old its own version
     * @param next the version in which it goes on
     */
    static PreviousParams of(WorkflowRun run, WorkflowDefinition old, WorkflowDefinition next) {
        if (run.refusedStart().isPresent()) {
            return of(run);
        }
        var kept = new LinkedHashMap<>(run.params());
        var declared = new LinkedHashMap<String, ParamDefinition>();
        next.params().forEach((name, param) -> {
            var before = kept.get(name);
            boolean isOther = before == null
                    || before.type() != param.type()
                    || (isOfDefinition(before) && !param.equals(old.params().get(name)));
            if (isOther) {
                kept.remove(name);
                declared.put(name, param);
            }
        });
        kept.entrySet()
                .removeIf(param -> isOfDefinition(param.getValue())
                        && old.params().containsKey(param.getKey())
                        && !next.params().containsKey(param.getKey()));
        return new PreviousParams(
                Collections.unmodifiableMap(kept), Collections.unmodifiableMap(declared), Optional.empty());
    }

    /** What somebody gave counts also where the definition says something else by now. */
    private static boolean isOfDefinition(EvaluatedParam param) {
        return param.source() == ParamSource.DEFINITION;
    }

    boolean isEmpty() {
        return kept.isEmpty() && declared.isEmpty() && refused.isEmpty();
    }
}
