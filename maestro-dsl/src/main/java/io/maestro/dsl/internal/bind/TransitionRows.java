package io.maestro.dsl.internal.bind;

import io.maestro.definition.InvalidIdException;
import io.maestro.definition.Predicate;
import io.maestro.definition.StepId;
import io.maestro.error.JsonPointer;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Transitions of the short form: rows, of which the last that leads to a step counts (spec: definitions, section 5.3). */
public final class TransitionRows {

    private final String path;
    private final SourceMap source;
    private final List<String> conditions = new ArrayList<>();
    private final Map<StepId, Predicate> successors = new LinkedHashMap<>();

    private TransitionRows(String path, SourceMap source) {
        this.path = path;
        this.source = source;
    }

    /**
     * Returns the condition of a row that leads on if none of others holds.
     *
     * @param conditions the conditions of the others, at least one
     * @return the negation of all of them
     */
    public static String otherwise(List<String> conditions) {
        return "!((" + String.join(") || (", conditions) + "))";
    }

    /** Returns the transition of the step that stands at a path of the request. */
    static Map<StepId, Predicate> bind(List<Spot> rows, String stepPath, SourceMap source) {
        var transition = new TransitionRows(stepPath + "/transition/successors", source);
        var written = rows.stream().filter(TransitionRows::isWritten).toList();
        for (int i = 0; i < written.size(); i++) {
            boolean last = i == written.size() - 1;
            var spot = written.get(i);
            spot.text().ifPresent(text -> transition.add(text, spot, last));
        }
        return transition.successors;
    }

    /** Rows with nothing in them are passed over. */
    private static boolean isWritten(Spot row) {
        return !row.isNull() && !row.isBlank();
    }

    private void add(String text, Spot spot, boolean isLast) {
        var row = TransitionRow.of(text);
        if (row.isEmpty()) {
            spot.problem(
                    ProblemCode.UNKNOWN_VALUE,
                    "expected the id of a job, 'IF condition THEN job' or 'OTHERWISE job' but found " + Quote.of(text));
            return;
        }
        switch (row.get()) {
            case TransitionRow.Always always -> put(always.successor(), Predicate.always(), spot);
            case TransitionRow.When when -> {
                conditions.add(when.condition());
                put(when.successor(), TransitionBinder.predicate(when.condition()), spot);
            }
            case TransitionRow.Otherwise otherwise -> {
                if (!isLast) {
                    spot.problem(ProblemCode.CONFLICT, "'OTHERWISE' must be the last row");
                }
                put(otherwise.successor(), fallback(), spot);
            }
        }
    }

    private Predicate fallback() {
        return conditions.isEmpty() ? Predicate.always() : new Predicate.Expression(otherwise(conditions));
    }

    private void put(String successor, Predicate predicate, Spot spot) {
        try {
            successors.put(new StepId(successor), predicate);
            source.putOther(JsonPointer.member(path, successor), spot);
        } catch (InvalidIdException e) {
            spot.problem(ProblemCode.INVALID_ID, Objects.requireNonNull(e.getMessage()));
        }
    }
}
