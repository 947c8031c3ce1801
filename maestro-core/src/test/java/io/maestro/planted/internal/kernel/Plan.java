package io.maestro.planted.internal.kernel;

import java.time.Duration;
import java.util.List;

/** Breaks no rule: plain Java, arrays, an enum, a lambda, switches over strings and patterns. */
public record Plan(List<String> steps) {
    enum Pace {
        SLOW,
        FAST
    }

    Pace pace(String name) {
        return switch (name) {
            case "slow" -> Pace.SLOW;
            default -> Pace.FAST;
        };
    }

    int size(Object part) {
        return switch (part) {
            case Plan(var inner) -> inner.size();
            case String text -> text.length();
            default -> 0;
        };
    }

    int[] lengths() {
        int[] lengths = steps.stream().mapToInt(step -> step.length()).toArray();
        int[] copy = new int[lengths.length];
        System.arraycopy(lengths, 0, copy, 0, lengths.length);
        return copy;
    }

    Duration atLeast() {
        return pace("slow") == Pace.SLOW ? Duration.ofMinutes(1) : Duration.ZERO;
    }
}
