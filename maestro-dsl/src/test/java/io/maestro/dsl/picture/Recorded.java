package io.maestro.dsl.picture;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Children;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Ending;
import io.maestro.run.Initiator;
import io.maestro.run.Retries;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts of a run, written down one by one. */
final class Recorded {

    private static final Instant BEGIN = Instant.parse("2026-11-22T08:00:00Z");

    private final WorkflowDefinition definition;
    private final List<StepId> body;
    private final List<StepAttempt> attempts = new ArrayList<>();

    private Recorded(WorkflowDefinition definition, List<StepId> body) {
        this.definition = definition;
        this.body = body;
    }

    static Recorded of(WorkflowDefinition definition) {
        return new Recorded(definition, List.of());
    }

    static Recorded ofBody(WorkflowDefinition definition, String... loops) {
        return new Recorded(definition, List.of(loops).stream().map(StepId::new).toList());
    }

    /** Adds an attempt that began and ended some milliseconds after the run; one that has not ended has a negative end. */
    Recorded step(String id, StepStatus status, long from, long to) {
        return add(id, 1, 1, status, from, to, 0, "", Map.of(), Optional.empty());
    }

    Recorded went(String id, long from, long to, String... targets) {
        return visited(id, 1, from, to, targets);
    }

    /** Adds a successful attempt of a visit; targets that it did not go to begin with a {@code !}. */
    Recorded visited(String id, int visit, long from, long to, String... targets) {
        return add(id, visit, visit, StepStatus.SUCCEEDED, from, to, 0, "", transitions(targets), Optional.empty());
    }

    /** Adds an attempt that failed, of a visit and after a number of retries in it. */
    Recorded failed(String id, StepStatus status, int visit, int retry, long from, long to, String error) {
        return add(id, visit + retry, visit, status, from, to, retry, error, Map.of(), Optional.empty());
    }

    Recorded loop(
            String id,
            StepStatus status,
            long total,
            Map<StepStatus, Long> leaves,
            long from,
            long to,
            String... targets) {
        return add(
                id,
                1,
                1,
                status,
                from,
                to,
                0,
                "",
                transitions(targets),
                Optional.of(new Children.Iterations(definition.id(), 1, total, List.of(), new Rollup(leaves))));
    }

    Recorded subworkflow(String id, StepStatus status, Map<StepStatus, Long> leaves, long from, long to) {
        var child = new WorkflowId("child");
        return add(
                id,
                1,
                1,
                status,
                from,
                to,
                0,
                "",
                Map.of(),
                Optional.of(
                        new Children.Subworkflow(child, 1, Optional.of(new RunId(child, 1, 1)), new Rollup(leaves))));
    }

    private static Map<StepId, Boolean> transitions(String... targets) {
        var transitions = new LinkedHashMap<StepId, Boolean>();
        for (var target : targets) {
            transitions.put(new StepId(target.replace("!", "")), !target.startsWith("!"));
        }
        return transitions;
    }

    private Recorded add(
            String id,
            int attempt,
            int visit,
            StepStatus status,
            long from,
            long to,
            int retries,
            String error,
            Map<StepId, Boolean> transitions,
            Optional<Children> children) {
        attempts.add(new StepAttempt(
                runId(),
                new StepId(id),
                attempt,
                visit,
                visit,
                status,
                Optional.of(from).filter(at -> at >= 0).map(BEGIN::plusMillis),
                Optional.of(to).filter(at -> at >= 0).map(BEGIN::plusMillis),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(error).filter(text -> !text.isEmpty()).map(StepError::of),
                transitions,
                new Retries(retries, 0, 0),
                0,
                children,
                Optional.empty(),
                List.of(),
                Optional.empty()));
        return this;
    }

    List<StepAttempt> attempts() {
        return attempts;
    }

    WorkflowRun run(RunStatus status, long to) {
        return new WorkflowRun(
                runId(),
                new DefinitionRef(definition.id(), 3, body),
                Initiator.unknown(),
                status,
                Map.of(),
                BEGIN,
                Optional.of(BEGIN),
                Optional.of(to).filter(at -> at >= 0).map(BEGIN::plusMillis),
                status == RunStatus.STOPPED
                        ? Optional.of(new Ending(RunStatus.STOPPED, "stopped by ada: wrong day", BEGIN))
                        : Optional.empty(),
                Rollup.none(),
                List.of());
    }

    Picture picture(RunStatus status, long to) {
        return Picture.of(definition, run(status, to), attempts);
    }

    private RunId runId() {
        return new RunId(definition.id(), 17, 1);
    }
}
