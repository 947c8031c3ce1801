package io.maestro.internal.graph;

import static io.maestro.internal.graph.Graphs.graph;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loops of random graphs are what their definition says, found by trying everything. */
class LoopsPropertyTest {

    private static final int ROUNDS = 8_000;
    private static final int MAX_SIZE = 12;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void loops_are_what_their_definition_says(long seed) {
        var random = new Random(seed);
        int acyclic = 0;
        int nested = 0;
        int tangled = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var successors = successors(random);
            var graph = graph(successors);
            var cycles = new Cycles(successors);
            var about = "seed %d, round %d: %s".formatted(seed, round, successors);
            assertThat(graph.tangle().isEmpty()).as(about).isEqualTo(cycles.areLoops());
            if (graph.tangle().isPresent()) {
                tangled++;
                check(graph.tangle().get(), successors, cycles, about);
                continue;
            }
            acyclic += graph.loops().isEmpty() ? 1 : 0;
            nested += graph.loops().all().stream().anyMatch(loop -> loop.depth() > 2) ? 1 : 0;
            checkLoops(graph, cycles, about);
            checkEdges(graph, cycles, about);
        }
        // Otherwise little would have been tried.
        assertThat(List.of(acyclic, nested, tangled)).as("seed %d", seed).allMatch(count -> count > ROUNDS / 100);
        assertThat(acyclic + tangled).isLessThan(ROUNDS * 2 / 3);
    }

    /**
     * In every second graph, some order of the steps, of which most follow each other, with transitions mostly back; so that loops
     * come about, also within each other. In the others, any transitions.
     */
    private static List<List<Integer>> successors(Random random) {
        int size = 1 + random.nextInt(MAX_SIZE);
        var order = new ArrayList<Integer>();
        var edges = new ArrayList<TreeSet<Integer>>();
        for (int step = 0; step < size; step++) {
            order.add(step);
            edges.add(new TreeSet<>());
        }
        Collections.shuffle(order, random);
        boolean chained = random.nextBoolean();
        for (int at = 0; at + 1 < size && chained; at++) {
            if (random.nextInt(8) > 0) {
                edges.get(order.get(at)).add(order.get(at + 1));
            }
        }
        int more = random.nextInt(chained ? 1 + size : 1 + size * 3 / 2);
        for (int i = 0; i < more; i++) {
            int one = random.nextInt(size);
            int other = random.nextInt(size);
            boolean back = chained && random.nextInt(5) > 0;
            int from = back ? Math.max(one, other) : one;
            int to = back ? Math.min(one, other) : other;
            edges.get(order.get(from)).add(order.get(to));
        }
        var successors = new ArrayList<List<Integer>>();
        for (var targets : edges) {
            var shuffled = new ArrayList<>(targets);
            Collections.shuffle(shuffled, random);
            successors.add(shuffled);
        }
        return successors;
    }

    private static void checkLoops(Graph graph, Cycles cycles, String about) {
        for (int step = 0; step < graph.size(); step++) {
            var headed = graph.loops().headedBy(step);
            assertThat(headed.map(LoopsPropertyTest::members).orElse(0))
                    .as(about)
                    .isEqualTo(cycles.loop(step));
            if (headed.isPresent()) {
                var loop = headed.get();
                assertThat(loop.header()).as(about).isEqualTo(step);
                assertThat(loop.parent().map(Loop::header))
                        .as(about)
                        .isEqualTo(cycles.headerAround(cycles.loop(step), step));
                assertThat(loop.depth())
                        .as(about)
                        .isEqualTo(loop.parent().map(Loop::depth).orElse(0) + 1);
            }
            assertThat(graph.loops().around(step).map(Loop::header))
                    .as(about)
                    .isEqualTo(cycles.headerAround(1 << step, -1));
            int forward = cycles.forwardPredecessors(step);
            assertThat(graph.forwardPredecessorCount(step)).as(about).isEqualTo(forward);
            assertThat(Cycles.has(cycles.entrances, step)).as(about).isEqualTo(forward == 0);
        }
        var before = new HashSet<Loop>();
        for (var loop : graph.loops().all()) {
            assertThat(loop.parent().map(before::contains).orElse(true))
                    .as(about)
                    .isTrue();
            before.add(loop);
        }
    }

    private static int members(Loop loop) {
        int members = 0;
        for (int i = 0; i < loop.size(); i++) {
            assertThat(loop.contains(loop.member(i))).isTrue();
            members |= 1 << loop.member(i);
        }
        assertThat(Integer.bitCount(members)).isEqualTo(loop.size());
        return members;
    }

    private static void checkEdges(Graph graph, Cycles cycles, String about) {
        var closing = new HashSet<Edge>();
        var leaving = new HashSet<Edge>();
        graph.loops().all().forEach(loop -> {
            assertThat(closing.addAll(loop.backEdges())).as(about).isTrue();
            leaving.addAll(loop.exits());
        });
        for (int step = 0; step < graph.size(); step++) {
            for (int index = 0; index < graph.successorCount(step); index++) {
                int successor = graph.successor(step, index);
                var edge = new Edge(step, index);
                var closed = graph.loops().closedBy(step, index);
                assertThat(closed.map(Loop::header))
                        .as(about)
                        .isEqualTo(cycles.isBack(step, successor) ? Optional.of(successor) : Optional.empty());
                assertThat(closed.map(loop -> loop.backEdges().contains(edge)).orElse(!closing.contains(edge)))
                        .as(about)
                        .isTrue();
                checkLeft(graph, edge, successor, about);
                assertThat(leaving.contains(edge))
                        .as(about)
                        .isEqualTo(graph.loops().isExit(step, index));
                assertThat(graph.loops().around(step, index).map(Loop::header))
                        .as(about)
                        .isEqualTo(cycles.headerAround(1 << step | 1 << successor, -1));
            }
        }
    }

    private static void checkLeft(Graph graph, Edge edge, int successor, String about) {
        var left = new ArrayList<Loop>();
        for (var loop = graph.loops().around(edge.step());
                loop.isPresent();
                loop = loop.get().parent()) {
            if (!loop.get().contains(successor)) {
                left.add(loop.get());
            }
        }
        assertThat(graph.loops().leftBy(edge.step(), edge.index())).as(about).isEqualTo(left);
        assertThat(graph.loops().isExit(edge.step(), edge.index())).as(about).isEqualTo(!left.isEmpty());
        for (var loop : left) {
            assertThat(loop.exits().contains(edge)).as(about).isEqualTo(loop.equals(left.getLast()));
        }
    }

    private static void check(Tangle tangle, List<List<Integer>> successors, Cycles cycles, String about) {
        var steps = tangle.steps();
        int cycle = 0;
        for (int i = 0; i < steps.size(); i++) {
            assertThat(Cycles.has(cycle, steps.get(i))).as(about).isFalse();
            cycle |= 1 << steps.get(i);
            assertThat(successors.get(steps.get(i))).as(about).contains(steps.get((i + 1) % steps.size()));
        }
        int outside = cycles.reach(cycles.entrances, cycle);
        var waysIn = new ArrayList<Tangle.WayIn>();
        for (int step : steps) {
            var from = new ArrayList<Integer>();
            for (int other = 0; other < successors.size(); other++) {
                if (Cycles.has(outside, other) && successors.get(other).contains(step)) {
                    from.add(other);
                }
            }
            if (!from.isEmpty() || Cycles.has(cycles.entrances, step)) {
                waysIn.add(new Tangle.WayIn(step, from));
            }
        }
        assertThat(tangle.waysIn()).as(about).isEqualTo(waysIn).hasSizeGreaterThan(1);
    }
}
