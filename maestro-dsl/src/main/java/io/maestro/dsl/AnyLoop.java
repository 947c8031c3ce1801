package io.maestro.dsl;

import io.maestro.definition.LoopStep;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.step.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The handle of a step with a body: steps of its own that run once for each iteration. Each iteration is a run of its own.
 *
 * @param <S> the kind of step, which options return
 */
public abstract sealed class AnyLoop<S extends AnyLoop<S>> extends AnyStep<S> permits AnyForeach, WhileLoop {

    private final Scope body = Scope.ofBody(this);
    private Optional<Integer> maxIterations = Optional.empty();

    AnyLoop(Scope.Place place, List<? extends Ref<?>> inputs) {
        super(place, inputs);
    }

    /**
     * Sets how many iterations there may be; the step fails if there would be more. The default is {@value
     * LoopStep#DEFAULT_MAX_ITERATIONS}.
     *
     * @param limit from 1
     * @return this step
     */
    public final S maxIterations(int limit) {
        requireOpen();
        maxIterations = Optional.of(limit);
        return self();
    }

    final Scope body() {
        return body;
    }

    final Optional<Integer> maxIterations() {
        return maxIterations;
    }

    /** Adds the loop params to the params, if some were declared. */
    final void setLoopParams() {
        if (!body.loopParams().isEmpty()) {
            params().set(LoopStep.LOOP_PARAMS, loopParams());
        }
    }

    private ParamDefinition loopParams() {
        var members = new LinkedHashMap<String, ParamDefinition>();
        body.loopParams().forEach((name, param) -> members.put(name, param.definition()));
        return new ParamDefinition(
                ParamType.MAP,
                new ParamDefinition.Members(members),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of());
    }
}
