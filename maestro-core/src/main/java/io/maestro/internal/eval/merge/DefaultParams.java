package io.maestro.internal.eval.merge;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The params that every workflow and every step has (spec: definitions, section 3.9), as definitions like any other. */
public final class DefaultParams {

    private static final Map<String, ParamDefinition> OF_WORKFLOWS = ofWorkflows();
    private static final Map<String, ParamDefinition> OF_STEPS = ofSteps();
    private static final Map<String, ParamDefinition> OF_FAILURES = ofFailures();
    private static final Map<String, ParamDefinition> OF_HANDLERS = ofHandlers();
    private static final Map<String, ParamDefinition> OF_FOREACH = ofLoops(Map.of());
    private static final Map<String, ParamDefinition> OF_WHILE =
            ofLoops(Map.of("condition", reserved(ParamDefinition.literal(ParamValue.of(false)))));
    private static final Map<String, ParamDefinition> OF_SUBWORKFLOWS = ofSubworkflows();

    private DefaultParams() {}

    /**
     * Returns the params of every workflow: dates of the run in the time zones of the business, owner and id.
     *
     * @return the params, in the order in which they are evaluated
     */
    public static Map<String, ParamDefinition> workflow() {
        return OF_WORKFLOWS;
    }

    /**
     * Returns the params of every step: its ids.
     *
     * @return the params
     */
    public static Map<String, ParamDefinition> step() {
        return OF_STEPS;
    }

    /**
     * Returns the params of every step that handles failures: its ids, and what failed.
     *
     * @return the params
     */
    public static Map<String, ParamDefinition> handler() {
        return OF_HANDLERS;
    }

    /**
     * Returns what every step that handles failures has beside the params of every step: which steps failed, why, and the first of it in
     * words.
     *
     * @return the params
     */
    public static Map<String, ParamDefinition> failures() {
        return OF_FAILURES;
    }

    /**
     * Returns the params of every foreach step over loop params (spec: definitions, section 1.6).
     *
     * @return the params
     */
    public static Map<String, ParamDefinition> foreach() {
        return OF_FOREACH;
    }

    /**
     * Returns the params of every while step.
     *
     * @return the params
     */
    public static Map<String, ParamDefinition> whileLoop() {
        return OF_WHILE;
    }

    /**
     * Returns the params of every subworkflow step.
     *
     * @return the params
     */
    public static Map<String, ParamDefinition> subworkflow() {
        return OF_SUBWORKFLOWS;
    }

    private static Map<String, ParamDefinition> ofLoops(Map<String, ParamDefinition> more) {
        var params = new LinkedHashMap<String, ParamDefinition>();
        params.put("loop_params", required(ParamType.MAP));
        params.put("loop_index", reserved(ParamDefinition.literal(ParamValue.of(-1))));
        params.putAll(more);
        return Collections.unmodifiableMap(params);
    }

    private static Map<String, ParamDefinition> ofSubworkflows() {
        var params = new LinkedHashMap<String, ParamDefinition>();
        params.put("subworkflow_id", required(ParamType.STRING));
        params.put("subworkflow_version", onStart(ParamDefinition.literal(ParamValue.of("active"))));
        return Collections.unmodifiableMap(params);
    }

    private static ParamDefinition required(ParamType type) {
        return Provenance.asking(InternalMode.REQUIRED, onStart(ParamDefinition.unset(type)));
    }

    private static Map<String, ParamDefinition> ofWorkflows() {
        var params = new LinkedHashMap<String, ParamDefinition>();
        params.put(
                "DSL_DEFAULT_TZ",
                onStart(
                        ParamType.STRING,
                        "tz = params.getFromInstance('FIRST_TIME_TRIGGER_TIMEZONE');"
                                + " return tz == '' ? 'UTC' : tz;"));
        params.put(
                "WORKFLOW_CRON_TIMEZONE",
                onStart(
                        ParamType.STRING,
                        "tz = params.getFromInstance('INITIATOR_TIMEZONE');"
                                + " return tz == '' ? DSL_DEFAULT_TZ : tz;"));
        params.put("RUN_TS", onStart(ParamType.LONG, "System.currentTimeMillis()"));
        date(params, "TARGET_RUN_DATE", "RUN_TS", "WORKFLOW_CRON_TIMEZONE", "", "yyyyMMdd");
        date(params, "TARGET_RUN_HOUR", "RUN_TS", "WORKFLOW_CRON_TIMEZONE", "", "HH");
        params.put(
                "DERIVED_RUN_TS",
                onStart(
                        ParamType.LONG,
                        "DateTimeFormat.forPattern('yyyyMMddHH')"
                                + ".withZone(DateTimeZone.forID(WORKFLOW_CRON_TIMEZONE))"
                                + ".parseDateTime(TARGET_RUN_DATE + TARGET_RUN_HOUR).getMillis()"));
        derived(params, "DATE_US_PACIFIC", "'America/Los_Angeles'", "", "yyyyMMdd");
        derived(params, "DATE_US_PACIFIC_MINUS_ONE", "'America/Los_Angeles'", ".minusDays(1)", "yyyyMMdd");
        derived(params, "DATE_UTC", "'UTC'", "", "yyyyMMdd");
        derived(params, "DATE_UTC_MINUS_ONE", "'UTC'", ".minusDays(1)", "yyyyMMdd");
        derived(params, "DATE_UTC_PLUS_ONE", "'UTC'", ".plusDays(1)", "yyyyMMdd");
        derived(params, "DATE_UTC_MINUS_ONE_HOUR", "'UTC'", ".minusHours(1)", "yyyyMMdd");
        derived(params, "DATE_UTC_PLUS_ONE_HOUR", "'UTC'", ".plusHours(1)", "yyyyMMdd");
        derived(params, "HOUR_US_PACIFIC", "'America/Los_Angeles'", "", "HH");
        derived(params, "HOUR_UTC", "'UTC'", "", "HH");
        derived(params, "HOUR_UTC_MINUS_ONE_HOUR", "'UTC'", ".minusHours(1)", "HH");
        derived(params, "HOUR_UTC_PLUS_ONE_HOUR", "'UTC'", ".plusHours(1)", "HH");
        date(params, "LOCAL_RUN_DATE", "RUN_TS", "WORKFLOW_CRON_TIMEZONE", "", "yyyyMMdd");
        date(params, "RUN_DATE", "RUN_TS", "'UTC'", "", "yyyyMMdd");
        date(params, "RUN_DATE_MINUS_1", "RUN_TS", "'UTC'", ".minusDays(1)", "yyyyMMdd");
        date(params, "RUN_DATE_MINUS_7", "RUN_TS", "'UTC'", ".minusDays(7)", "yyyyMMdd");
        params.put(
                "job_template_version",
                Provenance.asking(InternalMode.OPTIONAL, ParamDefinition.unset(ParamType.STRING)));
        params.put("owner", reserved(ParamType.STRING, "params.getFromInstance('owner')"));
        params.put("workflow_id", reserved(ParamType.STRING, "params.getFromInstance('workflow_id')"));
        return Collections.unmodifiableMap(params);
    }

    private static Map<String, ParamDefinition> ofSteps() {
        var params = new LinkedHashMap<String, ParamDefinition>();
        params.put("workflow_instance_id", reserved(ParamType.LONG, "params.getFromInstance('workflow_instance_id')"));
        params.put("step_instance_uuid", reserved(ParamType.STRING, "params.getFromStep('step_instance_uuid')"));
        params.put("step_attempt_id", reserved(ParamType.LONG, "params.getFromStep('step_attempt_id')"));
        params.put("step_id", reserved(ParamType.STRING, "params.getFromStep('step_id')"));
        return Collections.unmodifiableMap(params);
    }

    private static Map<String, ParamDefinition> ofFailures() {
        var params = new LinkedHashMap<String, ParamDefinition>();
        params.put("failed_steps", reserved(ParamType.STRING_ARRAY, "params.getFromStep('failed_steps')"));
        params.put("failure_messages", reserved(ParamType.STRING_ARRAY, "params.getFromStep('failure_messages')"));
        params.put("failure", reserved(ParamType.STRING, "params.getFromStep('failure')"));
        return Collections.unmodifiableMap(params);
    }

    private static Map<String, ParamDefinition> ofHandlers() {
        var params = new LinkedHashMap<>(OF_STEPS);
        params.putAll(OF_FAILURES);
        return Collections.unmodifiableMap(params);
    }

    private static void derived(
            Map<String, ParamDefinition> params, String name, String zone, String change, String pattern) {
        date(params, "DERIVED_RUN_" + name, "DERIVED_RUN_TS", zone, change, pattern);
    }

    private static void date(
            Map<String, ParamDefinition> params,
            String name,
            String millis,
            String zone,
            String change,
            String pattern) {
        var text = "new DateTime(" + millis + ").withZone(DateTimeZone.forID(" + zone + "))" + change + ".toString('"
                + pattern + "')";
        params.put(name, onStart(ParamType.STRING, text));
    }

    private static ParamDefinition onStart(ParamType type, String expression) {
        return onStart(ParamDefinition.expression(type, expression));
    }

    private static ParamDefinition onStart(ParamDefinition plain) {
        return new ParamDefinition(
                plain.type(),
                plain.content(),
                Optional.of(ParamMode.MUTABLE_ON_START),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    private static ParamDefinition reserved(ParamType type, String expression) {
        return reserved(ParamDefinition.expression(type, expression));
    }

    private static ParamDefinition reserved(ParamDefinition param) {
        return Provenance.asking(InternalMode.RESERVED, param);
    }
}
