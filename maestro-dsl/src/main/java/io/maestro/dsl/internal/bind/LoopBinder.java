package io.maestro.dsl.internal.bind;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.ForeachStep.Items;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.WhileStep;
import java.util.List;
import java.util.Optional;

/** Steps with a body (spec: definitions, sections 1.6, 1.6.1 and 1.6.2). */
final class LoopBinder {

    private LoopBinder() {}

    static Optional<Step> foreach(Fields fields, StepList steps) {
        var id = BasicsBinder.id(fields);
        var concurrency = fields.take("concurrency").flatMap(spot -> spot.integer(1, ForeachStep.MAX_CONCURRENCY));
        boolean strictOrdering =
                fields.take("strict_ordering").flatMap(Spot::truth).orElse(false);
        var maxIterations = maxIterations(fields);
        var body = body(fields, steps.body("foreach"));
        return id.map(known -> new ForeachStep(
                BasicsBinder.bind(known, fields, steps),
                Items.LOOP_PARAMS,
                concurrency,
                strictOrdering,
                maxIterations,
                body));
    }

    static Optional<Step> loop(Fields fields, StepList steps) {
        var id = BasicsBinder.id(fields);
        // What stands in for a condition that cannot be read is never looked at.
        var condition = fields.require("condition")
                .flatMap(Spot::text)
                .map(TransitionBinder::predicate)
                .orElse(Predicate.always());
        var maxIterations = maxIterations(fields);
        var body = body(fields, steps.body("while"));
        return id.map(known -> new WhileStep(BasicsBinder.bind(known, fields, steps), condition, maxIterations, body));
    }

    static Optional<Integer> maxIterations(Fields fields) {
        return fields.take("max_iterations").flatMap(spot -> spot.integer(1, Integer.MAX_VALUE));
    }

    private static List<Step> body(Fields fields, StepList body) {
        fields.require("steps").ifPresent(spot -> StepBinder.bindAll(spot, body));
        return body.steps();
    }
}
