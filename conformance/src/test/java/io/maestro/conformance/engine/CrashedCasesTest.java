package io.maestro.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Stores;
import io.maestro.conformance.Beside;
import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import io.maestro.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A process that dies in the middle of a recorded case, and goes on, comes to the facts that it comes to without dying. */
class CrashedCasesTest {

    private static final Set<String> GROUPS = Set.of(
            "graph",
            "condition-error",
            "foreach",
            "while",
            "subworkflow",
            "params",
            "sample",
            "failure",
            "retry",
            "timeout");

    private static final int CRASHES = Integer.getInteger("crashes", 2);
    private static final Pattern CHANCE = Pattern.compile("/flaky/|UUID\\.random|nextUniqueId|FAIL_IMMEDIATELY");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TestFactory
    Stream<DynamicTest> come_to_the_same_facts() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var cases = new ArrayList<>(EngineCommand.cases(Beside.recordings("engine/engine-dev.jsonl"), GROUPS));
        cases.addAll(EngineCommand.cases(Beside.recordings("engine/samples-dev.jsonl"), GROUPS));
        return cases.stream().filter(CrashedCasesTest::isToldByItsFacts).flatMap(recorded -> {
            var counting = new CrashingStore(Stores.inMemory(), Integer.MAX_VALUE);
            var facts = played(recorded, counting.store());
            return points(counting.commits(), random)
                    .map(point -> DynamicTest.dynamicTest(
                            recorded.id() + " after commit " + point,
                            () -> assertThat(differences(recorded, facts, crashed(recorded, point)))
                                    .isEmpty()));
        });
    }

    private static List<Difference> differences(EngineCase recorded, JsonNode facts, ObjectNode got) {
        var expected = new EngineCase(recorded.id(), recorded.group(), List.of(), List.of(), facts, recorded.racy());
        return Comparison.differences(expected, got);
    }

    /** Points in time, all if there are few. */
    private static Stream<Integer> points(int commits, Random random) {
        return commits <= CRASHES
                ? IntStream.rangeClosed(1, commits).boxed()
                : random.ints(1, commits + 1).distinct().limit(CRASHES).boxed();
    }

    /** Where chance decides, or who is faster, it may decide otherwise after a crash. */
    private static boolean isToldByItsFacts(EngineCase recorded) {
        return Needs.of(recorded).isEmpty()
                && recorded.calls().size() == 2
                && recorded.calls().get(0) instanceof Call.Start
                && recorded.calls().get(1) instanceof Call.AwaitRun
                && !CHANCE.matcher(recorded.definitions().toString()).find()
                && !competesForNumbers(recorded)
                && !endsWhatWouldBegin(recorded);
    }

    /** Tells whether steps start the same workflow, and so compete for the numbers of its instances. */
    private static boolean competesForNumbers(EngineCase recorded) {
        var started = recorded.definitions().stream()
                .flatMap(definition -> definition.findValues("subworkflow_id").stream())
                .toList();
        return Set.copyOf(started).size() < started.size();
    }

    /** Tells whether an iteration fails beside others: those that have begun by then go on, and no more begin. */
    private static boolean endsWhatWouldBegin(EngineCase recorded) {
        return recorded.expected().findValues("stats").stream().anyMatch(stats -> stats.has("FAILED"))
                && recorded.definitions().stream()
                        .flatMap(definition -> definition.findValues("foreach").stream())
                        .anyMatch(foreach -> foreach.path("concurrency").asInt(0) != 1);
    }

    private static ObjectNode played(EngineCase recorded, Store store) {
        try (var host = VirtualHost.with(store)) {
            return goOn(recorded, new Replay(host), host);
        }
    }

    /** Does what is not done yet, as an application does that starts again. */
    private static ObjectNode goOn(EngineCase recorded, Replay replay, VirtualHost host) {
        recorded.definitions().forEach(replay::create);
        var first = first(recorded);
        if (host.maestro().find(first).isEmpty()) {
            replay.answer(recorded.calls().getFirst());
        }
        host.await(
                LIMIT,
                () -> host.maestro().find(first).stream()
                        .allMatch(run -> run.status().isTerminal()));
        host.settle();
        var facts = JsonNodeFactory.instance.objectNode();
        replay.addInstances(facts);
        return facts;
    }

    /** A run that was refused is over, too. */
    private static boolean isOver(VirtualHost host, EngineCase recorded) {
        return host.maestro().find(first(recorded)).stream()
                .allMatch(run -> run.status().isTerminal());
    }

    private static RunId first(EngineCase recorded) {
        var start = (Call.Start) recorded.calls().getFirst();
        return new RunId(new WorkflowId(start.workflow()), 1, 1);
    }

    /** Who is faster decides, too, which facts share a commit: a run that needs fewer of them dies at its last one. */
    private static ObjectNode crashed(EngineCase recorded, int point) {
        for (int last = point; ; ) {
            var rows = Stores.inMemory();
            var store = new CrashingStore(rows, last);
            var host = VirtualHost.with(store.store());
            try (host) {
                var replay = new Replay(host);
                recorded.definitions().forEach(replay::create);
                replay.answer(recorded.calls().getFirst());
                host.await(LIMIT, () -> store.isCrashed() || isOver(host, recorded));
                host.settle();
            }
            if (store.isCrashed()) {
                try (var successor = host.successor(new CrashingStore(rows, Integer.MAX_VALUE).store())) {
                    return goOn(recorded, new Replay(successor), successor);
                }
            }
            last = store.commits();
        }
    }
}
