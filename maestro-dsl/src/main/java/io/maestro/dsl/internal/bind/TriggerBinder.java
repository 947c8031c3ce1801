package io.maestro.dsl.internal.bind;

import io.maestro.definition.SignalTrigger;
import io.maestro.definition.SignalTrigger.Match;
import io.maestro.definition.SignalTrigger.Wanted;
import io.maestro.definition.Triggers;
import io.maestro.dsl.internal.syntax.Node.IntegerNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What starts a workflow by itself (spec: definitions, sections 1.9 and 1.10). */
final class TriggerBinder {

    private TriggerBinder() {}

    static Triggers triggers(Fields workflow) {
        return new Triggers(
                list(workflow, "time_triggers", TimeTriggerBinder::bind),
                list(workflow, "signal_triggers", TriggerBinder::signalTrigger));
    }

    private static <T> List<T> list(Fields workflow, String name, Function<Fields, Optional<T>> element) {
        return workflow.take(name).map(Spot::elements).orElse(List.of()).stream()
                .map(spot -> spot.object().flatMap(element))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<SignalTrigger> signalTrigger(Fields fields) {
        int before = fields.spot().problems().count();
        var signals = fields.take("definitions").map(TriggerBinder::signals).orElse(Map.of());
        var params = params(fields);
        var condition = fields.take("condition").flatMap(Spot::text);
        var dedupExpression = fields.take("dedup_expr").flatMap(Spot::text);
        fields.refuseOthers();
        return fields.spot().problems().count() == before
                ? Optional.of(new SignalTrigger(signals, params, condition, dedupExpression))
                : Optional.empty();
    }

    private static Map<String, Wanted> signals(Spot spot) {
        var signals = new LinkedHashMap<String, Wanted>();
        spot.object().ifPresent(fields -> {
            var found = fields.others();
            if (found.size() > SignalTrigger.MAX_SIGNALS) {
                spot.problem(
                        ProblemCode.TOO_MANY,
                        "must have at most " + SignalTrigger.MAX_SIGNALS + " signals but has " + found.size());
            }
            found.forEach((name, definition) -> definition
                    .object()
                    .flatMap(TriggerBinder::wanted)
                    .ifPresent(wanted -> {
                        checkJoinKeys(definition, wanted, signals);
                        signals.put(name, wanted);
                    }));
        });
        return signals;
    }

    private static void checkJoinKeys(Spot spot, Wanted wanted, Map<String, Wanted> before) {
        int keys = wanted.joinKeys().size();
        before.entrySet().stream().findFirst().ifPresent(first -> {
            int others = first.getValue().joinKeys().size();
            if (keys != others) {
                spot.problem(
                        ProblemCode.CONFLICT,
                        "joins by " + keys + " of its params but " + Quote.of(first.getKey()) + " by " + others
                                + "; all signals of a trigger must have as many join keys");
            }
        });
    }

    private static Optional<Wanted> wanted(Fields fields) {
        int before = fields.spot().problems().count();
        var matches = new LinkedHashMap<String, Match>();
        fields.take("match_params")
                .flatMap(Spot::object)
                .ifPresent(params -> params.others()
                        .forEach((name, spot) -> match(spot).ifPresent(match -> matches.put(name, match))));
        var joinKeys = new ArrayList<String>();
        for (var spot : fields.take("join_keys").map(Spot::elements).orElse(List.of())) {
            spot.text().ifPresent(key -> {
                if (matches.containsKey(key)) {
                    spot.problem(
                            ProblemCode.CONFLICT,
                            "the param " + Quote.of(key) + " must not be in match_params and be a join key");
                }
                joinKeys.add(key);
            });
        }
        fields.refuseOthers();
        return fields.spot().problems().count() == before
                ? Optional.of(new Wanted(matches, joinKeys))
                : Optional.empty();
    }

    private static Optional<Match> match(Spot spot) {
        return spot.object().flatMap(fields -> {
            var value = fields.require("value").flatMap(TriggerBinder::value);
            var operator = fields.require("operator").flatMap(SignalBinder::operator);
            fields.refuseOthers();
            return value.flatMap(wanted -> operator.map(known -> new Match(wanted, known)));
        });
    }

    /** Returns a text or a whole number, each as what it is: the text of a number is a text. */
    private static Optional<ParamValue> value(Spot spot) {
        return switch (spot.node()) {
            case TextNode text -> Optional.of(ParamValue.of(text.value()));
            case IntegerNode number -> spot.integer().map(ParamValue::of);
            default -> {
                spot.wrongType("a text or a whole number");
                yield Optional.empty();
            }
        };
    }

    private static Map<String, ParamDefinition> params(Fields trigger) {
        var params = new LinkedHashMap<String, ParamDefinition>();
        trigger.take("params")
                .flatMap(Spot::object)
                .ifPresent(fields -> fields.others()
                        .forEach((name, spot) -> ParamBinder.param(spot).ifPresent(param -> params.put(name, param))));
        return params;
    }
}
