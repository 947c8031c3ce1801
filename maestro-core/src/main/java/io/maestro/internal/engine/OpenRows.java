package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.internal.kernel.Decision;
import io.maestro.run.StepAttempt;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which steps of a run have rows on their way to the store that do not tell an end. What a body has done in a transaction must not be
 * committed before these: they would take the place of the end that is committed with it. Thread-safe.
 */
final class OpenRows {

    private final Map<StepId, Integer> underWay = new ConcurrentHashMap<>(0);

    /** The rows of a decision are on their way. */
    void sent(Decision decision) {
        count(decision, 1);
    }

    /** The rows of a decision have been recorded. */
    void recorded(Decision decision) {
        count(decision, -1);
    }

    private void count(Decision decision, int change) {
        for (var fact : decision.facts()) {
            if (fact instanceof StepAttempt attempt && attempt.endedAt().isEmpty()) {
                underWay.merge(attempt.step(), change, (before, more) -> before + more == 0 ? null : before + more);
            }
        }
    }

    boolean isUnderWay(StepId step) {
        return underWay.containsKey(step);
    }
}
