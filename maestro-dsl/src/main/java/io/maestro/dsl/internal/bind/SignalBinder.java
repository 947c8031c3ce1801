package io.maestro.dsl.internal.bind;

import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOperator;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.StepSignals;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The signals of steps (spec: definitions, sections 1.11 and 1.12). */
final class SignalBinder {

    private SignalBinder() {}

    static StepSignals signals(Fields step) {
        return new StepSignals(
                list(step, "signal_dependencies", SignalBinder::dependency),
                list(step, "signal_outputs", SignalBinder::output));
    }

    private static <T> List<T> list(Fields step, String name, Function<Fields, Optional<T>> element) {
        return step.take(name)
                .map(spot -> {
                    var elements = spot.elements();
                    if (elements.isEmpty() && spot.node() instanceof ArrayNode) {
                        spot.problem(ProblemCode.MISSING, "must have at least one element if it is there");
                    }
                    return elements.stream()
                            .map(found -> found.object().flatMap(element))
                            .flatMap(Optional::stream)
                            .toList();
                })
                .orElse(List.of());
    }

    private static Optional<SignalDependency> dependency(Fields fields) {
        int before = fields.spot().problems().count();
        var name = name(fields);
        var matches = new LinkedHashMap<String, SignalDependency.Match>();
        fields.take("match_params")
                .flatMap(Spot::object)
                .ifPresent(params -> params.others()
                        .forEach((param, spot) -> match(spot).ifPresent(match -> {
                            if (match.operator().isRange()) {
                                refuseSecondRange(spot, matches);
                            }
                            matches.put(param, match);
                        })));
        fields.refuseOthers();
        return fields.spot().problems().count() == before
                ? name.map(signal -> new SignalDependency(signal, matches))
                : Optional.empty();
    }

    private static void refuseSecondRange(Spot spot, Map<String, SignalDependency.Match> matches) {
        matches.forEach((other, match) -> {
            if (match.operator().isRange()) {
                spot.problem(
                        ProblemCode.CONFLICT,
                        "only one param can be matched with another operator than '=' but " + Quote.of(other)
                                + " has one already");
            }
        });
    }

    private static Optional<SignalDependency.Match> match(Spot spot) {
        return spot.object().flatMap(fields -> {
            var param = fields.require("param").flatMap(SignalBinder::comparable);
            var operator = fields.require("operator").flatMap(SignalBinder::operator);
            fields.refuseOthers();
            return param.flatMap(definition -> operator.map(known -> new SignalDependency.Match(definition, known)));
        });
    }

    private static Optional<SignalOutput> output(Fields fields) {
        int before = fields.spot().problems().count();
        var name = name(fields);
        var params = params(fields, "params", SignalBinder::comparable);
        var payload = params(fields, "payload", ParamBinder::param);
        fields.refuseOthers();
        return fields.spot().problems().count() == before
                ? name.map(signal -> new SignalOutput(signal, params, payload))
                : Optional.empty();
    }

    private static Map<String, ParamDefinition> params(
            Fields output, String member, Function<Spot, Optional<ParamDefinition>> param) {
        var params = new LinkedHashMap<String, ParamDefinition>();
        output.take(member)
                .flatMap(Spot::object)
                .ifPresent(fields -> fields.others().forEach((name, spot) -> {
                    if (name.equals(SignalOutput.NAME)) {
                        spot.nameProblem(
                                ProblemCode.RESERVED_ID,
                                "a param of a signal must not be called 'name', which is the signal's own",
                                Optional.empty());
                    }
                    param.apply(spot).ifPresent(definition -> params.put(name, definition));
                }));
        return params;
    }

    private static Optional<String> name(Fields fields) {
        return fields.require("name")
                .flatMap(spot -> spot.text().filter(name -> {
                    if (name.isEmpty()) {
                        spot.problem(ProblemCode.MISSING, "the name of a signal must not be empty");
                    }
                    return !name.isEmpty();
                }));
    }

    /** Returns a param that a signal can have. */
    private static Optional<ParamDefinition> comparable(Spot spot) {
        return ParamBinder.param(spot).filter(param -> {
            boolean good = SignalDependency.isComparable(param.type());
            if (!good) {
                spot.problem(
                        ProblemCode.UNKNOWN_VALUE,
                        "a param of a signal must be a " + ParamType.STRING + " or a " + ParamType.LONG + " but was a "
                                + param.type());
            }
            return good;
        });
    }

    static Optional<SignalOperator> operator(Spot spot) {
        return spot.text().flatMap(text -> spot.oneOf(List.of(SignalOperator.values()), SignalOperator::symbol, text));
    }
}
