package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOperator;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.SignalTrigger;
import io.maestro.definition.SignalTrigger.Match;
import io.maestro.definition.SignalTrigger.Wanted;
import io.maestro.definition.StepSignals;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What steps wait for and send, and what triggers wait for. */
class SignalsTest {

    private static WorkflowDefinition read(String json) {
        var definition = WorkflowJson.read(json);
        assertThat(WorkflowJson.read(WorkflowJson.write(definition))).isEqualTo(definition);
        assertThat(WorkflowYaml.read(WorkflowYaml.write(definition))).isEqualTo(definition);
        return definition;
    }

    private static StepSignals ofStep(String members) {
        return read(Requests.withStep(members)).steps().getFirst().basics().signals();
    }

    @Test
    void a_step_waits_for_signals() {
        var signals = ofStep("""
                "signal_dependencies": [
                  {"name": "db/test/${table}"},
                  {"name": "s", "match_params": {
                    "day": {"param": {"type": "STRING", "expression": "TARGET_RUN_DATE"}, "operator": ">="},
                    "hour": {"param": {"type": "long", "value": 7}, "operator": "="}}}]""");

        assertThat(signals.dependencies())
                .containsExactly(
                        new SignalDependency("db/test/${table}", Map.of()),
                        new SignalDependency(
                                "s",
                                Map.of(
                                        "day",
                                        new SignalDependency.Match(
                                                ParamDefinition.expression(ParamType.STRING, "TARGET_RUN_DATE"),
                                                SignalOperator.GREATER_OR_EQUAL),
                                        "hour",
                                        new SignalDependency.Match(
                                                ParamDefinition.literal(ParamValue.of(7)), SignalOperator.EQUAL))));
        assertThat(signals.outputs()).isEmpty();
    }

    @Test
    void a_step_sends_signals() {
        var signals = ofStep("""
                "signal_outputs": [
                  {"name": "plain"},
                  {"name": "rich", "params": {"p": {"type": "LONG", "value": 1}},
                    "payload": {"q": {"type": "BOOLEAN", "value": true}, "p": {"type": "MAP", "value": {}}}}]""");

        assertThat(signals.outputs())
                .containsExactly(
                        new SignalOutput("plain", Map.of(), Map.of()),
                        new SignalOutput(
                                "rich",
                                Map.of("p", ParamDefinition.literal(ParamValue.of(1))),
                                Map.of(
                                        "q",
                                        ParamDefinition.literal(ParamValue.of(true)),
                                        "p",
                                        ParamDefinition.literal(new ParamValue.MapValue(Map.of())))));
    }

    @ParameterizedTest
    @CsvSource({"=, EQUAL", ">, GREATER", ">=, GREATER_OR_EQUAL", "<, LESS", "<=, LESS_OR_EQUAL"})
    void params_are_compared_by_operators(String symbol, SignalOperator operator) {
        var signals = ofStep("\"signal_dependencies\": [{\"name\": \"s\", \"match_params\": {\"p\": {\"param\": "
                + "{\"type\": \"LONG\", \"value\": 1}, \"operator\": \"" + symbol + "\"}}}]");

        assertThat(signals.dependencies().getFirst().matchParams())
                .hasValueSatisfying(new org.assertj.core.api.Condition<>(
                        match -> match.operator() == operator, "the operator %s", operator));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | : must have at least one element if it is there [MISSING]",
                "{} | : expected a list but found an object [WRONG_TYPE]",
                "[null] | /0: expected an object but found null [WRONG_TYPE]",
                "[{}] | /0/name: the member 'name' is missing [MISSING]",
                "[{\"name\": \"\"}] | /0/name: the name of a signal must not be empty [MISSING]",
                "[{\"name\": \"s\", \"params\": {}}] | /0/params: the member 'params' is not known; expected one of name, match_params [UNKNOWN_MEMBER]",
                "[{\"name\": \"s\", \"match_params\": {\"p\": {\"operator\": \"=\"}}}] | /0/match_params/p/param: the member 'param' is missing [MISSING]",
                "[{\"name\": \"s\", \"match_params\": {\"p\": {\"param\": {\"type\": \"LONG\", \"value\": 1}}}}] | /0/match_params/p/operator: the member 'operator' is missing [MISSING]",
                "[{\"name\": \"s\", \"match_params\": {\"p\": {\"param\": {\"type\": \"LONG\", \"value\": 1}, \"operator\": \"!=\"}}}] | /0/match_params/p/operator: expected one of =, >, >=, <, <= but found '!='; did you mean '='? [UNKNOWN_VALUE]",
                "[{\"name\": \"s\", \"match_params\": {\"p\": {\"param\": {\"type\": \"LONG\", \"value\": 1}, \"operator\": \"=\", \"value\": 1}}}] | /0/match_params/p/value: the member 'value' is not known; expected one of param, operator [UNKNOWN_MEMBER]",
                "[{\"name\": \"s\", \"match_params\": {\"p\": {\"param\": {\"type\": \"DOUBLE\", \"value\": 1}, \"operator\": \"=\"}}}] | /0/match_params/p/param: a param of a signal must be a STRING or a LONG but was a DOUBLE [UNKNOWN_VALUE]",
                "[{\"name\": \"s\", \"match_params\": {\"p\": {\"param\": {\"type\": \"LONG\"}, \"operator\": \"=\"}}}] | /0/match_params/p/param: a param needs either a value or an expression [MISSING]",
                "[{\"name\": \"s\", \"match_params\": {\"x\": {\"param\": {\"type\": \"LONG\", \"value\": 1}, \"operator\": \">\"}, \"y\": {\"param\": {\"type\": \"LONG\", \"value\": 1}, \"operator\": \"<\"}}}] | /0/match_params/y: only one param can be matched with another operator than '=' but 'x' has one already [CONFLICT]"
            })
    void a_dependency_that_makes_no_sense_is_refused(String json, String problem) {
        assertThat(Refusals.ofStep("\"signal_dependencies\": " + json))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(" /workflow/steps/0/step/signal_dependencies" + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | : must have at least one element if it is there [MISSING]",
                "[{\"params\": {}}] | /0/name: the member 'name' is missing [MISSING]",
                "[{\"name\": \"s\", \"params\": {\"p\": {\"type\": \"MAP\", \"value\": {}}}}] | /0/params/p: a param of a signal must be a STRING or a LONG but was a MAP [UNKNOWN_VALUE]",
                "[{\"name\": \"s\", \"params\": {\"name\": {\"type\": \"LONG\", \"value\": 1}}}] | /0/params/name: a param of a signal must not be called 'name', which is the signal's own [RESERVED_ID]",
                "[{\"name\": \"s\", \"payload\": {\"name\": {\"type\": \"LONG\", \"value\": 1}}}] | /0/payload/name: a param of a signal must not be called 'name', which is the signal's own [RESERVED_ID]",
                "[{\"name\": \"s\", \"payload\": {\"p\": {\"type\": \"LONG\"}}}] | /0/payload/p: a param needs either a value or an expression [MISSING]",
                "[{\"name\": \"s\", \"match_params\": {}}] | /0/match_params: the member 'match_params' is not known; expected one of name, params, payload [UNKNOWN_MEMBER]"
            })
    void an_output_that_makes_no_sense_is_refused(String json, String problem) {
        assertThat(Refusals.ofStep("\"signal_outputs\": " + json))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(" /workflow/steps/0/step/signal_outputs" + problem);
    }

    @Test
    void a_trigger_waits_for_signals() {
        var triggers = read(Requests.withWorkflow("""
                        "signal_triggers": [{},
                         {"definitions": {
                            "a": {"match_params": {"foo": {"value": "5", "operator": "="}, "mark": {"value": 5, "operator": ">="}},
                                  "join_keys": ["by"]},
                            "b": {"join_keys": ["author"]}},
                          "params": {"p": {"type": "LONG", "expression": "1 + 1"}},
                          "condition": "245 > 123", "dedup_expr": "return 'x';"}]""")).triggers().signals();

        assertThat(triggers)
                .containsExactly(
                        new SignalTrigger(Map.of(), Map.of(), Optional.empty(), Optional.empty()),
                        new SignalTrigger(
                                Map.of(
                                        "a",
                                        new Wanted(
                                                Map.of(
                                                        "foo",
                                                        new Match(ParamValue.of("5"), SignalOperator.EQUAL),
                                                        "mark",
                                                        new Match(ParamValue.of(5), SignalOperator.GREATER_OR_EQUAL)),
                                                List.of("by")),
                                        "b",
                                        new Wanted(Map.of(), List.of("author"))),
                                Map.of("p", ParamDefinition.expression(ParamType.LONG, "1 + 1")),
                                Optional.of("245 > 123"),
                                Optional.of("return 'x';")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": {}, \"b\": {}, \"c\": {}, \"d\": {}, \"e\": {}, \"f\": {}, \"g\": {}, \"h\": {}, \"i\": {}} | : must have at most 8 signals but has 9 [TOO_MANY]",
                "{\"a\": {\"join_keys\": [\"x\", \"y\"]}, \"b\": {\"join_keys\": [\"x\"]}} | /b: joins by 1 of its params but 'a' by 2; all signals of a trigger must have as many join keys [CONFLICT]",
                "{\"a\": {}, \"b\": {\"join_keys\": [\"x\"]}} | /b: joins by 1 of its params but 'a' by 0; all signals of a trigger must have as many join keys [CONFLICT]",
                "{\"a\": {\"join_keys\": [\"x\"], \"match_params\": {\"x\": {\"value\": 1, \"operator\": \"=\"}}}} | /a/join_keys/0: the param 'x' must not be in match_params and be a join key [CONFLICT]",
                "{\"a\": {\"match_params\": {\"x\": {\"value\": 1.5, \"operator\": \"=\"}}}} | /a/match_params/x/value: expected a text or a whole number but found the number 1.5 [WRONG_TYPE]",
                "{\"a\": {\"match_params\": {\"x\": {\"value\": 1, \"operator\": \"==\"}}}} | /a/match_params/x/operator: expected one of =, >, >=, <, <= but found '=='; did you mean '='? [UNKNOWN_VALUE]",
                "{\"a\": {\"match_params\": {\"x\": {\"param\": 1, \"value\": 1, \"operator\": \"=\"}}}} | /a/match_params/x/param: the member 'param' is not known; expected one of value, operator [UNKNOWN_MEMBER]",
                "{\"a\": {\"keys\": []}} | /a/keys: the member 'keys' is not known; expected one of match_params, join_keys [UNKNOWN_MEMBER]",
                "{\"a\": 5} | /a: expected an object but found the number 5 [WRONG_TYPE]"
            })
    void a_trigger_that_makes_no_sense_is_refused(String definitions, String problem) {
        assertThat(Refusals.ofWorkflow("\"signal_triggers\": [{\"definitions\": " + definitions + "}]"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(" /workflow/signal_triggers/0/definitions" + problem);
    }

    @Test
    void other_members_of_a_trigger_are_refused() {
        assertThat(Refusals.ofWorkflow("\"signal_triggers\": [{\"conditon\": \"true\", \"params\": {\"p\": 5}}, 7]"))
                .containsExactly(
                        "1:47 /workflow/signal_triggers/0/conditon: the member 'conditon' is not known; did you mean 'condition'? [UNKNOWN_MEMBER]",
                        "1:83 /workflow/signal_triggers/0/params/p: expected an object but found the number 5 [WRONG_TYPE]",
                        "1:88 /workflow/signal_triggers/1: expected an object but found the number 7 [WRONG_TYPE]");
    }
}
