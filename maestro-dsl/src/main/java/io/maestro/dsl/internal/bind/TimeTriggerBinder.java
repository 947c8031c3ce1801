package io.maestro.dsl.internal.bind;

import io.maestro.definition.CronExpression;
import io.maestro.definition.InvalidCronException;
import io.maestro.definition.Setting;
import io.maestro.definition.TimeTrigger;
import io.maestro.definition.TimeTrigger.Schedule;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Times at which a workflow starts (spec: definitions, section 1.9). */
final class TimeTriggerBinder {

    private enum Kind {
        CRON,
        PREDEFINED,
        INTERVAL
    }

    private TimeTriggerBinder() {}

    static Optional<TimeTrigger> bind(Fields fields) {
        // Without a kind nobody can tell which members there may be.
        return fields.require("type").flatMap(type -> type.constant(Kind.class)).flatMap(kind -> bind(kind, fields));
    }

    private static Optional<TimeTrigger> bind(Kind kind, Fields fields) {
        Optional<TimeTrigger> trigger = switch (kind) {
            case CRON -> {
                var cron = fields.require("cron").flatMap(TimeTriggerBinder::cron);
                var timezone = timezone(fields);
                var delay = delay(fields);
                yield cron.map(expression -> new TimeTrigger.Cron(expression, timezone, delay));
            }
            case PREDEFINED -> {
                var schedule = fields.require("expression").flatMap(TimeTriggerBinder::schedule);
                var timezone = timezone(fields);
                var delay = delay(fields);
                yield schedule.map(times -> new TimeTrigger.Predefined(times, timezone, delay));
            }
            case INTERVAL -> {
                var interval = fields.require("interval").flatMap(Spot::text);
                var start = fields.take("start").flatMap(Spot::text);
                var delay = delay(fields);
                yield interval.map(length -> new TimeTrigger.Interval(length, start, delay));
            }
        };
        fields.refuseOthers();
        return trigger;
    }

    private static Optional<CronExpression> cron(Spot spot) {
        return spot.text().flatMap(text -> {
            try {
                var expression = new CronExpression(text);
                if (expression.isDense()) {
                    spot.problem(
                            ProblemCode.OUT_OF_RANGE,
                            "the times of " + Quote.of(text) + " must be at least 2 minutes apart");
                }
                return Optional.of(expression);
            } catch (InvalidCronException e) {
                spot.problem(ProblemCode.UNKNOWN_VALUE, Objects.requireNonNull(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private static Optional<Schedule> schedule(Spot spot) {
        return spot.text().flatMap(text -> {
            var name = (text.startsWith("@") ? text : '@' + text).toLowerCase(Locale.ROOT);
            return spot.oneOf(List.of(Schedule.values()), TimeTriggerBinder::nameOf, name);
        });
    }

    private static String nameOf(Schedule schedule) {
        return '@' + schedule.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<ZoneId> timezone(Fields fields) {
        return fields.take("timezone")
                .flatMap(spot -> spot.text().filter(id -> !id.isEmpty()).flatMap(id -> {
                    try {
                        return Optional.of(ZoneId.of(id));
                    } catch (DateTimeException e) {
                        spot.problems()
                                .add(Problem.of(
                                                ProblemCode.UNKNOWN_VALUE,
                                                spot.path(),
                                                "expected a time zone such as 'UTC', 'Europe/Paris' or '+02:00' but found "
                                                        + Quote.of(id))
                                        .suggesting(NearMiss.of(id, sortedZones()))
                                        .at(spot.node().position()));
                        return Optional.empty();
                    }
                }));
    }

    private static List<String> sortedZones() {
        return ZoneId.getAvailableZoneIds().stream().sorted().toList();
    }

    private static Optional<Setting<Duration>> delay(Fields fields) {
        return fields.take("fuzzy_max_delay").flatMap(SettingBinder::durationInMillis);
    }
}
