package io.maestro.test.trial;

import io.maestro.definition.CronExpression;
import io.maestro.definition.Setting;
import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOperator;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.SignalTrigger;
import io.maestro.definition.TimeTrigger;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trials of what waits for times and signals. These can be said, but not be run yet. */
final class Signals {

    private Signals() {}

    static List<Trial> trials() {
        return List.of(
                Trial.of("on-times", w -> {
                    w.trigger(new TimeTrigger.Cron(
                            new CronExpression("0 6 * * *"),
                            Optional.of(ZoneId.of("Europe/Berlin")),
                            Optional.empty()));
                    w.trigger(new TimeTrigger.Predefined(
                            TimeTrigger.Schedule.DAILY,
                            Optional.empty(),
                            Optional.of(Setting.of(Duration.ofMinutes(10)))));
                    w.trigger(new TimeTrigger.Interval("1 day", Optional.of("01-01-2026"), Optional.empty()));
                    w.type("load", Task.TYPE);
                }),
                Trial.of("on-signals", w -> {
                    var wanted = new LinkedHashMap<String, SignalTrigger.Wanted>();
                    wanted.put(
                            "orders",
                            new SignalTrigger.Wanted(
                                    Map.of("size", new SignalTrigger.Match(ParamValue.of(10), SignalOperator.GREATER)),
                                    List.of("day")));
                    wanted.put("customers", new SignalTrigger.Wanted(Map.of(), List.of("date")));
                    w.trigger(new SignalTrigger(
                            wanted,
                            Map.of("day", ParamDefinition.expression(ParamType.STRING, "orders__day")),
                            Optional.of("day != 'x'"),
                            Optional.of("day")));
                    w.type("load", Task.TYPE);
                }),
                Trial.of("waits-and-sends", w -> {
                    w.param("day", 20261122L);
                    w.type("load", Task.TYPE)
                            .waitsFor(new SignalDependency(
                                    "orders",
                                    Map.of(
                                            "day",
                                            new SignalDependency.Match(
                                                    ParamDefinition.expression(ParamType.LONG, "day"),
                                                    SignalOperator.EQUAL))))
                            .sends(new SignalOutput(
                                    "loaded",
                                    Map.of("day", ParamDefinition.expression(ParamType.LONG, "day")),
                                    Map.of("note", ParamDefinition.literal(ParamValue.of("of ${day}")))));
                }));
    }
}
