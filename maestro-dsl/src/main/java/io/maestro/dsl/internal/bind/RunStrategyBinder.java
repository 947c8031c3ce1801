package io.maestro.dsl.internal.bind;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.dsl.internal.syntax.Node.BooleanNode;
import io.maestro.dsl.internal.syntax.Node.DecimalNode;
import io.maestro.dsl.internal.syntax.Node.IntegerNode;
import io.maestro.dsl.internal.syntax.Node.NullNode;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.ProblemCode;
import java.util.Optional;

/** Run strategies: a rule, a number of instances in parallel, or both in an object (spec: definitions, section 1.4.1). */
final class RunStrategyBinder {

    private RunStrategyBinder() {}

    static Optional<RunStrategy> bind(Spot spot) {
        return switch (spot.node()) {
            case TextNode rule -> spot.constant(Rule.class).map(RunStrategy::of);
            case IntegerNode concurrency -> concurrency(spot).map(RunStrategy::parallel);
            case DecimalNode concurrency -> concurrency(spot).map(RunStrategy::parallel);
            case ObjectNode both -> spot.object().flatMap(RunStrategyBinder::both);
            case ArrayNode other -> refused(spot);
            case BooleanNode other -> refused(spot);
            case NullNode other -> refused(spot);
        };
    }

    private static Optional<RunStrategy> refused(Spot spot) {
        spot.wrongType("a rule, a number or an object");
        return Optional.empty();
    }

    private static Optional<RunStrategy> both(Fields fields) {
        var rule = fields.require("rule").flatMap(spot -> spot.constant(Rule.class));
        var written = fields.take("workflow_concurrency");
        fields.refuseOthers();
        return of(rule, written);
    }

    /** Returns the strategy of a rule and of how many instances there may be at once, if that is said. */
    static Optional<RunStrategy> of(Optional<Rule> rule, Optional<Spot> written) {
        var concurrency = written.flatMap(RunStrategyBinder::concurrency);
        if (rule.isEmpty() || (written.isPresent() && concurrency.isEmpty())) {
            return Optional.empty();
        }
        int instances = concurrency.orElse(rule.get().defaultConcurrency());
        if (instances > 1 && rule.get() != Rule.PARALLEL) {
            written.ifPresent(spot -> spot.problem(
                    ProblemCode.CONFLICT,
                    "only the rule PARALLEL takes a workflow_concurrency above 1 but " + rule.get() + " had "
                            + instances));
            return Optional.empty();
        }
        return Optional.of(new RunStrategy(rule.get(), instances));
    }

    private static Optional<Integer> concurrency(Spot spot) {
        return spot.integer(1, RunStrategy.MAX_CONCURRENCY);
    }
}
