package io.maestro.test.store;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Ending;
import io.maestro.run.Initiator;
import io.maestro.run.RefusedStart;
import io.maestro.run.RestartNode;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPolicy;
import io.maestro.run.Retries;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepRestart;
import io.maestro.run.StepStatus;
import io.maestro.store.NewRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts and definitions with nothing in them but what a test is about. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123456Z");

    private Samples() {}

    static NewRun next(String workflow) {
        return newRun(new NewRun.NextInstance(new WorkflowId(workflow), Optional.empty()));
    }

    static NewRun requested(String workflow, String request) {
        return newRun(new NewRun.NextInstance(new WorkflowId(workflow), Optional.of(request)));
    }

    static NewRun numbered(String workflow, long instance, long run) {
        return newRun(new NewRun.Numbered(new RunId(new WorkflowId(workflow), instance, run)));
    }

    static NewRun inTurn(String workflow, int priority) {
        return inTurn(new NewRun.NextInstance(new WorkflowId(workflow), Optional.empty()), priority);
    }

    static NewRun requestedInTurn(String workflow, String request) {
        return inTurn(new NewRun.NextInstance(new WorkflowId(workflow), Optional.of(request)), 0);
    }

    static NewRun inTurn(String workflow, long instance, long run) {
        return inTurn(new NewRun.Numbered(new RunId(new WorkflowId(workflow), instance, run)), 0);
    }

    /** Returns a run that has failed before it could begin, because of what it was given. */
    static NewRun failed(String workflow, String request, RefusedStart given) {
        return admitted(
                new NewRun.NextInstance(new WorkflowId(workflow), Optional.of(request)),
                new NewRun.Admission.Failed(Ending.ofRefused(given, "no value", NOW)));
    }

    private static NewRun inTurn(NewRun.Key key, int priority) {
        return admitted(key, new NewRun.Admission.InTurn(priority));
    }

    private static NewRun admitted(NewRun.Key key, NewRun.Admission admission) {
        var atOnce = newRun(key);
        return new NewRun(
                key, atOnce.definition(), atOnce.initiator(), atOnce.params(), atOnce.at(), atOnce.place(), admission);
    }

    /** Returns a run of a version of its workflow. */
    static NewRun of(NewRun.Key key, long version) {
        var newRun = newRun(key);
        return new NewRun(
                key, DefinitionRef.whole(newRun.workflow(), version), newRun.initiator(), newRun.params(), newRun.at());
    }

    private static NewRun newRun(NewRun.Key key) {
        return new NewRun(key, DefinitionRef.whole(new WorkflowId("defined"), 1), Initiator.unknown(), Map.of(), NOW);
    }

    static StepAttempt attempt(RunId run, String step, int attempt, StepStatus status) {
        return visit(run, step, attempt, 1, status, Optional.empty());
    }

    static StepAttempt visit(
            RunId run, String step, int attempt, int visit, StepStatus status, Optional<Children> children) {
        return new StepAttempt(
                run,
                new StepId(step),
                attempt,
                visit,
                visit,
                status,
                Optional.of(NOW),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Retries.NONE,
                0,
                children,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    static WorkflowDefinition definition(String workflow, RunStrategy strategy) {
        return WorkflowDefinition.builder(new WorkflowId(workflow))
                .properties(WorkflowProperties.none().withRunStrategy(strategy))
                .step(TypedStep.of(new StepId("a"), StepType.NO_OP))
                .build();
    }

    static WorkflowDefinition inactive(String workflow, String step) {
        return WorkflowDefinition.builder(new WorkflowId(workflow))
                .origin(new WorkflowDefinition.Origin(false, Optional.empty(), Map.of()))
                .step(TypedStep.of(new StepId(step), StepType.NO_OP))
                .build();
    }

    static WorkflowDefinition definition(String workflow, String step) {
        return WorkflowDefinition.builder(new WorkflowId(workflow))
                .step(TypedStep.of(new StepId(step), StepType.NO_OP))
                .build();
    }

    /** Returns with what an iteration of a loop is to run again. */
    static StepRestart stepRestart(String request) {
        var order = new RestartOrder(
                request,
                RestartPolicy.FROM_INCOMPLETE,
                RestartPolicy.FROM_BEGINNING,
                Map.of("day", ParamDefinition.literal(ParamValue.of(17))),
                Map.of(),
                List.of(new StepId("load")),
                Optional.of("wrong day"));
        return new StepRestart(order, List.of(new RestartNode(new WorkflowId("body"), 2, Optional.empty())), false);
    }
}
