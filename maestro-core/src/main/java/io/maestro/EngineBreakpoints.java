package io.maestro;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.definition.WorkflowId;
import io.maestro.error.NearMiss;
import io.maestro.internal.engine.Engine;
import io.maestro.run.ActionResult;
import io.maestro.run.Breakpoint;
import io.maestro.run.SetBreakpoint;
import io.maestro.store.Store;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The breakpoints of an engine.
 *
 * @param engine the engine
 * @param store its store
 */
record EngineBreakpoints(Engine engine, Store store) implements Breakpoints {

    @Override
    public void set(Breakpoint breakpoint, String by, String reason) {
        requireStep(breakpoint.workflow(), breakpoint.step());
        engine.breakpoints().set(new SetBreakpoint(breakpoint, by, reason, engine.now()));
    }

    private void requireStep(WorkflowId workflow, StepId step) {
        var newest = store.latest(workflow).orElseThrow(() -> unknown(workflow));
        var steps = ids(newest.definition().steps()).toList();
        if (!steps.contains(step.value())) {
            throw new IllegalArgumentException("workflow '" + workflow + "' has no step '" + step + "'"
                    + NearMiss.of(step.value(), steps)
                            .map(id -> "; did you mean '" + id + "'?")
                            .orElse(""));
        }
    }

    private UnknownWorkflowException unknown(WorkflowId workflow) {
        var known = store.workflows().stream().map(WorkflowId::value).toList();
        return new UnknownWorkflowException(workflow, NearMiss.of(workflow.value(), known));
    }

    private static Stream<String> ids(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> Stream.concat(
                        Stream.of(step.id().value()), step instanceof LoopStep loop ? ids(loop.steps()) : Stream.of()));
    }

    @Override
    public List<SetBreakpoint> list() {
        return engine.breakpoints().list();
    }

    @Override
    public boolean remove(Breakpoint breakpoint) {
        return engine.breakpoints().remove(breakpoint);
    }

    @Override
    public OptionalInt removeAndResume(Breakpoint breakpoint, String by, String reason) {
        if (!remove(breakpoint)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) engine.breakpoints().paused(breakpoint).stream()
                .filter(attempt -> EngineRunHandle.of(engine, store, attempt.runId())
                        .map(run -> run.step(attempt.step().value()).resume(by, reason))
                        .filter(ActionResult::isTaken)
                        .isPresent())
                .count());
    }
}
