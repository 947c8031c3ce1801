package io.maestro.internal.graph.check;

import static io.maestro.internal.graph.check.Draft.found;
import static io.maestro.internal.graph.check.Draft.number;
import static io.maestro.internal.graph.check.Draft.step;
import static io.maestro.internal.graph.check.Draft.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOperator;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.SignalTrigger;
import io.maestro.definition.StepSignals;
import io.maestro.definition.WorkflowDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The texts and expressions of signals. */
class SignalsCheckTest {

    private WorkflowDefinition.Builder triggered(String condition, String dedup) {
        return workflow(step("a").noOp())
                .signalTrigger(new SignalTrigger(
                        Map.of("ready", new SignalTrigger.Wanted(Map.of(), List.of())),
                        Map.of("rows", number("params.getFromSignal('ready', 'rows')")),
                        Optional.of(condition),
                        Optional.of(dedup)));
    }

    @Test
    void a_signal_that_starts_a_workflow_is_looked_at_with_its_own_params() {
        assertThat(found(triggered("rows > 1", "'' + rows"))).isEmpty();
        assertThat(found(triggered("rosw > 1", "rows +")))
                .containsExactly(
                        "UNKNOWN_PARAM WARNING /workflow/signal_triggers/0/condition",
                        "EXPRESSION ERROR /workflow/signal_triggers/0/dedup_expr");
    }

    @Test
    void a_signal_that_starts_a_workflow_has_params_that_steps_can_read() {
        var reader = step("b").param("t", "${ready__rows} ${other__rows}").noOp();
        assertThat(found(triggered("rows > 1", "'' + rows").step(reader)))
                .containsExactly("UNKNOWN_STEP WARNING /workflow/steps/1/step/params/t/value");
    }

    @Test
    void a_signal_that_a_step_waits_for_or_sends_is_looked_at_with_the_params_of_the_step() {
        var equal = new SignalDependency.Match(number("nosuch"), SignalOperator.EQUAL);
        var signals = new StepSignals(
                List.of(new SignalDependency("of $nobody", Map.of("rows", equal))),
                List.of(new SignalOutput(
                        "of $p", Map.of("n", number("p + nosuch")), Map.of("m", Draft.text("$nosuch")))));

        assertThat(found(workflow(step("a").param("p", "1").signals(signals).noOp())))
                .containsExactly(
                        "UNKNOWN_PARAM WARNING /workflow/steps/0/step/signal_dependencies/0/name",
                        "UNKNOWN_PARAM WARNING"
                                + " /workflow/steps/0/step/signal_dependencies/0/match_params/rows/param/expression",
                        "UNKNOWN_PARAM WARNING /workflow/steps/0/step/signal_outputs/0/params/n/expression",
                        "UNKNOWN_PARAM WARNING /workflow/steps/0/step/signal_outputs/0/payload/m/value");
    }
}
