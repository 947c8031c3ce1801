package io.maestro.internal.engine;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.InvalidIdException;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowId;
import io.maestro.error.MaestroException;
import io.maestro.internal.kernel.Try;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.RestartPolicy;
import io.maestro.run.Rollup;
import io.maestro.step.StepContext;
import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodecException;
import io.maestro.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out which runs an attempt of a loop or subworkflow step has do its work.
 *
 * @param engine knows the workflows and the store
 * @param parent the run of the step
 * @param current which try of the step it is
 * @param context the context of the step
 * @param params the evaluated params of the step
 */
record Opening(Engine engine, RunProcess parent, Try current, StepContext context, Map<String, EvaluatedParam> params) {

    /** How deep runs may lie in each other (spec: runtime, section 0). */
    private static final int DEPTH_LIMIT = 10;

    /** Thrown where the step cannot go on, and no attempt can help. */
    static final class Refused extends MaestroException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Returns the runs.
     *
     * @param firstEver whether no attempt of the step can have started runs before
     */
    Children of(Step step, boolean firstEver) throws Exception {
        if (parent.recorded().initiator().depth() + 1 >= DEPTH_LIMIT) {
            throw new Refused(
                    "runs lie in each other at most " + (DEPTH_LIMIT - 1) + " deep, and this one is the last");
        }
        return switch (step) {
            case ForeachStep foreach ->
                foreach.items() == ForeachStep.Items.CODE
                        ? iterations(Initiator.Kind.FOREACH, foreach, items(foreach), firstEver)
                        : iterations(Initiator.Kind.FOREACH, foreach, total(foreach), List.of(), firstEver);
            case WhileStep loop -> iterations(Initiator.Kind.WHILE, loop, -1, List.of(), firstEver);
            case SubworkflowStep subworkflow -> subworkflow();
            default -> throw new IllegalArgumentException("a step of kind '" + step.kind() + "' starts no runs");
        };
    }

    private Children iterations(Initiator.Kind kind, LoopStep loop, List<JavaValue> items, boolean firstEver) {
        return iterations(kind, loop, items.size(), items, firstEver);
    }

    private Children iterations(
            Initiator.Kind kind, LoopStep loop, long total, List<JavaValue> items, boolean firstEver) {
        var workflow = Bodies.idOf(kind, parent.runId(), loop.id());
        long last = firstEver ? 0 : engine.store().lastRun(workflow);
        var kept = kept(loop.id(), total);
        // Netflix Maestro counts one run for the loop and another for the iteration that is restarted in it.
        long run = kept.filter(Children.Kept.AllBut.class::isInstance).isPresent() ? last + 2 : last + 1;
        return new Children.Iterations(workflow, run, total, items, Rollup.none(), kept);
    }

    /** Returns which iterations stand of the attempt that the step goes on from, or empty if all run. */
    private Optional<Children.Kept> kept(StepId loop, long total) {
        var before = ChildRestarts.of(engine, parent, loop, current).iterationsBefore();
        if (before.isEmpty() || before.get().policy() == RestartPolicy.FROM_BEGINNING) {
            return Optional.empty();
        }
        var earlier = before.get().iterations();
        if (earlier.total() != total) {
            throw new Refused("there were " + earlier.total() + " iterations before and would now be " + total
                    + ", so none of them can stand; restart from the beginning");
        }
        long since = earlier.since();
        return total >= 0
                ? Optional.of(before.get()
                        .only()
                        .<Children.Kept>map(number -> new Children.Kept.AllBut(since, number))
                        .orElseGet(() -> new Children.Kept.Succeeded(since)))
                : before.get().only().or(() -> last(earlier)).map(number -> new Children.Kept.Before(since, number));
    }

    /** A while goes on with the iteration that it came to last. */
    private Optional<Long> last(Children.Iterations earlier) {
        return Optional.of(engine.store().children(earlier).last()).filter(last -> last > 0);
    }

    private List<JavaValue> items(ForeachStep foreach) throws Exception {
        var code = Optional.ofNullable(parent.prepared().code().loops().items().get(foreach.id()))
                .orElseThrow(() -> new IllegalStateException("the elements were let through without their code"));
        var items = List.<Object>copyOf(code.of(context));
        requireWithin(limit(foreach), items.size());
        var type = parent.prepared().types().element(foreach.id());
        var kept = new ArrayList<JavaValue>(items.size());
        for (var item : items) {
            kept.add(kept(foreach, item, type));
        }
        return kept;
    }

    private JavaValue kept(ForeachStep foreach, Object item, ValueType<?> type) {
        try {
            return parent.kept(item, type);
        } catch (ValueCodecException e) {
            throw new Refused("an element of loop '" + foreach.id() + "' cannot be kept: " + e.getMessage());
        }
    }

    private static long limit(ForeachStep foreach) {
        return foreach.maxIterations().orElse(LoopStep.DEFAULT_MAX_ITERATIONS);
    }

    private static void requireWithin(long limit, long total) {
        if (total > limit) {
            throw new Refused("there would be more iterations than the limit of " + limit);
        }
    }

    private long total(ForeachStep foreach) {
        long limit = limit(foreach);
        long total = 1;
        for (var entry : loopParams().entrySet()) {
            long size = LoopParams.size(entry.getValue())
                    .orElseThrow(() -> new Refused(
                            "loop param '" + entry.getKey() + "' must be an array of a simple type but is a "
                                    + entry.getValue().type()));
            total = size == 0 ? 0 : Math.min(total, limit + 1) * size;
        }
        requireWithin(limit, total);
        return total;
    }

    private Map<String, ParamValue> loopParams() {
        return LoopParams.of(params)
                .orElseThrow(() -> new Refused("param '" + LoopStep.LOOP_PARAMS + "' must be a MAP"));
    }

    private Children subworkflow() {
        var id = text(SubworkflowStep.ID);
        var version = text(SubworkflowStep.VERSION);
        try {
            var workflow = new WorkflowId(id);
            var prepared = engine.catalog()
                    .select(workflow, version)
                    .orElseThrow(() ->
                            new Refused("version '" + version + "' of workflow '" + id + "' is not registered here"));
            return new Children.Subworkflow(workflow, prepared.version(), Optional.empty(), Rollup.none());
        } catch (InvalidIdException e) {
            throw new Refused("param '" + SubworkflowStep.ID + "': " + e.getMessage());
        }
    }

    private String text(String name) {
        var param = params.get(name);
        if (param != null && param.value() instanceof ParamValue.StringValue(var text)) {
            return text;
        }
        throw new Refused("param '" + name + "' must be a STRING");
    }
}
