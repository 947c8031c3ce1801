package io.maestro.conformance.engine;

import io.maestro.Sel;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.sel.SelException;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in for steps of the type {@code Http}, and for the server that they called while the cases were recorded: {@code
 * /status/N} answers with the code N, {@code /flaky/KEY/N/CODE} with CODE for the first N calls of the key and then with 200,
 * {@code /echo/T} with the text T. Nothing listens on port 1, and no other host may be called.
 */
final class HttpStandIn implements StepRuntime {

    /** The name of the step type. */
    static final String TYPE = "Http";

    private static final int NOBODY = 1;
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(1);
    private static final String STATUS_CODE = "status_code";
    private static final String RESPONSE_BODY = "response_body";
    /** The param that says what an answer is to the step. */
    static final String STATE = "state_expr";

    private static final String STATE_OF_CODE = "if (status_code >= 200 && status_code < 300) { return 'DONE'; }"
            + " if (status_code >= 400 && status_code < 500) { return 'FATAL_ERROR'; }"
            + " return 'USER_ERROR';";

    private final InstantSource clock;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Map<Attempt, Exchange> exchanges = new ConcurrentHashMap<>();

    private record Attempt(RunId run, String step, int attempt) {}

    private record Answer(int code, String body) {}

    /**
     * What came of the last request of an attempt.
     *
     * @param succeeded whether the step made a success of the answer
     * @param code the code of the answer
     */
    record Exchange(boolean succeeded, int code) {}

    HttpStandIn(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns what came of the last request of an attempt, or empty if there was no answer. */
    Optional<Exchange> exchange(RunId run, String step, int attempt) {
        return Optional.ofNullable(exchanges.get(new Attempt(run, step, attempt)));
    }

    @Override
    public Map<String, ParamDefinition> params() {
        var request = new LinkedHashMap<String, ParamDefinition>();
        request.put("url", ParamDefinition.unset(ParamType.STRING));
        request.put("method", ParamDefinition.literal(ParamValue.of("GET")));
        request.put(
                "headers",
                ParamDefinition.literal(new ParamValue.StringMap(
                        Map.of("Content-Type", "application/json", "Accept", "application/json"))));
        var params = new LinkedHashMap<String, ParamDefinition>();
        params.put("http", ParamDefinition.members(request));
        params.put(STATUS_CODE, ParamDefinition.literal(ParamValue.of(200)));
        params.put(RESPONSE_BODY, ParamDefinition.literal(ParamValue.of("")));
        params.put(STATE, ParamDefinition.literal(ParamValue.of(STATE_OF_CODE)));
        return params;
    }

    @Override
    public StepResult start(StepContext context) {
        return poll(context, "");
    }

    @Override
    public StepResult poll(StepContext context, String jobId) {
        var url = URI.create(url(context));
        if (!Set.of("http", "https").contains(url.getScheme()) || !"127.0.0.1".equals(url.getHost())) {
            return StepResult.failed(FailureKind.FATAL, "host '" + url.getHost() + "' is not allowed");
        }
        if (url.getPort() == NOBODY) {
            return StepResult.failed(FailureKind.PLATFORM, "nobody listens on port 1");
        }
        return result(context, answer(url.getPath()));
    }

    private Answer answer(String path) {
        var parts = path.substring(1).split("/", -1);
        return switch (parts[0]) {
            case "status" -> new Answer(Integer.parseInt(parts[1]), "s" + parts[1]);
            case "flaky" -> {
                int call = calls.merge(parts[1], 1, Integer::sum);
                yield new Answer(call <= Integer.parseInt(parts[2]) ? Integer.parseInt(parts[3]) : 200, "call" + call);
            }
            case "echo" -> new Answer(200, parts[1]);
            default -> new Answer(404, "");
        };
    }

    private StepResult result(StepContext context, Answer answer) {
        var outputs = Map.<String, ParamValue>of(
                STATUS_CODE, ParamValue.of(answer.code()), RESPONSE_BODY, ParamValue.of(answer.body()));
        var visible = new LinkedHashMap<>(context.stepParams());
        visible.putAll(outputs);
        var state = state(text(context.stepParams(), STATE), visible);
        exchanges.put(
                new Attempt(context.runId(), context.stepId().value(), context.attempt()),
                new Exchange(state.equals("DONE"), answer.code()));
        return switch (state) {
            case "DONE" -> StepResult.doneWith(outputs);
            case "CONTINUE" -> new StepResult.Pending("", UNTIL_ASKED_AGAIN);
            case "USER_ERROR" -> failed(FailureKind.USER, answer);
            case "PLATFORM_ERROR" -> failed(FailureKind.PLATFORM, answer);
            case "TIMED_OUT" -> failed(FailureKind.TIMEOUT, answer);
            default -> failed(FailureKind.FATAL, answer);
        };
    }

    private String state(String expression, Map<String, ParamValue> visible) {
        try {
            return Sel.compile(expression).at(clock).evaluate(visible).asText().toUpperCase(Locale.ROOT);
        } catch (SelException e) {
            return "none, for " + e.getMessage();
        }
    }

    private static StepResult failed(FailureKind kind, Answer answer) {
        return StepResult.failed(kind, "the answer was " + answer.code() + " '" + answer.body() + "'");
    }

    private static String url(StepContext context) {
        return context.stepParams().get("http") instanceof ParamValue.MapValue(var request) ? text(request, "url") : "";
    }

    private static String text(Map<String, ParamValue> params, String name) {
        return Optional.ofNullable(params.get(name))
                .map(value -> String.valueOf(value.toJava()))
                .orElse("");
    }
}
