package io.maestro.conformance.engine;

import io.maestro.run.Action;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Something that was done while a case was recorded. */
sealed interface Call {

    /**
     * Starts a version of a workflow, unless the same request has started one.
     *
     * @param failureRecorded whether a run is recorded as FAILED if its params have no values
     */
    record Start(String workflow, String version, JsonNode params, Optional<String> request, boolean failureRecorded)
            implements Call {}

    /** Makes a workflow, or the next version of it, when others have been run already. */
    record Push(JsonNode request) implements Call {}

    /** Deletes a workflow. */
    record Delete(String workflow) implements Call {}

    /** Has no version of a workflow be active. */
    record Deactivate(String workflow) implements Call {}

    /** Has a version of a workflow be active. */
    record Activate(String workflow, long version) implements Call {}

    /** Asks for an action on all runs of a workflow. */
    record ActOnAll(String workflow, Action action) implements Call {}

    /** Looks how a run stands. */
    record Look(String workflow, long instance, long run) implements Call {}

    /**
     * Asks for an action on the newest run of an instance, or on a step of it.
     *
     * @param run which run that must be; any, if it is not said
     */
    record Act(String workflow, long instance, Optional<Long> run, Optional<String> step, Action action)
            implements Call {}

    /**
     * Sets a breakpoint, or removes it.
     *
     * @param special whether it is for some runs only
     */
    record Break(Change change, String workflow, String step, boolean special) implements Call {}

    /** What is done to a breakpoint. */
    enum Change {
        SET,
        REMOVE,
        REMOVE_AND_RESUME
    }

    /** Has an attempt go on that is paused. */
    record Resume(String workflow, long instance, long run, String step, int attempt) implements Call {}

    /** Does something again each second as long as it is answered in a way. */
    record Retried(Call call, int whileHttp, Duration limit) implements Call {}

    /** Restarts an instance, or a step of it. */
    record Restart(String workflow, long instance, Optional<String> step, JsonNode body) implements Call {}

    /** Waits until a run is in one of some statuses; in a terminal one, if none are given. */
    record AwaitRun(String workflow, long instance, Optional<Long> run, Set<String> statuses, Duration limit)
            implements Call {}

    /** Waits until an attempt of a step is in one of some statuses. */
    record AwaitStep(
            String workflow,
            long instance,
            Optional<Long> run,
            String step,
            Optional<Long> attempt,
            Set<String> statuses,
            Duration limit)
            implements Call {}

    /** Lets time pass. */
    record Sleep(Duration time) implements Call {}

    /** Waits until a loop has its body's workflow, and names that. */
    record NameBody(String workflow, long instance, String step, String name) implements Call {}

    /** Asks for what the engine cannot do yet. */
    record NotYet(Feature feature) implements Call {}

    Pattern RESTART = Pattern.compile(
            "/api/v3/workflows/([^/]+)/instances/(\\d+)(?:/steps/([^/]+))?/actions/restart(?:\\?blocking=.*)?");
    Set<String> KNOWN_IN_RESTART = Set.of("restart_policy", "run_params", "step_run_params", "upstream_restart_mode");
    Pattern RESUME = Pattern.compile("/api/v3/workflows/steps/breakpoints/([^/]+)/instances/(\\d+)/runs/(\\d+)"
            + "/steps/([^/]+)/attempts/(\\d+)/actions/resume");
    Pattern REMOVE = Pattern.compile(
            "/api/v3/workflows/steps/breakpoints\\?workflowId=([^&]+)&stepId=([^&]+)" + "(?:&resume=(true|false))?");
    String BREAKPOINTS = "/api/v3/workflows/steps/breakpoints";
    Set<String> OF_ALL = Set.of("workflow_id", "step_id");
    Pattern START = Pattern.compile("/api/v3/workflows/([^/]+)/versions/([^/]+)/actions/start");
    Pattern DEACTIVATE = Pattern.compile("/api/v3/workflows/([^/]+)/actions/deactivate");
    Pattern ACTIVATE = Pattern.compile("/api/v3/workflows/([^/]+)/versions/(\\d+)/actions/activate");
    Pattern ACT = Pattern.compile(
            "/api/v3/workflows/([^/]+)/instances/(\\d+)(?:/runs/(\\d+))?(?:/steps/([^/]+))?/actions/(stop|kill|skip|unblock)");
    Pattern ACT_ON_ALL = Pattern.compile("/api/v3/workflows/([^/]+)/actions/(stop|kill|unblock)");
    String WORKFLOWS = "/api/v3/workflows";
    Pattern WORKFLOW = Pattern.compile("/api/v3/workflows/([^/]+)");
    Pattern LOOK = Pattern.compile("/api/v3/workflows/([^/]+)/instances/(\\d+)/runs/(\\d+)(?:\\?.*)?");
    Set<String> KNOWN_IN_START = Set.of("initiator", "run_params", "request_id", "persist_failed_run");

    /** Returns the workflow that a call is about, if it is about one. */
    default Optional<String> about() {
        return switch (this) {
            case Start start -> Optional.of(start.workflow());
            case Push push -> push.request().at("/workflow/id").asStringOpt();
            case Delete delete -> Optional.of(delete.workflow());
            case Act act -> Optional.of(act.workflow());
            case Break at -> Optional.of(at.workflow());
            case Resume resume -> Optional.of(resume.workflow());
            case ActOnAll act -> Optional.of(act.workflow());
            case Activate activate -> Optional.of(activate.workflow());
            case Deactivate deactivate -> Optional.of(deactivate.workflow());
            case Look look -> Optional.of(look.workflow());
            case Retried retried -> retried.call().about();
            case Restart restart -> Optional.of(restart.workflow());
            case AwaitRun await -> Optional.of(await.workflow());
            case AwaitStep await -> Optional.of(await.workflow());
            case NameBody name -> Optional.of(name.workflow());
            case Sleep sleep -> Optional.empty();
            case NotYet notYet -> Optional.empty();
        };
    }

    /** Reads a call. */
    static Call of(JsonNode call) {
        var limit = Duration.ofSeconds(call.path("timeout_s").asLong(0));
        return switch (call.required("op").asString()) {
            case "http" -> ofHttp(call);
            case "http_retry" ->
                ofHttp(call) instanceof NotYet notYet
                        ? notYet
                        : new Retried(
                                ofHttp(call),
                                call.required("while_http").asInt(),
                                Duration.ofSeconds(call.required("for_s").asLong()));
            case "wait_instance" ->
                new AwaitRun(workflow(call), instance(call), number(call, "run"), statuses(call), limit);
            case "wait_step" ->
                new AwaitStep(
                        workflow(call),
                        instance(call),
                        number(call, "run"),
                        call.required("step").asString(),
                        number(call, "attempt"),
                        statuses(call),
                        limit);
            case "sleep_ms" -> new Sleep(Duration.ofMillis(call.required("ms").asLong()));
            case "inline_id" ->
                new NameBody(
                        workflow(call),
                        instance(call),
                        call.required("step").asString(),
                        call.required("as").asString());
            default -> new NotYet(Feature.CALLS);
        };
    }

    private static String workflow(JsonNode call) {
        return call.required("workflow").asString();
    }

    private static long instance(JsonNode call) {
        return call.required("instance").asLong();
    }

    /** Where no number stands, the newest is meant. */
    private static Optional<Long> number(JsonNode call, String member) {
        return Optional.of(call.path(member)).filter(JsonNode::isNumber).map(JsonNode::asLong);
    }

    private static Set<String> statuses(JsonNode call) {
        var status = call.path("status");
        return Set.copyOf(
                status.isString()
                        ? List.of(status.asString())
                        : status.valueStream().map(JsonNode::asString).toList());
    }

    private static Call ofHttp(JsonNode call) {
        var path = call.required("path").asString();
        var start = START.matcher(path);
        if (start.matches() && KNOWN_IN_START.containsAll(call.path("body").propertyNames())) {
            var body = call.path("body");
            return new Start(
                    start.group(1),
                    start.group(2),
                    body.path("run_params"),
                    body.path("request_id").asStringOpt(),
                    body.path("persist_failed_run").asBoolean(false));
        }
        var method = call.path("method").asString("");
        if (path.equals(WORKFLOWS) && method.equals("POST")) {
            return new Push(call.path("body"));
        }
        var workflow = WORKFLOW.matcher(path);
        if (workflow.matches() && method.equals("DELETE")) {
            return new Delete(workflow.group(1));
        }
        var activate = ACTIVATE.matcher(path);
        if (activate.matches()) {
            return new Activate(activate.group(1), Long.parseLong(activate.group(2)));
        }
        var deactivate = DEACTIVATE.matcher(path);
        if (deactivate.matches()) {
            return new Deactivate(deactivate.group(1));
        }
        var onAll = ACT_ON_ALL.matcher(path);
        if (onAll.matches()) {
            return new ActOnAll(onAll.group(1), action(onAll.group(2)));
        }
        var look = LOOK.matcher(path);
        if (look.matches()) {
            return new Look(look.group(1), Long.parseLong(look.group(2)), Long.parseLong(look.group(3)));
        }
        var resume = RESUME.matcher(path);
        if (resume.matches()) {
            return new Resume(
                    resume.group(1),
                    Long.parseLong(resume.group(2)),
                    Long.parseLong(resume.group(3)),
                    resume.group(4),
                    Integer.parseInt(resume.group(5)));
        }
        var remove = REMOVE.matcher(path);
        if (remove.matches()) {
            var change = "false".equals(remove.group(3)) ? Change.REMOVE : Change.REMOVE_AND_RESUME;
            return new Break(change, remove.group(1), remove.group(2), false);
        }
        if (path.equals(BREAKPOINTS) && method.equals("POST")) {
            var body = call.path("body");
            return new Break(
                    Change.SET,
                    body.path("workflow_id").asString(""),
                    body.path("step_id").asString(""),
                    !OF_ALL.containsAll(body.propertyNames()));
        }
        var restart = RESTART.matcher(path);
        if (restart.matches() && KNOWN_IN_RESTART.containsAll(call.path("body").propertyNames())) {
            return new Restart(
                    restart.group(1),
                    Long.parseLong(restart.group(2)),
                    Optional.ofNullable(restart.group(3)),
                    call.path("body"));
        }
        // Whether the caller waits for the effect makes no difference to what it is.
        var act = ACT.matcher(path.replaceFirst("\\?blocking=\\w+$", ""));
        return act.matches()
                ? new Act(
                        act.group(1),
                        Long.parseLong(act.group(2)),
                        Optional.ofNullable(act.group(3)).map(Long::valueOf),
                        Optional.ofNullable(act.group(4)),
                        action(act.group(5)))
                : new NotYet(feature(path));
    }

    private static Action action(String name) {
        return Action.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Feature feature(String path) {
        if (path.startsWith("/api/v3/signals")) {
            return Feature.SIGNALS;
        }
        if (path.contains("/breakpoints")) {
            return Feature.BREAKPOINTS;
        }
        if (path.endsWith("/actions/start")) {
            return Feature.REQUESTS;
        }
        return path.endsWith("/actions/restart") ? Feature.RESTARTS : Feature.ACTIONS;
    }
}
