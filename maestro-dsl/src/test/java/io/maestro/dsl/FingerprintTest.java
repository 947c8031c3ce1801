package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Definitions;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.ForeachStep.Items;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class FingerprintTest {

    private static final int DEFINITIONS = 100;

    /** The members of the format whose own members stand in an order that counts. */
    private static final Set<String> ORDERED = Set.of("params", "payload", "value", "successors", "definitions");

    private final long seed = Seed.value();
    private final Random random = new Random(seed);

    private static String fingerprint(String json) {
        return Definitions.fingerprint(WorkflowJson.read(json));
    }

    /** What is hashed is written down here, so that it does not change unnoticed. */
    @Test
    void it_is_the_sha_256_of_a_canonical_form() throws NoSuchAlgorithmException {
        var retry = "(exponential (fixed 4:PT1M)(fixed #2;)(fixed %s))";
        var step = "(step 1:a--<>--18:FAIL_AFTER_RUNNING[]-<>[][]4:noop-"
                + "(fixed #2;)" + retry.formatted("5:PT10M")
                + "(fixed #10;)" + retry.formatted("4:PT1H")
                + "(fixed #0;)" + retry.formatted("4:PT1H") + ")";
        var form = "1:w--[2:t1-{}]---[][]<1:p4:LONG(literal 4:LONG#5;)-[]-{}>[" + step + "]----{}---t-{}";

        var expected = MessageDigest.getInstance("SHA-256").digest(form.getBytes(StandardCharsets.UTF_16BE));
        assertThat(fingerprint("""
                        {"workflow": {"id": "w", "tags": ["t1"], "params": {"p": {"type": "LONG", "value": 5}},
                          "steps": [{"step": {"id": "a", "type": "NoOp"}}]}}""")).isEqualTo(HexFormat.of().formatHex(expected));
    }

    @Test
    void equal_definitions_have_the_same_one_and_others_another() {
        var definitions = new RandomDefinitions(seed);
        Map<String, WorkflowDefinition> seen = new HashMap<>();
        for (int i = 0; i < DEFINITIONS; i++) {
            var definition = definitions.next();
            var fingerprint = Definitions.fingerprint(definition);
            assertThat(fingerprint).matches("[0-9a-f]{64}");
            assertThat(Definitions.fingerprint(WorkflowJson.read(WorkflowJson.write(definition))))
                    .isEqualTo(fingerprint);
            assertThat(Definitions.fingerprint(WorkflowYaml.read(WorkflowYaml.write(definition))))
                    .isEqualTo(fingerprint);
            assertThat(seen.putIfAbsent(fingerprint, definition))
                    .as("another definition of seed %s with the fingerprint of definition %s", seed, i)
                    .isNull();
        }
    }

    @Test
    void the_order_of_members_with_a_meaning_of_their_own_does_not_count() {
        var definitions = new RandomDefinitions(seed);
        for (int i = 0; i < DEFINITIONS; i++) {
            var definition = definitions.next();
            var json = WorkflowJson.writeCompact(definition);
            var shuffled =
                    shuffled(JsonMapper.shared().readTree(json), "", false).toString();
            assertThat(fingerprint(shuffled))
                    .as("definition %s of seed %s, written as %s and shuffled to %s", i, seed, json, shuffled)
                    .isEqualTo(Definitions.fingerprint(definition));
        }
    }

    /** Shuffles the members of all objects but of those whose order counts; these are params and the like, unless in free members. */
    private JsonNode shuffled(JsonNode node, String name, boolean isFree) {
        if (node instanceof ObjectNode object) {
            var names = new ArrayList<>(object.propertyNames());
            if (isFree || !ORDERED.contains(name)) {
                Collections.shuffle(names, random);
            }
            var copy = JsonMapper.shared().createObjectNode();
            for (var member : names) {
                boolean free = isFree || member.startsWith("free ") || member.equals("alerting");
                copy.set(member, shuffled(object.get(member), member, free));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JsonMapper.shared().createArrayNode();
            array.forEach(element -> copy.add(shuffled(element, "", isFree)));
            return copy;
        }
        return node;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"params\": {%s}#\"p\": {\"type\": \"LONG\", \"value\": 1}#\"q\": {\"type\": \"LONG\", \"value\": 2}",
                "\"params\": {\"m\": {\"type\": \"MAP\", \"value\": {%s}}}#\"p\": {\"type\": \"LONG\", \"value\": 1}#\"q\": {\"type\": \"LONG\", \"value\": 2}",
                "\"params\": {\"m\": {\"type\": \"STRING_MAP\", \"value\": {%s}}}#\"p\": \"x\"#\"q\": \"y\"",
                "\"signal_triggers\": [{\"definitions\": {%s}}]#\"s\": {}#\"t\": {}",
                "\"tags\": [%s]#\"s\"#\"t\""
            })
    void where_an_order_counts_another_order_is_another_definition(String members) {
        var parts = members.split("#", -1);
        var there = Requests.withWorkflow(parts[0].replace("%s", parts[1] + ", " + parts[2]));
        var back = Requests.withWorkflow(parts[0].replace("%s", parts[2] + ", " + parts[1]));

        assertThat(fingerprint(there)).isNotEqualTo(fingerprint(back));
    }

    @Test
    void the_order_of_successors_counts() {
        var steps = "{\"step\": {\"id\": \"a\", \"type\": \"NoOp\", \"transition\": {\"successors\": {%s}}}}, "
                + "{\"step\": {\"id\": \"b\", \"type\": \"NoOp\"}}, {\"step\": {\"id\": \"c\", \"type\": \"NoOp\"}}";

        assertThat(fingerprint(Requests.withSteps(steps.replace("%s", "\"b\": \"true\", \"c\": \"true\""))))
                .isNotEqualTo(fingerprint(Requests.withSteps(steps.replace("%s", "\"c\": \"true\", \"b\": \"true\""))));
    }

    @Test
    void the_case_of_a_step_type_does_not_count() {
        assertThat(fingerprint(Requests.withSteps("{\"step\": {\"id\": \"a\", \"type\": \"my own\"}}")))
                .isEqualTo(fingerprint(Requests.withSteps("{\"step\": {\"id\": \"a\", \"type\": \"My OWN\"}}")));
    }

    /** Each of these differs from the plain one, and from each other, in one thing. */
    @Test
    void everything_that_a_definition_can_say_counts() {
        var all = new HashSet<String>();
        var variants = Stream.concat(
                        ofWorkflow().map(Requests::withWorkflow),
                        Stream.concat(
                                ofStep().map(Requests::withStep),
                                Stream.concat(
                                        ofProperties().map(Requests::withProperties),
                                        ofSteps().map(Requests::withSteps))))
                .toList();

        for (var variant : variants) {
            assertThat(all.add(fingerprint(variant))).as(variant).isTrue();
        }
    }

    private static Stream<String> ofWorkflow() {
        return Stream.of(
                "\"name\": \"n\"",
                "\"description\": \"n\"",
                "\"tags\": [\"n\"]",
                "\"tags\": [{\"name\": \"n\", \"namespace\": \"SYSTEM\"}]",
                "\"tags\": [{\"name\": \"n\", \"a\": 1}]",
                "\"tags\": [{\"name\": \"n\", \"a\": \"1\"}]",
                "\"tags\": [{\"name\": \"n\", \"a\": [1]}]",
                "\"timeout\": 1",
                "\"timeout\": \"${1}\"",
                "\"criticality\": \"LOW\"",
                "\"instance_step_concurrency\": 1",
                "\"time_triggers\": [{\"type\": \"CRON\", \"cron\": \"0 * * * *\"}]",
                "\"time_triggers\": [{\"type\": \"CRON\", \"cron\": \"0 * * * *\", \"timezone\": \"UTC\"}]",
                "\"time_triggers\": [{\"type\": \"CRON\", \"cron\": \"0 * * * *\", \"fuzzy_max_delay\": 1}]",
                "\"time_triggers\": [{\"type\": \"PREDEFINED\", \"expression\": \"@hourly\"}]",
                "\"time_triggers\": [{\"type\": \"INTERVAL\", \"interval\": \"1h\"}]",
                "\"time_triggers\": [{\"type\": \"INTERVAL\", \"interval\": \"1h\", \"start\": \"x\"}]",
                "\"signal_triggers\": [{}]",
                "\"signal_triggers\": [{\"definitions\": {\"s\": {}}}]",
                "\"signal_triggers\": [{\"definitions\": {\"s\": {\"join_keys\": [\"k\"]}}}]",
                "\"signal_triggers\": [{\"definitions\": {\"s\": {\"match_params\": {\"k\": {\"value\": 1, \"operator\": \"=\"}}}}}]",
                "\"signal_triggers\": [{\"definitions\": {\"s\": {\"match_params\": {\"k\": {\"value\": \"1\", \"operator\": \"=\"}}}}}]",
                "\"signal_triggers\": [{\"definitions\": {\"s\": {\"match_params\": {\"k\": {\"value\": 1, \"operator\": \">\"}}}}}]",
                "\"signal_triggers\": [{\"params\": {\"p\": {\"type\": \"LONG\", \"value\": 1}}}]",
                "\"signal_triggers\": [{\"condition\": \"x\"}]",
                "\"signal_triggers\": [{\"dedup_expr\": \"x\"}]",
                "\"params\": {\"p\": {\"type\": \"LONG\", \"value\": 1}}",
                "\"params\": {\"p\": {\"type\": \"DOUBLE\", \"value\": 1}}",
                "\"params\": {\"p\": {\"type\": \"STRING\", \"value\": \"1\"}}",
                "\"params\": {\"p\": {\"type\": \"STRING\", \"expression\": \"1\"}}",
                "\"params\": {\"p\": {\"type\": \"LONG\", \"expression\": \"1\"}}",
                "\"params\": {\"p\": {\"type\": \"LONG_ARRAY\", \"value\": [1]}}",
                "\"params\": {\"p\": {\"type\": \"DOUBLE_ARRAY\", \"value\": [1]}}",
                "\"params\": {\"p\": {\"type\": \"STRING_ARRAY\", \"value\": [1]}}",
                "\"params\": {\"p\": {\"type\": \"BOOLEAN_ARRAY\", \"value\": [true]}}",
                "\"params\": {\"p\": {\"type\": \"BOOLEAN\", \"value\": true}}",
                "\"params\": {\"p\": {\"type\": \"MAP\", \"value\": {}}}",
                "\"params\": {\"p\": {\"type\": \"MAP\", \"value\": {\"q\": {\"type\": \"LONG\"}}}}",
                "\"params\": {\"p\": {\"type\": \"STRING_MAP\", \"value\": {}}}",
                "\"params\": {\"p\": {\"type\": \"LONG\", \"value\": 1, \"mode\": \"CONSTANT\"}}",
                "\"params\": {\"p\": {\"type\": \"LONG\", \"value\": 1, \"tags\": [\"t\"]}}",
                "\"params\": {\"p\": {\"type\": \"LONG\", \"value\": 1, \"validator\": \"v\"}}",
                "\"params\": {\"p\": {\"type\": \"LONG\", \"value\": 1, \"meta\": \"v\"}}");
    }

    private static Stream<String> ofStep() {
        return Stream.of(
                "\"name\": \"n\"",
                "\"description\": \"n\"",
                "\"failure_mode\": \"IGNORE_FAILURE\"",
                "\"tags\": [\"n\"]",
                "\"timeout\": 1",
                "\"params\": {\"p\": {\"type\": \"LONG\", \"value\": 1}}",
                "\"sub_type\": \"t\"",
                "\"sub_type\": \"t\", \"sub_type_version\": \"v\"",
                "\"transition\": {\"max_passes\": 1}",
                "\"transition\": {\"kept_visits\": 2}",
                "\"retry_policy\": {\"error_retry_limit\": 1}",
                "\"retry_policy\": {\"error_retry_limit\": \"${1}\"}",
                "\"retry_policy\": {\"platform_retry_limit\": 1}",
                "\"retry_policy\": {\"jitter\": 0.5}",
                "\"retry_policy\": {\"jitter\": 0.25}",
                "\"retry_policy\": {\"timeout_retry_limit\": 1}",
                "\"retry_policy\": {\"backoff\": {\"type\": \"FIXED_BACKOFF\"}}",
                "\"retry_policy\": {\"backoff\": {\"type\": \"FIXED_BACKOFF\", \"error_retry_backoff_in_secs\": 1}}",
                "\"retry_policy\": {\"backoff\": {\"type\": \"EXPONENTIAL_BACKOFF\", \"error_retry_backoff_in_secs\": 1}}",
                "\"retry_policy\": {\"backoff\": {\"type\": \"EXPONENTIAL_BACKOFF\", \"error_retry_exponent\": 1}}",
                "\"retry_policy\": {\"backoff\": {\"type\": \"EXPONENTIAL_BACKOFF\", \"error_retry_limit_in_secs\": 1}}",
                "\"signal_dependencies\": [{\"name\": \"s\"}]",
                "\"signal_dependencies\": [{\"name\": \"s\", \"match_params\": {\"p\": {\"operator\": \"=\", \"param\": {\"type\": \"LONG\", \"value\": 1}}}}]",
                "\"signal_dependencies\": [{\"name\": \"s\", \"match_params\": {\"p\": {\"operator\": \"<\", \"param\": {\"type\": \"LONG\", \"value\": 1}}}}]",
                "\"signal_outputs\": [{\"name\": \"s\"}]",
                "\"signal_outputs\": [{\"name\": \"s\", \"params\": {\"p\": {\"type\": \"LONG\", \"value\": 1}}}]",
                "\"signal_outputs\": [{\"name\": \"s\", \"payload\": {\"p\": {\"type\": \"LONG\", \"value\": 1}}}]");
    }

    private static Stream<String> ofProperties() {
        return Stream.of(
                "\"owner\": \"n\"",
                "\"owner\": {\"name\": \"n\", \"a\": 1}",
                "\"run_strategy\": \"SEQUENTIAL\"",
                "\"run_strategy\": \"PARALLEL\"",
                "\"run_strategy\": 1",
                "\"step_concurrency\": 1",
                "\"description\": \"n\"",
                "\"alerting\": {\"emails\": []}",
                "\"alerting_disabled\": true",
                "\"alerting_disabled\": false",
                "\"signal_trigger_disabled\": true",
                "\"time_trigger_disabled\": true");
    }

    private static Stream<String> ofSteps() {
        var loopParams = "\"params\": {\"loop_params\": {\"type\": \"MAP\", \"value\": {}}}";
        var body = "\"steps\": [{\"step\": {\"id\": \"b\", \"type\": \"NoOp\"}}], " + loopParams;
        var sub = "\"params\": {\"subworkflow_id\": {\"type\": \"STRING\", \"value\": \"w\"}}";
        return Stream.of(
                "{\"step\": {\"id\": \"a\", \"type\": \"NoOp\"}}",
                "{\"step\": {\"id\": \"b\", \"type\": \"NoOp\"}}",
                "{\"step\": {\"id\": \"a\", \"type\": \"Sleep\"}}",
                "{\"foreach\": {\"id\": \"a\", " + body + "}}",
                "{\"foreach\": {\"id\": \"a\", \"concurrency\": 1, " + body + "}}",
                "{\"foreach\": {\"id\": \"a\", \"strict_ordering\": true, " + body + "}}",
                "{\"foreach\": {\"id\": \"a\", \"max_iterations\": 1, " + body + "}}",
                "{\"foreach\": {\"id\": \"a\", " + body.replace("\"b\"", "\"c\"") + "}}",
                "{\"while\": {\"id\": \"a\", \"condition\": \"x\", " + body + "}}",
                "{\"while\": {\"id\": \"a\", \"condition\": \"true\", " + body + "}}",
                "{\"while\": {\"id\": \"a\", \"condition\": \"x\", \"max_iterations\": 1, " + body + "}}",
                "{\"subworkflow\": {\"id\": \"a\", " + sub + "}}",
                "{\"subworkflow\": {\"id\": \"a\", \"sync\": false, " + sub + "}}",
                "{\"subworkflow\": {\"id\": \"a\", \"explicit_params\": true, " + sub + "}}",
                "{\"template\": {\"id\": \"a\", \"sub_type\": \"t\"}}",
                "{\"template\": {\"id\": \"a\", \"sub_type\": \"t\", \"sub_type_version\": \"v\"}}");
    }

    @Test
    void where_a_definition_comes_from_counts() {
        var request = Requests.withSteps("{\"step\": {\"id\": \"a\", \"type\": \"NoOp\"}}");
        var variants = Stream.of(
                        "",
                        ", \"is_active\": false",
                        ", \"extra\": null, \"x\": 1",
                        ", \"extra\": [1, null, 2.5, 1e400, 99999999999999999999, {\"b\": true, \"a\": \"x\"}]",
                        ", \"git_info\": {}",
                        ", \"git_info\": {\"branch\": \"b\"}",
                        ", \"git_info\": {\"origin\": \"b\"}",
                        ", \"git_info\": {\"timestamp\": 1}",
                        ", \"git_info\": {\"uncommitted_changes\": true}")
                .map(more -> fingerprint(request.replaceFirst("}$", more + "}")))
                .toList();

        assertThat(variants).doesNotHaveDuplicates();
    }

    @Test
    void java_code_counts_by_its_place() {
        var a = new StepId("a");
        var b = new StepId("b");
        var plain = StepBasics.of(a);
        var deciding = plain.withTransition(new Transition(Map.of(b, new Predicate.Code())));
        var always = plain.withTransition(new Transition(Map.of(b, Predicate.always())));
        var body = List.<Step>of(TypedStep.of(b, StepType.NO_OP));
        var fingerprints = Stream.of(
                        TypedStep.of(a, StepType.JAVA),
                        new TypedStep(deciding, StepType.JAVA, Optional.empty(), RetryPolicy.none()),
                        new TypedStep(always, StepType.JAVA, Optional.empty(), RetryPolicy.none()),
                        new ForeachStep(plain, Items.CODE, Optional.empty(), false, Optional.empty(), body),
                        new ForeachStep(plain, Items.LOOP_PARAMS, Optional.empty(), false, Optional.empty(), body))
                .map(step -> Definitions.fingerprint(with(step).build()))
                .toList();

        assertThat(fingerprints).doesNotHaveDuplicates();
        assertThat(Definitions.fingerprint(with(TypedStep.of(a, StepType.JAVA))
                        .param("p", ParamDefinition.code(ParamType.LONG))
                        .build()))
                .isNotEqualTo(fingerprints.getFirst());
    }

    private static WorkflowDefinition.Builder with(Step step) {
        return WorkflowDefinition.builder(new WorkflowId("w")).step(step);
    }
}
