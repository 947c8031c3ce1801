package io.maestro.dsl.internal.bind;

import io.maestro.definition.LoopStep;
import io.maestro.error.JsonPointer;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What loops of the short form loop over: params, and for a foreach also ranges (spec: definitions, section 5.2). */
final class LoopParams {

    private final String path;
    private final SourceMap source;
    private final Map<String, ParamDefinition> members = new LinkedHashMap<>();

    LoopParams(String stepPath, SourceMap source) {
        this.path = stepPath + "/params/" + LoopStep.LOOP_PARAMS;
        this.source = source;
    }

    /** Adds what the loop says in so many words, and tells whether it says anything. */
    boolean addLiterals(Fields loop) {
        var spot = loop.take(LoopStep.LOOP_PARAMS, "params");
        spot.ifPresent(found -> source.putOther(path, found));
        spot.flatMap(Spot::object)
                .ifPresent(fields ->
                        members.putAll(new ShortParamBinder(source).members(fields.othersAndNulls(), path + "/value")));
        return spot.isPresent();
    }

    /** Adds ranges of numbers, which come after and may replace what was added before. */
    void addRanges(Fields loop) {
        loop.take("ranges")
                .flatMap(Spot::object)
                .ifPresent(ranges -> ranges.others()
                        .forEach((name, spot) -> spot.object()
                                .flatMap(LoopParams::range)
                                .ifPresent(numbers -> {
                                    source.putOther(JsonPointer.member(path + "/value", name), spot);
                                    members.put(name, ParamDefinition.expression(ParamType.LONG_ARRAY, numbers));
                                })));
    }

    private static Optional<String> range(Fields range) {
        long from = range.take("from").flatMap(Spot::integer).orElse(0L);
        var to = range.require("to").flatMap(Spot::integer);
        long increment = range.take("increment").flatMap(LoopParams::increment).orElse(1L);
        range.refuseOthers();
        return to.map(end -> "Util.intsBetween(" + from + ", " + end + ", " + increment + ");");
    }

    private static Optional<Long> increment(Spot spot) {
        return spot.integer().filter(increment -> {
            if (increment == 0) {
                spot.problem(ProblemCode.OUT_OF_RANGE, "must not be 0, which leads nowhere");
            }
            return increment != 0;
        });
    }

    /** Returns the param that holds them. */
    Map<String, ParamDefinition> asParam() {
        return Map.of(
                LoopStep.LOOP_PARAMS,
                new ParamDefinition(
                        ParamType.MAP,
                        new ParamDefinition.Members(members),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Map.of()));
    }
}
