package io.maestro.dsl.internal.print;

import io.maestro.definition.DurationText;
import io.maestro.definition.Setting;
import io.maestro.definition.TimeTrigger;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes times at which a workflow starts (spec: definitions, section 1.9). */
final class TimeTriggerTree {

    private TimeTriggerTree() {}

    static List<Map<String, Object>> of(List<TimeTrigger> triggers, Tree owner) {
        return triggers.stream().map(trigger -> of(trigger, owner)).toList();
    }

    private static Map<String, Object> of(TimeTrigger trigger, Tree owner) {
        var tree = owner.inner();
        switch (trigger) {
            case TimeTrigger.Cron cron -> {
                if (cron.expression().isDense()) {
                    throw owner.unwritable("the times of '" + cron.expression() + "' are not at least 2 minutes apart");
                }
                tree.put("type", "CRON")
                        .put("cron", cron.expression().text())
                        .put("timezone", cron.timezone(), ZoneId::getId);
            }
            case TimeTrigger.Predefined predefined ->
                tree.put("type", "PREDEFINED")
                        .put("expression", '@' + predefined.schedule().name().toLowerCase(Locale.ROOT))
                        .put("timezone", predefined.timezone(), ZoneId::getId);
            case TimeTrigger.Interval interval ->
                tree.put("type", "INTERVAL")
                        .put("interval", interval.interval())
                        .put("start", interval.start());
        }
        return tree.put("fuzzy_max_delay", trigger.fuzzyMaxDelay(), delay -> delay(delay, tree))
                .members();
    }

    /** Always in words: there are readers that take a number for seconds, and others that take it for milliseconds. */
    private static Object delay(Setting<Duration> delay, Tree tree) {
        return switch (delay) {
            case Setting.Interpolated<Duration> interpolated -> interpolated.text();
            case Setting.Fixed<Duration> fixed -> DurationText.of(tree.writable(fixed.value()));
        };
    }
}
