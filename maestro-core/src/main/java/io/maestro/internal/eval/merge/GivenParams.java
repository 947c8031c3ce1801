package io.maestro.internal.eval.merge;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import java.util.Map;

/**
 * The params of a request that starts or restarts a run, or that a parent run gives to its child.
 *
 * @param source as whom they are given: {@link ParamSource#LAUNCH}, {@link ParamSource#RESTART}, or the kind of parent
 * @param params the params, in their order
 * @param upstream whether a parent run gives them
 */
public record GivenParams(ParamSource source, Map<String, ParamDefinition> params, boolean upstream) {

    /** Checks that nothing is null. */
    public GivenParams {
        requireNonNull(source, "source");
        requireNonNull(params, "params");
    }

    /**
     * Returns the params of a request.
     *
     * @param source {@link ParamSource#LAUNCH} or {@link ParamSource#RESTART}, or what triggered the run
     * @param params the params
     * @return the given params
     */
    public static GivenParams byUser(ParamSource source, Map<String, ParamDefinition> params) {
        return new GivenParams(source, params, false);
    }

    /**
     * Returns params that a parent run passes on.
     *
     * @param source the kind of parent
     * @param params the params
     * @return the given params
     */
    public static GivenParams byParent(ParamSource source, Map<String, ParamDefinition> params) {
        return new GivenParams(source, params, true);
    }

    /**
     * Returns no params.
     *
     * @return the given params
     */
    public static GivenParams none() {
        return byUser(ParamSource.LAUNCH, Map.of());
    }

    ParamLayer layer(boolean restart) {
        return layer(restart, params);
    }

    ParamLayer layer(boolean restart, Map<String, ParamDefinition> some) {
        return new ParamLayer(source, some, upstream, restart, false);
    }
}
