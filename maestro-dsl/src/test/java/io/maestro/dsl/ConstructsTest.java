package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.Backoff;
import io.maestro.definition.GitInfo;
import io.maestro.definition.Owner;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RetryPolicy.Retry;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.definition.Setting;
import io.maestro.definition.TypedStep;
import io.maestro.param.ParamMode;
import io.maestro.tag.Tag;
import io.maestro.tag.TagNamespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each construct of the format is read as. */
class ConstructsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"sequential\" | SEQUENTIAL | 1",
                "\"STRICT_SEQUENTIAL\" | STRICT_SEQUENTIAL | 1",
                "\"Parallel\" | PARALLEL | 20",
                "1 | PARALLEL | 1",
                "7 | PARALLEL | 7",
                "{\"rule\": \"parallel\"} | PARALLEL | 20",
                "{\"rule\": \"parallel\", \"workflow_concurrency\": \"5\"} | PARALLEL | 5",
                "{\"rule\": \"last_only\", \"workflow_concurrency\": 1} | LAST_ONLY | 1",
                "{\"rule\": \"first_only\"} | FIRST_ONLY | 1"
            })
    void a_run_strategy_has_three_shapes(String json, Rule rule, int concurrency) {
        var definition = WorkflowJson.read(Requests.withProperties("\"run_strategy\": " + json));

        assertThat(definition.properties().runStrategy()).contains(new RunStrategy(rule, concurrency));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | : must be from 1 to 1000 but was 0 [OUT_OF_RANGE]",
                "1001 | : must be from 1 to 1000 but was 1001 [OUT_OF_RANGE]",
                "true | : expected a rule, a number or an object but found true [WRONG_TYPE]",
                "[1] | : expected a rule, a number or an object but found a list [WRONG_TYPE]",
                "{\"workflow_concurrency\": 2} | /rule: the member 'rule' is missing [MISSING]",
                "{\"rule\": \"sequential\", \"workflow_concurrency\": 2} | /workflow_concurrency: only the rule PARALLEL takes a workflow_concurrency above 1 but SEQUENTIAL had 2 [CONFLICT]",
                "{\"rule\": \"parallel\", \"concurrency\": 2} | /concurrency: the member 'concurrency' is not known; expected one of rule, workflow_concurrency [UNKNOWN_MEMBER]"
            })
    void a_run_strategy_that_makes_no_sense_is_refused(String json, String problem) {
        assertThat(Refusals.ofProperties("\"run_strategy\": " + json))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("/properties/run_strategy" + problem);
    }

    @Test
    void properties_are_read() {
        var properties = WorkflowJson.read(
                        Requests.withProperties(
                                "\"owner\": {\"name\": \"ann\", \"team\": {\"id\": 7, \"gone\": null}}, \"step_concurrency\": 5, \"description\": \"d\", "
                                        + "\"alerting_disabled\": true, \"signal_trigger_disabled\": \"false\", \"time_trigger_disabled\": false, \"tags\": []"))
                .properties();

        assertThat(properties.owner()).contains(new Owner("ann", Map.of("team", Map.of("id", 7L))));
        assertThat(properties.stepConcurrency()).contains(5);
        assertThat(properties.description()).contains("d");
        assertThat(properties.alertingDisabled()).contains(true);
        assertThat(properties.signalTriggerDisabled()).contains(false);
        assertThat(properties.timeTriggerDisabled()).contains(false);
        assertThat(properties.runStrategy()).isEmpty();
    }

    @Test
    void properties_that_a_definition_cannot_set_are_refused() {
        assertThat(Refusals.ofProperties("\"tags\": [\"x\"], \"access_control\": {}, \"owner\": {\"nam\": 1}"))
                .containsExactly(
                        "1:17 /properties/tags: the tags of the properties cannot be set by a definition; expected them in the workflow [UNSUPPORTED]",
                        "1:32 /properties/access_control: access control is not supported yet [UNSUPPORTED]",
                        "1:63 /properties/owner/name: the member 'name' is missing [MISSING]");
    }

    @Test
    void alerting_is_checked_and_kept_as_it_is() {
        var alerting =
                WorkflowJson.read(Requests.withProperties("""
                        "alerting": {"emails": ["a@b.c"], "slack": {"users": ["u"]}, "tct": {"completed_by_hour": 1, "tz": "UTC"},
                          "pagerduty_config": {"severity": "Warning", "always_page": true}, "bypass_digest_config": {"workflow": true, "steps": []},
                          "type_configs": {"step_failure": {"actions": ["email", "PAGE"], "granularity": "all", "duration_minutes": 5}}}""")).properties().alerting();

        assertThat(alerting)
                .containsEntry("emails", List.of("a@b.c"))
                .containsEntry("tct", Map.of("completed_by_hour", 1L, "tz", "UTC"))
                .containsKeys("slack", "pagerduty_config", "bypass_digest_config", "type_configs");
    }

    @Test
    void alerting_of_another_shape_is_refused() {
        assertThat(Refusals.ofProperties("""
                        "alerting": {"email": [],
                         "pagerduty_config": {"severity": "mild"},
                         "tct": {"completed_by_hour": 1, "duration_minutes": 5},
                         "type_configs": {"STEP_FAILED": {"actions": ["call"]}}}"""))
                .containsExactly(
                        "1:30 /properties/alerting/email: the member 'email' is not known; did you mean 'emails'? [UNKNOWN_MEMBER]",
                        "2:35 /properties/alerting/pagerduty_config/severity: expected one of CRITICAL, ERROR, WARNING, INFO but found 'mild' [UNKNOWN_VALUE]",
                        "3:9 /properties/alerting/tct: expected exactly one of completed_by_hour, duration_minutes, completed_by_ts but found 2 [CONFLICT]",
                        "4:19 /properties/alerting/type_configs/STEP_FAILED: 'STEP_FAILED' is no type of alert; expected one of STEP_FAILURE, TCT_VIOLATION, LONG_RUNNING, DEPENDENCY_LATE, BREAKPOINT_HIT, DEFINITION_CHANGE, RUN_SUCCESS, SUCCESS_WITHIN; did you mean 'STEP_FAILURE'? [UNKNOWN_VALUE]",
                        "4:47 /properties/alerting/type_configs/STEP_FAILED/actions/0: expected one of EMAIL, PAGE, SLACK, CANCEL but found 'call' [UNKNOWN_VALUE]");
    }

    @Test
    void the_origin_of_a_definition_is_read() {
        var origin = WorkflowJson.read("""
                        {"workflow": {"id": "w", "steps": [{"step": {"id": "a", "type": "NoOp"}}]}, "is_active": "false",
                         "git_info": {"branch": "main", "timestamp": 1627344338, "uncommitted_changes": true},
                         "source": "cli", "step_ordinals": {"a": [1, 2.5, null, true]}}
                        """).origin();

        assertThat(origin.active()).isFalse();
        assertThat(origin.gitInfo())
                .contains(new GitInfo(
                        Optional.empty(),
                        Optional.of("main"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Instant.ofEpochSecond(1627344338)),
                        Optional.of(true)));
        assertThat(origin.extraInfo())
                .containsOnlyKeys("source", "step_ordinals")
                .asString()
                .contains("{a=[1, 2.5, null, true]}");
    }

    @Test
    void members_that_the_engine_sets_itself_are_refused() {
        var text = Requests.withWorkflow("\"name\": \"n\"")
                .replaceFirst("}$", ", \"create_time\": 5, \"git_info\": {\"brunch\": 1}}");

        assertThat(Refusals.ofJson(text))
                .containsExactly(
                        "1:90 /create_time: the member 'create_time' is set by the engine and must not be given [RESERVED_ID]",
                        "1:121 /git_info/brunch: the member 'brunch' is not known; did you mean 'branch'? [UNKNOWN_MEMBER]");
    }

    @Test
    void tags_are_names_or_objects() {
        var tags = WorkflowJson.read(
                        Requests.withWorkflow(
                                "\"tags\": [\"a\", {\"name\": \"b\", \"namespace\": \"platform\", \"permit\": 5, \"creator\": \"c\", \"n\": 1}]"))
                .tags();

        assertThat(tags)
                .containsExactly(
                        Tag.of("a"), new Tag("b", Optional.of(TagNamespace.PLATFORM), Map.of("creator", "c", "n", 1L)));
    }

    @Test
    void a_tag_without_a_good_name_is_refused() {
        assertThat(Refusals.ofWorkflow(
                        "\"tags\": [\"a\", \" \", \"a\", \"x;y\", \"maestro_x\", {\"nam\": \"b\"}, null]"))
                .containsExactly(
                        "1:40 /workflow/tags/1: the name of a tag must not be blank [INVALID_ID]",
                        "1:45 /workflow/tags/2: the tag 'a' is there twice [DUPLICATE]",
                        "1:50 /workflow/tags/3: the name of a tag must be made of letters, digits, spaces and _ . , : @ & = ' ( ) { } $ + [ ] - / \\ but was 'x;y' [INVALID_ID]",
                        "1:57 /workflow/tags/4: the name of a tag must not start with 'maestro_' or end with '_maestro', which are reserved, but was 'maestro_x' [RESERVED_ID]",
                        "1:70 /workflow/tags/5/name: the member 'name' is missing [MISSING]",
                        "1:84 /workflow/tags/6: expected a text but found null [WRONG_TYPE]");
    }

    @Test
    void what_a_param_says_beside_its_value_is_kept() {
        var param = WorkflowJson.read(
                        Requests.withParam(
                                "{\"type\": \"LONG\", \"value\": 1, \"mode\": \"constant\", \"validator\": \"@NotEmpty\", \"tags\": [\"t\"], \"name\": \"p\", \"source\": \"SYSTEM\"}"))
                .params()
                .values()
                .iterator()
                .next();

        assertThat(param.mode()).contains(ParamMode.CONSTANT);
        assertThat(param.validator()).contains("@NotEmpty");
        assertThat(param.tags()).containsExactly(Tag.of("t"));
        assertThat(param.meta()).containsExactly(Map.entry("name", "p"), Map.entry("source", "SYSTEM"));
    }

    @Test
    void a_param_has_a_type_and_either_a_value_or_an_expression() {
        assertThat(Refusals.ofWorkflow("""
                        "params": {"a": {"type": "LONG"},
                         "b": {"type": "LONG", "value": 1, "expression": "1"},
                         "c": {"value": 1},
                         "d": {"type": "LNG", "value": 1},
                         "2e": {"type": "LONG", "value": 1},
                         "f": 5}"""))
                .containsExactly(
                        "1:42 /workflow/params/a: a param needs either a value or an expression [MISSING]",
                        "2:7 /workflow/params/b: a param has either a value or an expression but this one has both [CONFLICT]",
                        "3:7 /workflow/params/c/type: the member 'type' is missing [MISSING]",
                        "4:16 /workflow/params/d/type: expected one of STRING, LONG, DOUBLE, BOOLEAN, STRING_ARRAY, LONG_ARRAY, DOUBLE_ARRAY, BOOLEAN_ARRAY, STRING_MAP, MAP but found 'LNG'; did you mean 'LONG'? [UNKNOWN_VALUE]",
                        "5:2 /workflow/params/2e: id '2e' must start with a letter or '_' and go on with letters, digits, '.', '-' and '_' [INVALID_ID]",
                        "6:7 /workflow/params/f: expected an object but found the number 5 [WRONG_TYPE]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "90 | PT90S",
                "\"90\" | PT90S",
                "\"100s\" | PT100S",
                "\"2 Hours 30 min\" | PT150M",
                "90.9 | PT90S",
                "\"500 ms\" | PT0.5S"
            })
    void a_timeout_is_seconds_or_a_duration_in_words(String json, Duration timeout) {
        assertThat(WorkflowJson.read(Requests.withWorkflow("\"timeout\": " + json))
                        .timeout())
                .contains(Setting.of(timeout));
    }

    @Test
    void a_timeout_out_of_range_is_refused_at_its_place() {
        assertThat(Refusals.ofWorkflow("\"timeout\": \"121 days\""))
                .containsExactly(
                        "1:37 /workflow/timeout: must be more than zero and at most 120 days but was 121 days [OUT_OF_RANGE]");
        assertThat(Refusals.ofStep("\"timeout\": true"))
                .containsExactly(
                        "1:84 /workflow/steps/0/step/timeout: expected a whole number but found true [WRONG_TYPE]");
    }

    @Test
    void a_retry_policy_is_filled_from_the_defaults_of_its_backoff() {
        assertThat(
                        retryPolicy(
                                "{\"error_retry_limit\": \"7\", \"backoff\": {\"type\": \"FIXED_BACKOFF\", \"platform_retry_backoff_in_secs\": \"2 min\"}}"))
                .isEqualTo(new RetryPolicy(
                        new Retry(Setting.of(7), fixed(60)),
                        new Retry(Setting.of(10), fixed(120)),
                        new Retry(Setting.of(0), fixed(60))));
        assertThat(
                        retryPolicy(
                                "{\"timeout_retry_limit\": 3, \"backoff\": {\"type\": \"EXPONENTIAL_BACKOFF\", \"error_retry_exponent\": 3, \"timeout_retry_limit_in_secs\": 86400}}"))
                .isEqualTo(new RetryPolicy(
                        new Retry(Setting.of(2), exponential(60, 3, 600)),
                        new Retry(Setting.of(10), exponential(60, 2, 3600)),
                        new Retry(Setting.of(3), exponential(60, 2, 86400))));
        assertThat(retryPolicy("{}")).isEqualTo(RetryPolicy.standard());
    }

    @Test
    void a_retry_policy_may_have_jitter() {
        assertThat(retryPolicy("{\"jitter\": 0.25}"))
                .isEqualTo(RetryPolicy.standard().withJitter(0.25));
        assertThat(retryPolicy("{\"jitter\": \"1\"}"))
                .isEqualTo(RetryPolicy.standard().withJitter(1));
        assertThat(retryPolicy("{\"jitter\": 0}")).isEqualTo(RetryPolicy.standard());
        assertThat(Refusals.ofStep("\"retry_policy\": {\"jitter\": 1.5}"))
                .containsExactly(
                        "1:100 /workflow/steps/0/step/retry_policy/jitter: must be from 0 to 1 but was 1.5 [OUT_OF_RANGE]");
        assertThat(PublishedSchema.problems(Requests.withStep("\"retry_policy\": {\"jitter\": 0.25}")))
                .isEmpty();
        assertThat(PublishedSchema.problems(Requests.withStep("\"retry_policy\": {\"jitter\": 1.5}")))
                .isNotEmpty();
    }

    private static RetryPolicy retryPolicy(String json) {
        var definition = WorkflowJson.read(Requests.withStep("\"retry_policy\": " + json));
        return ((TypedStep) definition.steps().getFirst()).retryPolicy();
    }

    private static Backoff fixed(int seconds) {
        return new Backoff.Fixed(Setting.of(Duration.ofSeconds(seconds)));
    }

    private static Backoff exponential(int base, int exponent, int cap) {
        return new Backoff.Exponential(
                Setting.of(Duration.ofSeconds(base)), Setting.of(exponent), Setting.of(Duration.ofSeconds(cap)));
    }

    @Test
    void a_retry_policy_out_of_its_limits_is_refused() {
        assertThat(Refusals.ofStep("""
                        "retry_policy": {"error_retry_limit": 100,
                         "platform_retry_limit": "often",
                         "tries": 1,
                         "backoff": {"type": "FIXED_BACKOFF", "error_retry_backoff_in_secs": 0, "error_retry_exponent": 2,
                          "platform_retry_backoff_in_secs": "2 days"}}"""))
                .containsExactly(
                        "1:111 /workflow/steps/0/step/retry_policy/error_retry_limit: must be from 0 to 99 but was 100 [OUT_OF_RANGE]",
                        "2:26 /workflow/steps/0/step/retry_policy/platform_retry_limit: expected a whole number but found the text 'often' [WRONG_TYPE]",
                        "3:2 /workflow/steps/0/step/retry_policy/tries: the member 'tries' is not known; expected one of backoff, error_retry_limit, platform_retry_limit, timeout_retry_limit, jitter [UNKNOWN_MEMBER]",
                        "4:70 /workflow/steps/0/step/retry_policy/backoff/error_retry_backoff_in_secs: must be from 1 to 86400 seconds but was 0 s [OUT_OF_RANGE]",
                        "4:73 /workflow/steps/0/step/retry_policy/backoff/error_retry_exponent: the member 'error_retry_exponent' is not known; expected one of type, error_retry_backoff_in_secs, platform_retry_backoff_in_secs, timeout_retry_backoff_in_secs [UNKNOWN_MEMBER]",
                        "5:37 /workflow/steps/0/step/retry_policy/backoff/platform_retry_backoff_in_secs: must be from 1 to 86400 seconds but was 2 days [OUT_OF_RANGE]");
        assertThat(Refusals.ofStep("\"retry_policy\": {\"backoff\": {\"anything\": 1}}"))
                .containsExactly(
                        "1:101 /workflow/steps/0/step/retry_policy/backoff/type: the member 'type' is missing [MISSING]");
    }
}
