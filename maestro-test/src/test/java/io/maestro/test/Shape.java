package io.maestro.test;

import io.maestro.definition.FailureMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The steps of a random workflow or of the body of one of its loops. Steps know each other by their place in the list. */
record Shape(List<Step> steps) {

    /**
     * A step.
     *
     * @param id its id, which no other step of the whole has
     * @param successors the places of its successors, which may be before it
     * @param conditional whether its transitions have conditions
     * @param maxPasses how often its loop may be passed through
     */
    record Step(
            String id,
            Kind kind,
            FailureMode mode,
            int retries,
            List<Integer> successors,
            boolean conditional,
            int maxPasses) {

        boolean ignoresFailure() {
            return mode == FailureMode.IGNORE_FAILURE;
        }
    }

    sealed interface Kind {}

    /** Takes time, and may fail. */
    record Work() implements Kind {}

    /** Iterates over as many elements as its code says, or over a literal. */
    record Foreach(boolean coded, int size, int concurrency, boolean strict, Shape body) implements Kind {}

    /** Iterates some times, unless an iteration fails. */
    record While(int times, Shape body) implements Kind {}

    record Subworkflow(boolean sync, Shape body) implements Kind {}

    /** Draws a workflow, in which bodies may be nested three deep. */
    static Shape random(Random random) {
        return new Draw(random).shape(1 + random.nextInt(6), 3);
    }

    private static final class Draw {
        private final Random random;
        private final AtomicInteger ids = new AtomicInteger();

        Draw(Random random) {
            this.random = random;
        }

        Shape shape(int size, int depth) {
            double forward = 0.15 + random.nextDouble() * 0.4;
            double back = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.6;
            var steps = new ArrayList<Step>();
            for (int place = 0; place < size; place++) {
                steps.add(step(place, size, depth, forward, back));
            }
            return new Shape(steps);
        }

        /**
         * Only steps that take time go back, so that no two things that matter to each other happen at the same instant; and
         * only on conditions, as others would never end.
         */
        private Step step(int place, int size, int depth, double forward, double back) {
            var id = "s" + ids.incrementAndGet();
            var kind = kind(depth);
            var successors = new ArrayList<Integer>();
            for (int other = 0; other < size; other++) {
                double chance = other > place ? forward : kind instanceof Work ? back : 0;
                if (random.nextDouble() < chance) {
                    successors.add(other);
                }
            }
            return new Step(
                    id,
                    kind,
                    mode(),
                    kind instanceof Work ? random.nextInt(3) : 0,
                    successors,
                    random.nextInt(4) != 0 || successors.stream().anyMatch(other -> other <= place),
                    1 + random.nextInt(3));
        }

        private Kind kind(int depth) {
            if (depth == 0 || random.nextInt(8) > depth) {
                return new Work();
            }
            var body = shape(1 + random.nextInt(4), depth - 1);
            return switch (random.nextInt(5)) {
                case 0 -> new While(random.nextInt(4), body);
                case 1 -> new Subworkflow(random.nextInt(3) != 0, body);
                default ->
                    new Foreach(
                            random.nextBoolean(), random.nextInt(5), 1 + random.nextInt(3), random.nextBoolean(), body);
            };
        }

        private FailureMode mode() {
            return switch (random.nextInt(8)) {
                case 0 -> FailureMode.FAIL_IMMEDIATELY;
                case 1, 2 -> FailureMode.IGNORE_FAILURE;
                default -> FailureMode.FAIL_AFTER_RUNNING;
            };
        }
    }
}
