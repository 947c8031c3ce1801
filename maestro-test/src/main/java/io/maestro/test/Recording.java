package io.maestro.test;

import io.maestro.RunHandle;
import io.maestro.run.Initiator;
import io.maestro.run.Rollup;
import io.maestro.run.StepAttempt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes down what runs came to. */
final class Recording {

    /** The names of the facts that tell when something was. */
    static final Set<String> TIMES = Set.of("started after", "ended after");

    private final FactText text;
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

    private Recording(FactText text) {
        this.text = text;
    }

    /** Returns the facts of a run and of those below it. */
    static RunFacts of(RunHandle run) {
        var all = NamedRun.allOf(run);
        var recording = new Recording(new FactText(all));
        all.forEach(recording::add);
        return new RunFacts(recording.sections);
    }

    private void add(NamedRun named) {
        sections.put(named.path().isEmpty() ? "run" : "run " + named.path(), ofRun(named));
        var prefix = named.path().isEmpty() ? "" : named.path() + "/";
        for (var attempt : named.attempts()) {
            sections.put("step " + prefix + attempt.step() + ", attempt " + attempt.attempt(), of(attempt));
        }
    }

    private Map<String, String> ofRun(NamedRun named) {
        var run = named.run();
        var facts = new LinkedHashMap<String, String>();
        if (run.definition().body().isEmpty()) {
            facts.put("workflow", run.definition().workflow().value());
        }
        facts.put("status", run.status().name());
        if (run.initiator() instanceof Initiator.ByStep byStep) {
            byStep.item().ifPresent(item -> facts.put("item", text.of(item.value())));
        }
        addTimes(facts, run.startedAt(), run.endedAt());
        named.params().forEach((name, param) -> facts.put("param " + name, text.of(param)));
        run.restart().ifPresent(restart -> facts.put("goes on", restart.policy().name()));
        run.ending().ifPresent(ending -> facts.put("reason", text.quoted(ending.reason())));
        run.compensation().ifPresent(undoing -> facts.put("compensation", text.quoted(undoing.toString())));
        run.handling().ifPresent(handling -> facts.put("handlers", text.quoted(handling.toString())));
        addNumbered(facts, "action", run.actions());
        addLeaves(facts, run.rollup());
        return facts;
    }

    private Map<String, String> of(StepAttempt attempt) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("status", attempt.status().name());
        if (attempt.visit() > 1) {
            facts.put("visit", String.valueOf(attempt.visit()));
        }
        if (attempt.pass() > 1) {
            facts.put("pass", String.valueOf(attempt.pass()));
        }
        addTimes(facts, attempt.startedAt(), attempt.endedAt());
        new TreeMap<>(attempt.params()).forEach((name, param) -> {
            if (!param.source().isSystem()) {
                facts.put("param " + name, text.of(param));
            }
        });
        attempt.output().ifPresent(output -> facts.put("output", text.of(output)));
        attempt.error().ifPresent(error -> facts.put("error", text.quoted(error.message())));
        attempt.settlement()
                .ifPresent(said -> facts.put(
                        "settlement", text.quoted(said.by() + " said " + said.verdict() + ": " + said.reason())));
        addNumbered(facts, "action", attempt.actions());
        new TreeMap<>(attempt.transitions().entrySet().stream()
                        .collect(Collectors.toMap(way -> way.getKey().value(), Map.Entry::getValue)))
                .forEach((successor, taken) -> facts.put("to " + successor, taken ? "yes" : "no"));
        attempt.children().ifPresent(children -> addLeaves(facts, children.rollup()));
        return facts;
    }

    private void addTimes(Map<String, String> facts, Optional<Instant> startedAt, Optional<Instant> endedAt) {
        startedAt.ifPresent(at -> facts.put("started after", text.after(at)));
        endedAt.ifPresent(at -> facts.put("ended after", text.after(at)));
    }

    private void addNumbered(Map<String, String> facts, String name, List<?> all) {
        for (int i = 0; i < all.size(); i++) {
            facts.put(name + " " + (i + 1), text.quoted(all.get(i).toString()));
        }
    }

    private static void addLeaves(Map<String, String> facts, Rollup leaves) {
        leaves.counts().forEach((status, count) -> facts.put("leaf steps " + status, String.valueOf(count)));
    }
}
