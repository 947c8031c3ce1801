package io.maestro.internal.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.internal.eval.port.EvalResult;
import io.maestro.internal.eval.port.ParamFunctions;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelEvaluationException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParamFunctionsTest {

    @Test
    void functions_get_texts_and_return_values() {
        assertThat(eval("params.nextUniqueId() + 1")).isEqualTo(ParamValue.of(42L));
        assertThat(eval("params.getExecutionEnvironment()")).isEqualTo(ParamValue.of("test"));
        assertThat(eval("params.getFromInstance('owner')")).isEqualTo(ParamValue.of("owner"));
        assertThat(eval("params.getFromStep('job.1', 'x')")).isEqualTo(ParamValue.of("job.1/x"));
        assertThat(eval("params.getFromStep('none') == null")).isEqualTo(ParamValue.of(true));
        assertThat(eval("params.getFromSignal('p') + params.getFromSignal('s', 'p')"))
                .isEqualTo(ParamValue.of("ps/p"));
        assertThat(eval("params.getFromSignalDependency('0', 'p')")).isEqualTo(ParamValue.of("0/p"));
        assertThat(eval("params.getFromSubworkflow('a', 'c', 'p')")).isEqualTo(ParamValue.of("a/c/p"));
        assertThat(eval("params.getFromForeach('a', 'c', 'p')[1] == null")).isEqualTo(ParamValue.of(true));
    }

    @Test
    void a_default_stands_in_for_a_failure() {
        assertThat(eval("params.getFromSignalOrDefault('fails', 'p', 'd')")).isEqualTo(ParamValue.of("d"));
        assertThat(eval("params.getFromSignalOrDefault('s', 'p', 'd')")).isEqualTo(ParamValue.of("s/p"));
    }

    @Test
    void a_failure_of_the_host_is_an_error_of_the_expression() {
        assertThatThrownBy(() -> eval("params.getFromSignal('fails', 'p')"))
                .isInstanceOfSatisfying(SelEvaluationException.class, e -> {
                    assertThat(e.problem().detail()).isEqualTo("extension-call");
                    assertThat(e).hasRootCauseMessage("no such signal");
                });
    }

    @Test
    void arguments_must_be_texts() {
        assertThatThrownBy(() -> eval("params.getFromStep(1)")).hasMessageContaining("expected STRING");
    }

    private static ParamValue eval(String text) {
        var host = EvalHost.of(new FixedAmbient()).withFunctions(new Echo());
        return ((EvalResult.Value) Sel.result(text, EvalLimits.defaults(), host)).value();
    }

    /** Answers with its arguments. */
    private static final class Echo implements ParamFunctions {

        private static EvalResult echo(String... arguments) {
            if (arguments[0].equals("fails")) {
                throw new IllegalArgumentException("no such signal");
            }
            return new EvalResult.Value(ParamValue.of(String.join("/", arguments)));
        }

        @Override
        public long nextUniqueId() {
            return 41;
        }

        @Override
        public String getExecutionEnvironment() {
            return "test";
        }

        @Override
        public EvalResult getFromInstance(String field) {
            return echo(field);
        }

        @Override
        public Optional<EvalResult> getFromStep(String field) {
            return field.equals("none") ? Optional.empty() : Optional.of(echo(field));
        }

        @Override
        public Optional<EvalResult> getFromStep(String stepId, String param) {
            return Optional.of(echo(stepId, param));
        }

        @Override
        public EvalResult getFromSignal(String param) {
            return echo(param);
        }

        @Override
        public EvalResult getFromSignal(String signal, String param) {
            return echo(signal, param);
        }

        @Override
        public EvalResult getFromSignalDependency(String index, String param) {
            return echo(index, param);
        }

        @Override
        public EvalResult getFromForeach(String foreachStep, String innerStep, String param) {
            return new EvalResult.TextsWithGaps(Arrays.asList(foreachStep, null));
        }

        @Override
        public EvalResult getFromSubworkflow(String subworkflowStep, String innerStep, String param) {
            return echo(subworkflowStep, innerStep, param);
        }
    }
}
