package io.maestro.dsl.internal.picture;

import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.dsl.internal.picture.Arrow.Course;
import io.maestro.run.Children;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is known of a run: the run, and the newest attempt of each step. */
public final class Facts {

    private final WorkflowRun run;
    private final Map<StepId, StepAttempt> newest = new HashMap<>();

    /**
     * Gathers what is known of a run.
     *
     * @param run the run
     * @param attempts attempts of its steps, the newest of each among them
     */
    public Facts(WorkflowRun run, List<StepAttempt> attempts) {
        this.run = run;
        for (var attempt : attempts) {
            newest.merge(attempt.step(), attempt, (a, b) -> b.attempt() >= a.attempt() ? b : a);
        }
    }

    /**
     * Returns the run.
     *
     * @return the run
     */
    public WorkflowRun run() {
        return run;
    }

    /**
     * Returns a step that the run came to but that is not among some steps.
     *
     * @param steps the steps that there are
     * @return one that is missing, or empty if none is
     */
    public Optional<StepId> stranger(List<Step> steps) {
        var known = steps.stream().map(Step::id).collect(Collectors.toSet());
        return newest.keySet().stream()
                .filter(step -> !known.contains(step))
                .sorted()
                .findFirst();
    }

    Optional<StepAttempt> newest(StepId step) {
        return Optional.ofNullable(newest.get(step));
    }

    /** Tells whether the run has come to a step. */
    boolean hasRun(StepId step) {
        return newest.containsKey(step);
    }

    /** Returns how the run stands. */
    Standing standing() {
        var parts = new ArrayList<String>();
        parts.add(Words.of(run.status()));
        run.endedAt()
                .map(end -> Words.of(Duration.between(run.createdAt(), end)))
                .ifPresent(parts::add);
        return new Standing(
                Mark.of(run.status()), List.of(Words.line(parts)), run.ending().map(ending -> ending.reason()));
    }

    /** Returns how a step stands. */
    Standing standing(StepId step) {
        return newest(step)
                .map(this::standing)
                .orElseGet(() -> new Standing(Mark.NOT_REACHED, List.of("not reached"), Optional.empty()));
    }

    private Standing standing(StepAttempt attempt) {
        if (attempt.status() == StepStatus.NOT_CREATED) {
            return new Standing(Mark.NOT_REACHED, List.of("not reached"), Optional.empty());
        }
        var parts = new ArrayList<String>();
        parts.add(Words.of(attempt.status()));
        attempt.startedAt().map(start -> time(start, attempt.endedAt())).ifPresent(parts::add);
        if (attempt.visit() > 1) {
            parts.add("visit " + attempt.visit());
        }
        int retries = attempt.retries().error()
                + attempt.retries().platform()
                + attempt.retries().timeout();
        if (retries > 0) {
            parts.add("retry " + retries);
        }
        var lines = new ArrayList<String>();
        lines.add(Words.line(parts));
        attempt.children().flatMap(Facts::text).ifPresent(lines::add);
        return new Standing(Mark.of(attempt.status()), lines, attempt.error().map(error -> error.message()));
    }

    private String time(Instant start, Optional<Instant> end) {
        return end.map(at -> Words.of(Duration.between(start, at)))
                .orElseGet(() -> "began after " + Words.of(Duration.between(run.createdAt(), start)));
    }

    private static Optional<String> text(Children children) {
        var parts = new ArrayList<String>();
        if (children instanceof Children.Iterations loop && loop.total() >= 0) {
            parts.add(Words.count(loop.total(), "iteration"));
        }
        children.rollup()
                .counts()
                .forEach((status, count) -> parts.add(Words.count(count, "step") + " " + Words.of(status)));
        return parts.isEmpty() ? Optional.empty() : Optional.of(Words.line(parts));
    }

    /** Tells whether the run went from a step to another. Of a way back it is known only as long as it was never gone. */
    Course course(StepId from, StepId to, boolean back) {
        var attempt = newest(from);
        var taken = attempt.map(StepAttempt::transitions).map(transitions -> transitions.get(to));
        if (taken.isEmpty()) {
            return Course.OPEN;
        }
        if (taken.get()) {
            return Course.TAKEN;
        }
        boolean goneBefore = back && attempt.filter(own -> own.visit() > 1).isPresent();
        return goneBefore ? Course.OPEN : Course.NOT_TAKEN;
    }
}
