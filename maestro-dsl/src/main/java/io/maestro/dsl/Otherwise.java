package io.maestro.dsl;

import io.maestro.error.Quote;
import io.maestro.step.StepPredicate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The condition that none of others holds. Of expressions it is an expression, so that it can be written as text. */
final class Otherwise {

    private Otherwise() {}

    /** Tells why there is no such condition; empty if there is one. */
    static Optional<String> problemWith(List<Condition> conditions) {
        var texts = textsOf(conditions);
        if (!texts.isEmpty() && texts.size() < conditions.size()) {
            return Optional.of(
                    "otherwise follows conditions in Java as well as expressions, so that neither can say it; write"
                            + " it as a condition of its own");
        }
        return texts.stream()
                .filter(text -> SelText.expressionIn(text).isEmpty())
                .findFirst()
                .map(
                        text -> "otherwise follows the condition " + Quote.of(text)
                                + ", which is more than one expression and cannot be negated; write it as a condition of its own");
    }

    /** Returns the condition, or empty if it always holds because there are no others. */
    static Optional<Condition> than(List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return Optional.empty();
        }
        var texts = textsOf(conditions);
        return Optional.of(
                texts.isEmpty() ? new Condition.InJava(neither(conditions)) : new Condition.InSel(noneOf(texts)));
    }

    private static List<String> textsOf(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> switch (condition) {
                    case Condition.InSel(var text) -> Optional.of(text).stream();
                    case Condition.InJava ignored -> Optional.<String>empty().stream();
                })
                .toList();
    }

    private static StepPredicate neither(List<Condition> conditions) {
        var predicates = List.copyOf(conditions);
        return context -> {
            for (var condition : predicates) {
                if (condition instanceof Condition.InJava(var predicate) && predicate.test(context)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static String noneOf(List<String> texts) {
        return texts.stream()
                .map(text -> "!(" + SelText.expressionIn(text).orElseThrow() + ")")
                .collect(Collectors.joining(" && "));
    }
}
