package io.maestro.internal.engine;

import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.param.ParamDefinition;
import io.maestro.step.StepInterceptor;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The step types that a host has.
 *
 * @param registered the host's own, which take the place of built-in ones of the same name
 * @param interceptors what stands around each runtime, the last outermost
 */
record StepTypes(Map<StepType, StepRuntime> registered, List<StepInterceptor> interceptors) {

    private static final Map<StepType, StepRuntime> BUILT_IN =
            Map.of(StepType.NO_OP, context -> StepResult.done(), StepType.SLEEP, new Sleep());

    StepTypes {
        registered = Map.copyOf(registered);
        interceptors = List.copyOf(interceptors);
    }

    /** Returns what does the work of a step, with all that stands around it. */
    StepRuntime intercepted(Step step, StepRuntime runtime) {
        var outermost = runtime;
        for (var interceptor : interceptors) {
            outermost = interceptor.around(step, outermost);
        }
        return outermost;
    }

    Optional<StepRuntime> find(StepType type) {
        return Optional.ofNullable(registered.get(type)).or(() -> Optional.ofNullable(BUILT_IN.get(type)));
    }

    /** Returns the params that every step of a type has, empty if there is no such type. */
    Optional<Map<String, ParamDefinition>> params(StepType type) {
        return type.equals(StepType.JAVA) ? Optional.of(Map.of()) : find(type).map(StepRuntime::params);
    }

    /** Returns the names of all types, for people. */
    List<String> names() {
        return Stream.concat(BUILT_IN.keySet().stream(), registered.keySet().stream())
                .map(StepType::name)
                .distinct()
                .sorted()
                .toList();
    }
}
