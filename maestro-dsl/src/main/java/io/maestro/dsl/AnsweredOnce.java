package io.maestro.dsl;

import io.maestro.step.StepContext;
import io.maestro.step.StepPredicate;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition that answers once each time its step completes, however often it is asked. What {@code otherwise} asks and what
 * the transition itself asks is then the same answer, also if the condition looks at a clock.
 *
 * <p>The engine evaluates the conditions of a completion one after the other, on one thread and with one context; so it is
 * enough that each thread remembers the answers to the latest context. Its threads are virtual and end soon after, and the
 * memory with them.
 */
final class AnsweredOnce implements StepPredicate {

    private static final ThreadLocal<@Nullable Answers> LATEST = new ThreadLocal<>();

    private final StepPredicate condition;

    private record Answers(StepContext context, Map<AnsweredOnce, Boolean> known) {}

    AnsweredOnce(StepPredicate condition) {
        this.condition = condition;
    }

    @Override
    public boolean test(StepContext context) throws Exception {
        var answers = answersTo(context);
        var known = answers.get(this);
        if (known != null) {
            return known;
        }
        boolean answer = condition.test(context);
        answers.put(this, answer);
        return answer;
    }

    @SuppressWarnings("ReferenceEquality") // an equal context of another completion has answers of its own
    private static Map<AnsweredOnce, Boolean> answersTo(StepContext context) {
        var latest = LATEST.get();
        if (latest == null || latest.context() != context) {
            latest = new Answers(context, new IdentityHashMap<>());
            LATEST.set(latest);
        }
        return latest.known();
    }
}
