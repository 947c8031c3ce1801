package io.maestro.conformance.engine;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came of cases, by group, and prints each difference. */
final class Tally {

    private final Map<String, Counts> groups = new TreeMap<>();

    /** What came of the cases of a group. */
    private static final class Counts {
        private final Map<Feature, Integer> waiting = new TreeMap<>();
        private int agree;
        private int deviate;
        private int disagree;

        void add(Counts other) {
            agree += other.agree;
            deviate += other.deviate;
            disagree += other.disagree;
        }

        @Override
        public String toString() {
            return agree + " agree, " + deviate + " deviate, " + disagree + " disagree";
        }
    }

    int disagree() {
        return all().disagree;
    }

    private Counts all() {
        var all = new Counts();
        groups.values().forEach(all::add);
        return all;
    }

    void add(EngineCase recorded, Outcome outcome, PrintStream out) {
        var counts = groups.computeIfAbsent(recorded.group(), group -> new Counts());
        switch (outcome) {
            case Outcome.Agrees agrees -> counts.agree++;
            case Outcome.Waits(var features) ->
                features.forEach(feature -> counts.waiting.merge(feature, 1, Integer::sum));
            case Outcome.Differs differs -> {
                differs.differences().forEach(difference -> out.println(difference.toString(recorded.id())));
                if (differs.isExplained()) {
                    counts.deviate++;
                } else {
                    counts.disagree++;
                }
            }
        }
    }

    void print(PrintStream out) {
        groups.forEach((group, counts) -> {
            out.println(group + ": " + counts);
            counts.waiting.forEach(
                    (feature, count) -> out.println(group + ": " + count + " not compared, which need " + feature));
        });
        out.println(all());
    }
}
