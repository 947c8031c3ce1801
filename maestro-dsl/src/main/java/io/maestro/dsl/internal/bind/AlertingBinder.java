package io.maestro.dsl.internal.bind;

import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.error.NearMiss;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks the shape of {@code alerting}, which is otherwise carried along as it is (spec: definitions, section 1.4.2). */
final class AlertingBinder {

    private static final List<String> TIMES = List.of("completed_by_hour", "duration_minutes", "completed_by_ts");

    private enum AlertType {
        STEP_FAILURE,
        TCT_VIOLATION,
        LONG_RUNNING,
        DEPENDENCY_LATE,
        BREAKPOINT_HIT,
        DEFINITION_CHANGE,
        RUN_SUCCESS,
        SUCCESS_WITHIN
    }

    private enum Severity {
        CRITICAL,
        ERROR,
        WARNING,
        INFO
    }

    private enum Action {
        EMAIL,
        PAGE,
        SLACK,
        CANCEL
    }

    private enum Granularity {
        WORKFLOW,
        STEP,
        ALL
    }

    private AlertingBinder() {}

    static Map<String, Object> bind(Spot spot) {
        spot.object().ifPresent(alerting -> {
            receivers(alerting);
            part(alerting, "bypass_digest_config", bypass -> {
                bypass.take("workflow").ifPresent(Spot::truth);
                texts(bypass, "steps");
            });
            part(alerting, "pagerduty_config", pagerDuty -> {
                pagerDuty.take("severity").ifPresent(severity -> severity.constant(Severity.class));
                pagerDuty.take("always_page").ifPresent(Spot::truth);
            });
            alerting.take("type_configs")
                    .flatMap(Spot::object)
                    .ifPresent(types -> types.others().forEach(AlertingBinder::type));
            part(alerting, "tct", AlertingBinder::targetCompletionTime);
            alerting.refuseOthers();
        });
        return spot.node() instanceof ObjectNode object ? FreeValues.members(object) : Map.of();
    }

    private static void receivers(Fields owner) {
        texts(owner, "emails");
        texts(owner, "pagerduties");
        part(owner, "slack", slack -> {
            texts(slack, "users");
            texts(slack, "channels");
            texts(slack, "mention_users");
        });
    }

    private static void type(String name, Spot spot) {
        if (!isAlertType(name)) {
            spot.nameProblem(
                    ProblemCode.UNKNOWN_VALUE,
                    Quote.of(name) + " is no type of alert; expected one of " + String.join(", ", alertTypes()),
                    NearMiss.of(name, alertTypes()));
        }
        spot.object().ifPresent(config -> {
            receivers(config);
            config.take("actions").ifPresent(list -> list.elements().forEach(action -> action.constant(Action.class)));
            config.take("disabled").ifPresent(Spot::truth);
            config.take("granularity").ifPresent(granularity -> granularity.constant(Granularity.class));
            config.take("duration_minutes").ifPresent(minutes -> minutes.integer(Integer.MIN_VALUE, Integer.MAX_VALUE));
            config.refuseOthers();
        });
    }

    private static boolean isAlertType(String name) {
        return alertTypes().stream().anyMatch(type -> type.equalsIgnoreCase(name));
    }

    private static List<String> alertTypes() {
        return List.of(AlertType.values()).stream().map(AlertType::name).toList();
    }

    private static void targetCompletionTime(Fields time) {
        var set = TIMES.stream().map(time::take).flatMap(Optional::stream).toList();
        set.forEach(Spot::integer);
        time.take("tz").ifPresent(Spot::text);
        if (set.size() != 1) {
            time.spot()
                    .problem(
                            ProblemCode.CONFLICT,
                            "expected exactly one of " + String.join(", ", TIMES) + " but found " + set.size());
        }
    }

    private static void texts(Fields owner, String name) {
        owner.take(name).ifPresent(list -> list.elements().forEach(Spot::text));
    }

    /** Checks an object that has no other members than the check asks for. */
    private static void part(Fields owner, String name, Consumer<Fields> check) {
        owner.take(name).flatMap(Spot::object).ifPresent(part -> {
            check.accept(part);
            part.refuseOthers();
        });
    }
}
