package io.maestro.internal.fingerprint;

import io.maestro.definition.SignalTrigger;
import io.maestro.definition.TimeTrigger;
import io.maestro.definition.Triggers;

/** The canonical form of triggers. The order in which the signals of a trigger stand counts; that of what they must match does not. */
final class TriggerForm {

    private TriggerForm() {}

    static void write(Triggers triggers, Form form) {
        switch (triggers) {
            case Triggers(var time, var signals) ->
                form.list(time, trigger -> time(trigger, form)).list(signals, trigger -> signals(trigger, form));
        }
    }

    private static void time(TimeTrigger trigger, Form form) {
        switch (trigger) {
            case TimeTrigger.Cron(var expression, var timezone, var fuzzyMaxDelay) ->
                form.a(
                        "cron",
                        () -> form.text(expression.text())
                                .maybe(timezone, zone -> form.text(zone.getId()))
                                .maybe(fuzzyMaxDelay, delay -> DefinitionForm.duration(delay, form)));
            case TimeTrigger.Predefined(var schedule, var timezone, var fuzzyMaxDelay) ->
                form.a(
                        "predefined",
                        () -> form.constant(schedule)
                                .maybe(timezone, zone -> form.text(zone.getId()))
                                .maybe(fuzzyMaxDelay, delay -> DefinitionForm.duration(delay, form)));
            case TimeTrigger.Interval(var interval, var start, var fuzzyMaxDelay) ->
                form.a(
                        "interval",
                        () -> form.text(interval)
                                .maybe(start, form::text)
                                .maybe(fuzzyMaxDelay, delay -> DefinitionForm.duration(delay, form)));
        }
    }

    private static void signals(SignalTrigger trigger, Form form) {
        switch (trigger) {
            case SignalTrigger(var signals, var params, var condition, var dedupExpression) -> {
                form.inOrder(signals, wanted -> wanted(wanted, form));
                ParamForm.write(params, form);
                form.maybe(condition, form::text).maybe(dedupExpression, form::text);
            }
        }
    }

    private static void wanted(SignalTrigger.Wanted wanted, Form form) {
        switch (wanted) {
            case SignalTrigger.Wanted(var matchParams, var joinKeys) ->
                form.inAnyOrder(matchParams, match -> match(match, form)).list(joinKeys, form::text);
        }
    }

    private static void match(SignalTrigger.Match match, Form form) {
        switch (match) {
            case SignalTrigger.Match(var value, var operator) -> {
                ParamForm.value(value, form);
                form.constant(operator);
            }
        }
    }
}
