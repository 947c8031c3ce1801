package io.maestro.internal.eval.merge;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The params of a run, layer by layer (spec: definitions, section 3.5.2). */
public final class WorkflowLayers {

    private WorkflowLayers() {}

    /**
     * Returns what is the same in every run of a workflow.
     *
     * @param defaults what every workflow has
     * @param definition what the workflow's definition says
     * @return the params, of which some may wait for what a request gives
     * @throws io.maestro.param.ParamException if they do not fit together
     */
    public static Map<String, ParamDefinition> declared(
            Map<String, ParamDefinition> defaults, Map<String, ParamDefinition> definition) {
        var merged = ParamMerge.merge(
                Map.of(), ParamLayer.of(ParamSource.SYSTEM_DEFAULT, defaults).allowingEmpty());
        // A workflow in Java may declare what each request must give.
        return ParamMerge.merge(
                merged, ParamLayer.of(ParamSource.DEFINITION, definition).allowingEmpty());
    }

    /**
     * Returns the params of a run that starts afresh.
     *
     * @param declared what is the same in every run
     * @param given what the request, or the parent run, gives
     * @return the params to evaluate
     * @throws io.maestro.param.ParamException if they do not fit together, or one is missing
     */
    public static Map<String, ParamDefinition> fresh(Map<String, ParamDefinition> declared, GivenParams given) {
        return Cleanup.of(ParamMerge.merge(declared, given.layer(false)));
    }

    /**
     * Returns the params of a run that goes on from another in the same version of its workflow. They keep their values; only {@link
     * ParamMode#IMMUTABLE} ones are evaluated anew. Neither defaults nor definition count again.
     *
     * @param previous the evaluated params of the run before
     * @param given what the request, or the parent run, gives
     * @param atTarget what the request gives to the run that the restart aims at; none for the runs on the way to it
     * @return the params to evaluate
     * @throws io.maestro.param.ParamException if they do not fit together
     */
    public static Map<String, ParamDefinition> restarted(
            Map<String, EvaluatedParam> previous, GivenParams given, GivenParams atTarget) {
        return restarted(previous, Map.of(), given, atTarget);
    }

    /**
     * Returns the params of a run that goes on from another, maybe in another version of its workflow.
     *
     * @param previous the evaluated params of the run before that are kept
     * @param declared what the version says of others
     * @param given what the request, or the parent run, gives
     * @param atTarget what the request gives to the run that the restart aims at; none for the runs on the way to it
     * @return the params to evaluate
     * @throws io.maestro.param.ParamException if they do not fit together
     */
    public static Map<String, ParamDefinition> restarted(
            Map<String, EvaluatedParam> previous,
            Map<String, ParamDefinition> declared,
            GivenParams given,
            GivenParams atTarget) {
        var kept = new LinkedHashMap<String, ParamDefinition>();
        previous.forEach((name, param) -> {
            if (!ReservedNames.ALL.contains(name)) {
                kept.put(name, Kept.definitionOf(param));
            }
        });
        // A request may have to give what the version declares.
        var merged = ParamMerge.merge(
                Map.of(), ParamLayer.of(ParamSource.DEFINITION, declared).allowingEmpty());
        merged = ParamMerge.merge(merged, ParamLayer.of(ParamSource.SYSTEM, kept));
        merged = ParamMerge.merge(merged, given.layer(true));
        return Cleanup.of(ParamMerge.merge(merged, atTarget.layer(true)));
    }
}
