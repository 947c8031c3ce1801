package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.step.OutputNotAvailableException;
import io.maestro.step.ValueTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What the steps of a run may read of the runs above it, in whose loops it is an iteration, and of those that its steps have
 * started.
 *
 * @param engine knows the live runs and the store
 * @param process the run
 */
record Lineage(Engine engine, RunProcess process) {

    static final String NOT_UPSTREAM = "which is not upstream: no transition leads from it to the reader";
    static final String NO_OUTPUT = "which has none: it was not run, did not succeed, or returns nothing";

    /** A step of a run, as seen from below. */
    private record Above(Prepared prepared, StepId step, IntFunction<Optional<StepAttempt>> ended) {}

    /** Returns the element of the iteration of a foreach that the run is, or lies in. */
    Optional<Object> item(StepId foreach) {
        return iterationOf(foreach)
                .flatMap(Lineage::initiator)
                .flatMap(Initiator.ByStep::item)
                .map(item -> item.as(types().element(foreach)));
    }

    /** Returns the number, from 0, of the iteration of a loop that the run is, or lies in. */
    Optional<Integer> iteration(StepId loop) {
        return iterationOf(loop).map(run -> index(run.runId()));
    }

    private static int index(RunId iteration) {
        return Math.toIntExact(iteration.instance() - 1);
    }

    private Optional<WorkflowRun> iterationOf(StepId loop) {
        var run = Optional.of(process.recorded());
        var started = run.flatMap(Lineage::initiator);
        while (started.isPresent() && !started.get().step().equals(loop)) {
            run = row(started.get().parent());
            started = run.flatMap(Lineage::initiator);
        }
        return started.isPresent() ? run : Optional.empty();
    }

    private Optional<Initiator.ByStep> above(RunId parent) {
        return row(parent).flatMap(Lineage::initiator);
    }

    private Optional<WorkflowRun> row(RunId runId) {
        return engine.process(runId)
                .map(RunProcess::recorded)
                .or(() -> engine.store().run(runId));
    }

    /** A subworkflow knows nothing of what is above it. */
    private static Optional<Initiator.ByStep> initiator(WorkflowRun run) {
        return run.initiator() instanceof Initiator.ByStep byStep
                        && byStep.kind().isLoop()
                ? Optional.of(byStep)
                : Optional.empty();
    }

    /** Returns the output of a step upstream of a loop that the run lies in. */
    Object outputAbove(StepId reader, StepId source) {
        return ended(reader, source)
                .returned()
                .map(returned -> returned.as(types().output(source)))
                .orElseThrow(() -> unavailable(reader, source, NO_OUTPUT));
    }

    private ValueTypes types() {
        return process.prepared().types();
    }

    private StepAttempt ended(StepId reader, StepId source) {
        for (var at = initiator(process.recorded());
                at.isPresent();
                at = above(at.get().parent())) {
            var above = above(at.get());
            var graph = above.prepared().graph();
            var number = graph.number(source);
            if (number.isPresent()) {
                int loop = graph.number(above.step()).orElseThrow();
                if (!graph.isUpstream(number.getAsInt(), loop)) {
                    throw unavailable(reader, source, NOT_UPSTREAM);
                }
                return above.ended().apply(number.getAsInt()).orElseThrow(() -> unavailable(reader, source, NO_OUTPUT));
            }
        }
        throw unavailable(
                reader,
                source,
                "which is no step of workflow '"
                        + process.prepared().definition().id() + "'");
    }

    private Above above(Initiator.ByStep initiator) {
        var live = engine.process(initiator.parent());
        if (live.isPresent()) {
            int loop = live.get().prepared().graph().number(initiator.step()).orElseThrow();
            return new Above(
                    live.get().prepared(),
                    initiator.step(),
                    step -> live.get().seenSteps().ended(step, loop));
        }
        var row = row(initiator.parent())
                .orElseThrow(() -> new IllegalStateException("run " + initiator.parent() + " was purged"));
        var prepared = engine.catalog()
                .find(row.definition())
                .orElseThrow(() -> new IllegalStateException("run " + row.runId() + " cannot run here"));
        var machine = engine.folding().folded(row).orElseThrow();
        var kept = new KeptSteps(engine.store(), prepared.graph(), row.runId());
        return new Above(
                prepared,
                initiator.step(),
                step -> machine.scope().contains(step) ? machine.ended(step) : kept.of(step));
    }

    /**
     * Returns the outputs of a step of the body of a foreach that is upstream of a step, or of a loop around it, by the iterations
     * that there were to be.
     */
    List<Optional<Object>> outputs(StepId reader, int step, StepId foreach, StepId inner) {
        var graph = process.prepared().graph();
        var number = graph.number(foreach);
        if (number.isPresent() && !graph.isUpstream(number.getAsInt(), step)) {
            throw unavailable(reader, foreach, NOT_UPSTREAM);
        }
        var attempt = number.isPresent()
                ? process.seenSteps()
                        .ended(number.getAsInt(), step)
                        .orElseThrow(() -> unavailable(reader, foreach, NO_OUTPUT))
                : ended(reader, foreach);
        if (!(attempt.children().orElse(null) instanceof Children.Iterations iterations)) {
            throw unavailable(reader, foreach, "which has run no iterations");
        }
        var type = types().output(inner);
        var outputs = new ArrayList<Optional<Object>>();
        fill(outputs, iterations.total());
        engine.store()
                .attemptsOf(
                        iterations,
                        inner,
                        row -> row.returned().ifPresent(returned -> {
                            fill(outputs, row.runId().instance());
                            outputs.set(index(row.runId()), Optional.of(returned.as(type)));
                        }));
        return Collections.unmodifiableList(outputs);
    }

    /** How many iterations a while step comes to is told only by those that there were. */
    private static void fill(List<Optional<Object>> outputs, long size) {
        while (outputs.size() < size) {
            outputs.add(Optional.empty());
        }
    }

    private static OutputNotAvailableException unavailable(StepId reader, StepId source, String why) {
        return new OutputNotAvailableException(reader, source, why);
    }
}
