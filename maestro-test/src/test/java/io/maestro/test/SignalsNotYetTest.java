package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.definition.CronExpression;
import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.ForeachStep.Items;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.SignalTrigger;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepSignals;
import io.maestro.definition.StepType;
import io.maestro.definition.TimeTrigger;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nothing would ever come of is refused when it is registered. */
class SignalsNotYetTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> problems(WorkflowDefinition definition) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> bench.maestro.register(definition))
                .problems()
                .stream()
                .map(problem -> problem.code() + " " + problem.path() + ": " + problem.message())
                .filter(problem -> problem.contains("signal") || problem.contains("trigger"))
                .toList();
    }

    private static Step step(String id, StepSignals signals) {
        var basics = new StepBasics(
                new StepId(id),
                Optional.empty(),
                Optional.empty(),
                Transition.none(),
                FailureMode.FAIL_AFTER_RUNNING,
                List.of(),
                Optional.empty(),
                Map.of(),
                signals);
        return new TypedStep(basics, StepType.NO_OP, Optional.empty(), RetryPolicy.none());
    }

    @Test
    void triggers_are_refused() {
        var definition = WorkflowDefinition.builder(new WorkflowId("w"))
                .timeTrigger(new TimeTrigger.Cron(new CronExpression("0 * * * *"), Optional.empty(), Optional.empty()))
                .timeTrigger(new TimeTrigger.Interval("1 hour", Optional.empty(), Optional.empty()))
                .signalTrigger(new SignalTrigger(Map.of(), Map.of(), Optional.empty(), Optional.empty()))
                .step(step("a", StepSignals.none()))
                .build();

        assertThat(problems(definition))
                .containsExactly(
                        "UNSUPPORTED /workflow/time_triggers/0: time triggers are not supported yet",
                        "UNSUPPORTED /workflow/time_triggers/1: time triggers with an interval are not supported yet",
                        "UNSUPPORTED /workflow/signal_triggers/0: signal triggers are not supported yet");
    }

    @Test
    void signals_of_steps_are_refused_in_bodies_too() {
        var waiting = new StepSignals(List.of(new SignalDependency("s", Map.of())), List.of());
        var sending = new StepSignals(List.of(), List.of(new SignalOutput("s", Map.of(), Map.of())));
        var definition = WorkflowDefinition.builder(new WorkflowId("w"))
                .step(step("a", waiting))
                .step(new ForeachStep(
                        StepBasics.of(new StepId("f")),
                        Items.LOOP_PARAMS,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of(step("b", StepSignals.none()), step("c", sending))))
                .build();

        assertThat(problems(definition))
                .containsExactly(
                        "UNSUPPORTED /workflow/steps/0/step/signal_dependencies: signal dependencies are not supported yet",
                        "UNSUPPORTED /workflow/steps/1/foreach/steps/1/step/signal_outputs: signal outputs are not supported yet");
    }
}
