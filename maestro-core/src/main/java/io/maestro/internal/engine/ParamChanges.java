package io.maestro.internal.engine;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.PlannedParam;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which params would be other than in a run that is gone on from, and why.
 *
 * @param before the run
 * @param old what it runs
 * @param next what would be run
 * @param previous what its params are laid over
 * @param given the params that the request gives
 */
record ParamChanges(
        WorkflowRun before, WorkflowDefinition old, Prepared next, PreviousParams previous, Set<String> given) {

    /** Returns the changes. Params that the engine gives to every run are of no interest to people. */
    List<PlannedParam> to(Map<String, EvaluatedParam> values) {
        var names = new LinkedHashSet<>(next.definition().params().keySet());
        names.addAll(old.params().keySet());
        names.addAll(given);
        var changes = new ArrayList<PlannedParam>();
        for (var name : names) {
            var was = Optional.ofNullable(before.params().get(name));
            var now = Optional.ofNullable(values.get(name));
            if (!was.map(EvaluatedParam::value).equals(now.map(EvaluatedParam::value))) {
                changes.add(new PlannedParam(name, was, now, why(name, was.isEmpty(), now.isEmpty())));
            }
        }
        return changes;
    }

    private String why(String name, boolean isNew, boolean isGone) {
        var version = "version " + next.version();
        if (given.contains(name)) {
            return "the request gives it";
        }
        if (isGone) {
            return version + " does not have it any more";
        }
        if (isNew) {
            return version + " has it";
        }
        return previous.declared().containsKey(name) ? version + " defines it otherwise" : "it is evaluated anew";
    }
}
