package io.maestro.internal.eval.merge;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import java.util.Map;

/**
 * What one author says of params, and as whom.
 *
 * @param source who says it
 * @param params the params, in their order
 * @param upstream whether a parent run says it: it may pass on what its own users could not change
 * @param restart whether a run is started again, so that only what may change at a restart can
 * @param allowEmpty whether a param may have neither value nor expression, because a later layer brings it
 */
public record ParamLayer(
        ParamSource source,
        Map<String, ParamDefinition> params,
        boolean upstream,
        boolean restart,
        boolean allowEmpty) {

    /** Checks that nothing is null. The params are not copied: a layer lives no longer than the merge. */
    public ParamLayer {
        requireNonNull(source, "source");
        requireNonNull(params, "params");
    }

    /**
     * Returns what the engine, a definition or a request says; each param must have a value or an expression.
     *
     * @param source who says it
     * @param params the params
     * @return the layer
     */
    public static ParamLayer of(ParamSource source, Map<String, ParamDefinition> params) {
        return new ParamLayer(source, params, false, false, false);
    }

    /**
     * Returns this layer for a run that is started again.
     *
     * @return the changed layer
     */
    public ParamLayer onRestart() {
        return new ParamLayer(source, params, upstream, true, allowEmpty);
    }

    /**
     * Returns this layer as said by a parent run.
     *
     * @return the changed layer
     */
    public ParamLayer fromUpstream() {
        return new ParamLayer(source, params, true, restart, allowEmpty);
    }

    /**
     * Returns this layer with params that may be empty.
     *
     * @return the changed layer
     */
    public ParamLayer allowingEmpty() {
        return new ParamLayer(source, params, upstream, restart, true);
    }
}
