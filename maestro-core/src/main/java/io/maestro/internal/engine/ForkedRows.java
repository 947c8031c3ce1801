package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Children;
import io.maestro.run.Fact;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Takeover;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a fork takes over, as it is recorded for the fork: the attempts of the steps, and the runs below them, which get ids of their own, as a fork
 * must stay whole when its source is deleted.
 *
 * @param source what is taken over, as it is recorded for the source
 */
record ForkedRows(Part source) implements Takeover {

    /**
     * What is taken over of a run.
     *
     * @param attempts the attempts, in the order in which they were first recorded
     * @param below the runs below them
     */
    record Part(List<StepAttempt> attempts, List<Below> below) {
        /** Copies the lists. */
        Part {
            attempts = List.copyOf(attempts);
            below = List.copyOf(below);
        }
    }

    /**
     * A run that is taken over.
     *
     * @param by the attempt through which it is found
     * @param run its row
     * @param part what is taken over of it
     */
    record Below(StepAttempt by, WorkflowRun run, Part part) {}

    /** Where rows come to: for which run, and what is above that. */
    private record Place(RunId self, RunId root, int depth) {}

    @Override
    public List<Fact> rows(RunId fork) {
        var rows = new ArrayList<Fact>();
        add(source, new Place(fork, fork, 0), rows);
        return rows;
    }

    private static void add(Part part, Place place, List<Fact> rows) {
        part.attempts().forEach(attempt -> rows.add(attempt(attempt, part, place.self())));
        for (var below : part.below()) {
            var id = below.run().runId();
            var copy = new RunId(workflow(below.by(), id, place.self()), id.instance(), id.run());
            rows.add(run(below, copy, place));
            add(below.part(), new Place(copy, place.root(), place.depth() + 1), rows);
        }
    }

    private static WorkflowId workflow(StepAttempt by, RunId child, RunId parent) {
        return by.children().orElse(null) instanceof Children.Iterations iterations
                ? Bodies.idOf(kind(by, iterations), parent, by.step())
                : Bodies.ofCopy(parent, by.step(), child);
    }

    private static Initiator.Kind kind(StepAttempt by, Children.Iterations iterations) {
        return iterations.workflow().equals(Bodies.idOf(Initiator.Kind.WHILE, by.runId(), by.step()))
                ? Initiator.Kind.WHILE
                : Initiator.Kind.FOREACH;
    }

    /** Nobody but the fork needs the copy, so it belongs to that even if its step did not wait for it. */
    private static WorkflowRun run(Below below, RunId copy, Place place) {
        var run = below.run();
        var by = (Initiator.ByStep) run.initiator();
        var initiator = new Initiator.ByStep(
                by.kind(),
                place.self(),
                by.step(),
                below.by().attempt(),
                true,
                place.depth() + 1,
                place.root(),
                by.item());
        return new WorkflowRun(
                copy,
                run.definition(),
                initiator,
                run.status(),
                run.params(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                run.ending(),
                run.rollup(),
                run.actions(),
                run.priority(),
                run.unblocking(),
                run.restart());
    }

    private static StepAttempt attempt(StepAttempt attempt, Part part, RunId self) {
        return new StepAttempt(
                self,
                attempt.step(),
                attempt.attempt(),
                attempt.visit(),
                attempt.pass(),
                attempt.status(),
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.wakeAt(),
                attempt.jobId(),
                attempt.params(),
                attempt.returned(),
                attempt.error(),
                attempt.transitions(),
                attempt.retries(),
                attempt.recoveries(),
                attempt.children().map(children -> children(children, attempt, part, self)),
                attempt.settlement(),
                attempt.actions(),
                attempt.permits());
    }

    private static Children children(Children children, StepAttempt attempt, Part part, RunId self) {
        return switch (children) {
            case Children.Iterations runs ->
                new Children.Iterations(
                        Bodies.idOf(kind(attempt, runs), self, attempt.step()),
                        runs.run(),
                        runs.total(),
                        runs.items(),
                        runs.rollup(),
                        runs.kept(),
                        runs.again());
            case Children.Subworkflow runs ->
                new Children.Subworkflow(
                        runs.workflow(),
                        runs.version(),
                        runs.child()
                                .filter(child -> part.below().stream()
                                        .anyMatch(below -> below.run().runId().equals(child)))
                                .map(child -> new RunId(workflow(attempt, child, self), child.instance(), child.run())),
                        runs.rollup());
        };
    }

    /** Returns the newest attempt of a step. */
    Optional<StepAttempt> newest(StepId step) {
        return source.attempts().stream()
                .filter(attempt -> attempt.step().equals(step))
                .reduce((older, newer) -> newer);
    }
}
