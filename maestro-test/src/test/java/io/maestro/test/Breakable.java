package io.maestro.test;

import io.maestro.step.StepBody;
import io.maestro.step.StepContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Steps that fail as long as they are broken, and what of them ran. */
final class Breakable {

    final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Function<StepContext, String> name;

    /** Knows steps by their ids. */
    Breakable() {
        this(context -> context.stepId().value());
    }

    /** Knows steps by other names. */
    Breakable(Function<StepContext, String> name) {
        this.name = name;
    }

    StepBody<Object> body() {
        return context -> {
            var step = name.apply(context);
            ran.add(step);
            if (broken.contains(step)) {
                throw new IllegalStateException("broken");
            }
            return step + " of run " + context.runId().run();
        };
    }
}
