package io.maestro.conformance.engine;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came of cases, and prints each difference. */
final class Tally {

    private final Map<String, Map<String, Integer>> waiting = new TreeMap<>();
    private int agree;
    private int deviate;
    private int disagree;

    int disagree() {
        return disagree;
    }

    void add(EngineCase recorded, Outcome outcome, PrintStream out) {
        switch (outcome) {
            case Outcome.Agrees agrees -> agree++;
            case Outcome.Waits(var features) ->
                features.forEach(feature -> waiting.computeIfAbsent(recorded.group(), group -> new TreeMap<>())
                        .merge(feature.toString(), 1, Integer::sum));
            case Outcome.Differs differs -> {
                differs.differences().forEach(difference -> out.println(difference.toString(recorded.id())));
                if (differs.isExplained()) {
                    deviate++;
                } else {
                    disagree++;
                }
            }
        }
    }

    void print(PrintStream out) {
        waiting.forEach((group, features) -> features.forEach(
                (feature, count) -> out.println(group + ": " + count + " not compared, which need " + feature)));
        out.println(agree + " agree, " + deviate + " deviate, " + disagree + " disagree");
    }
}
