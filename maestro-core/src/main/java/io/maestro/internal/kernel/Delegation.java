package io.maestro.internal.kernel;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import java.util.Map;
import java.util.Optional;

/** How a step has runs do its work. */
sealed interface Delegation {

    /** Returns the runs of an attempt, of which none has begun. */
    Offspring offspring(Children children, Map<String, EvaluatedParam> params);

    /**
     * Returns this where a definition says how many of its steps work at once; more iterations than that would only wait.
     *
     * @param steps how many, or empty if it does not say
     */
    default Delegation within(Optional<Integer> steps) {
        return this;
    }

    /**
     * A run for each iteration, some at once.
     *
     * @param declared how many at once, or empty if that was not said
     * @param strict whether those between the oldest that runs and the newest count as running
     */
    record Foreach(Optional<Integer> declared, boolean strict) implements Delegation {
        @Override
        public Foreach within(Optional<Integer> steps) {
            return new Foreach(
                    steps.map(most -> Math.min(most, declared.orElse(most))).or(() -> declared), strict);
        }

        @Override
        public Offspring offspring(Children children, Map<String, EvaluatedParam> params) {
            var total = children instanceof Children.Iterations iterations ? iterations.total() : 1;
            return new Window(total, declared.orElse(ForeachStep.DEFAULT_CONCURRENCY), strict);
        }
    }

    /**
     * A run for each iteration, one after the other.
     *
     * @param maxIterations how many there may be
     */
    record While(int maxIterations) implements Delegation {
        @Override
        public Offspring offspring(Children children, Map<String, EvaluatedParam> params) {
            var loopParams = params.get(LoopStep.LOOP_PARAMS);
            return new Passes(
                    loopParams != null && loopParams.value() instanceof ParamValue.MapValue(var values)
                            ? values
                            : Map.of());
        }
    }

    /**
     * One run of another workflow.
     *
     * @param awaited whether the step waits for its end
     */
    record Subworkflow(boolean awaited) implements Delegation {
        @Override
        public Offspring offspring(Children children, Map<String, EvaluatedParam> params) {
            return new Single(awaited);
        }
    }

    /** Returns how a step has runs do its work, or empty if it does the work itself. */
    static Optional<Delegation> of(Step step) {
        return switch (step) {
            case TypedStep typed -> Optional.empty();
            case TemplateStep template -> Optional.empty();
            case ForeachStep foreach -> Optional.of(new Foreach(foreach.concurrency(), foreach.strictOrdering()));
            case WhileStep loop -> Optional.of(new While(loop.maxIterations().orElse(LoopStep.DEFAULT_MAX_ITERATIONS)));
            case SubworkflowStep subworkflow -> Optional.of(new Subworkflow(subworkflow.sync()));
        };
    }
}
