package io.maestro.conformance.engine;

import io.maestro.definition.Step;
import io.maestro.run.Action;
import io.maestro.run.Children;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The facts of a step in a run.
 *
 * @param host the engine
 * @param step the step
 * @param attempts its attempts, at least one
 */
record StepFacts(VirtualHost host, Step step, List<StepAttempt> attempts) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    ObjectNode facts() {
        var newest = attempts.getLast();
        var facts = NODES.objectNode();
        facts.put("status", newest.status().name());
        if (attempts.size() > 1) {
            var statuses = facts.putArray("attempts");
            attempts.forEach(attempt -> statuses.add(attempt.status().name()));
        }
        if (isConsidered(newest)) {
            facts.put("satisfied", newest.status() != StepStatus.UNSATISFIED);
        }
        var params = ParamFacts.ofStep(newest.params());
        if (!params.isEmpty()) {
            facts.set("params", params);
        }
        addConditions(facts, newest);
        facts.put("started", isStarted(newest));
        addRetries(facts);
        host.http()
                .exchange(newest.runId(), newest.step().value(), newest.attempt())
                .ifPresent(exchange -> {
                    var fact = facts.putObject("http");
                    fact.put("status", exchange.succeeded() ? "SUCCESS" : "FAILED");
                    fact.put("status_code", exchange.code());
                });
        newest.children().ifPresent(children -> addChildren(facts, newest, children));
        return facts;
    }

    /** An attempt that was ended while it waited to begin was not looked at. */
    private static boolean isConsidered(StepAttempt attempt) {
        return attempt.startedAt().isPresent()
                || attempt.status() == StepStatus.UNSATISFIED
                || attempt.status() == StepStatus.INTERNALLY_FAILED
                || (attempt.status() == StepStatus.SKIPPED && attempt.attempt() == 1)
                || attempt.actions().stream().anyMatch(taken -> taken.action() == Action.PAUSE);
    }

    /** The evaluation of params belongs to the work here, and goes before it in the recordings. */
    private boolean isStarted(StepAttempt attempt) {
        return attempt.startedAt().isPresent()
                && attempt.params().keySet().containsAll(step.basics().params().keySet());
    }

    private void addConditions(ObjectNode facts, StepAttempt attempt) {
        var successors = step.basics().transition().successors().keySet();
        if (successors.isEmpty()) {
            return;
        }
        var conditions = facts.putObject("conditions");
        for (var successor : successors) {
            var outcome = attempt.transitions().get(successor);
            if (outcome == null) {
                conditions.putNull(successor.value());
            } else {
                conditions.put(successor.value(), outcome);
            }
        }
    }

    private void addRetries(ObjectNode facts) {
        var made = attempts.getLast().retries();
        var retries = NODES.objectNode();
        putUnlessZero(retries, "error_retries", made.error());
        putUnlessZero(retries, "platform_retries", made.platform());
        putUnlessZero(retries, "timeout_retries", made.timeout());
        putUnlessZero(retries, "manual_retries", triedByHand());
        if (!retries.isEmpty()) {
            facts.set("retries", retries);
        }
    }

    /** Only somebody who asks for it has an attempt follow one after which none would. */
    private int triedByHand() {
        return (int) attempts.subList(0, attempts.size() - 1).stream()
                .filter(before -> !before.status().isRetried())
                .count();
    }

    private static void putUnlessZero(ObjectNode node, String name, int count) {
        if (count != 0) {
            node.put(name, count);
        }
    }

    private void addChildren(ObjectNode facts, StepAttempt attempt, Children children) {
        var below = new ChildFacts(host, attempt, ChildRuns.of(host, children));
        switch (children) {
            case Children.Iterations iterations -> {
                if (iterations.total() >= 0) {
                    facts.set("foreach", below.ofForeach(step, iterations));
                } else {
                    facts.set("while", below.ofWhile());
                }
            }
            case Children.Subworkflow subworkflow ->
                below.ofSubworkflow().ifPresent(child -> facts.set("subworkflow", child));
        }
    }
}
