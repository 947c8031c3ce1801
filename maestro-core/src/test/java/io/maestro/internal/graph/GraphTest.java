package io.maestro.internal.graph;

import static io.maestro.internal.graph.Graphs.graph;
import static io.maestro.internal.graph.Graphs.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.StepId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTest {

    @Test
    void predecessors_are_told_in_the_order_of_the_definition() {
        var graph = graph(List.of(List.of(3), List.of(3, 2), List.of(3), List.of()));

        assertThat(graph.predecessors(3)).containsExactly(id(0), id(1), id(2));
        assertThat(graph.predecessorCount(3)).isEqualTo(3);
        assertThat(graph.predecessors(0)).isEmpty();
        assertThat(graph.successorCount(1)).isEqualTo(2);
        assertThat(graph.id(graph.successor(1, 1))).isEqualTo(id(2));
        assertThat(graph.number(new StepId("x"))).isEmpty();
    }

    @Test
    void conditions_that_are_all_the_same_keep_the_order_of_the_definition() {
        var graph = graph(List.of(List.of(2, 1), List.of(), List.of()));

        assertThat(graph.uniform(0, true)).containsExactly(Map.entry(id(2), true), Map.entry(id(1), true));
        assertThat(graph.uniform(1, true)).isEmpty();
    }

    @Test
    void upstream_is_what_a_way_leads_from() {
        var graph = graph(List.of(List.of(1), List.of(2), List.of(), List.of(2)));

        assertThat(graph.isUpstream(0, 1)).isTrue();
        assertThat(graph.isUpstream(0, 2)).isTrue();
        assertThat(graph.isUpstream(3, 2)).isTrue();
        assertThat(graph.isUpstream(2, 0)).isFalse();
        assertThat(graph.isUpstream(3, 1)).isFalse();
        assertThat(graph.isUpstream(1, 1)).isFalse();
    }

    @Test
    void a_lattice_with_more_ways_than_could_be_walked_is_searched_at_once() {
        int layers = 60;
        var successors = new ArrayList<List<Integer>>();
        for (int i = 0; i < layers; i++) {
            int next = (i + 1) * 2;
            var edges = i == layers - 1 ? List.<Integer>of() : List.of(next, next + 1);
            successors.add(edges);
            successors.add(edges);
        }

        assertThat(graph(successors).isUpstream(0, layers * 2 - 1)).isTrue();
        assertThat(graph(successors).isUpstream(1, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void upstream_is_the_transitive_closure_and_cycles_are_found_where_it_meets_itself(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int size = 1 + random.nextInt(7);
            boolean[][] way = new boolean[size][size];
            var successors = new ArrayList<List<Integer>>();
            for (int from = 0; from < size; from++) {
                var edges = new LinkedHashSet<Integer>();
                for (int to = 0; to < size; to++) {
                    if (random.nextInt(size * 2) < 2) {
                        edges.add(to);
                        way[from][to] = true;
                    }
                }
                successors.add(List.copyOf(edges));
            }
            close(way);
            var graph = graph(successors);
            boolean cyclic = false;
            for (int from = 0; from < size; from++) {
                cyclic |= way[from][from];
                for (int to = 0; to < size; to++) {
                    assertThat(graph.isUpstream(from, to))
                            .as("seed %d, round %d: %s, from %d to %d", seed, round, successors, from, to)
                            .isEqualTo(way[from][to]);
                }
            }
            checkCycle(successors, cyclic);
        }
    }

    private static void close(boolean[][] way) {
        for (int via = 0; via < way.length; via++) {
            for (int from = 0; from < way.length; from++) {
                for (int to = 0; to < way.length; to++) {
                    way[from][to] |= way[from][via] && way[via][to];
                }
            }
        }
    }

    private static void checkCycle(List<List<Integer>> successors, boolean cyclic) {
        var byId = new LinkedHashMap<StepId, Set<StepId>>();
        for (int i = 0; i < successors.size(); i++) {
            var ids = new LinkedHashSet<StepId>();
            successors.get(i).forEach(successor -> ids.add(id(successor)));
            byId.put(id(i), ids);
        }
        var found = CycleFinder.find(byId);
        assertThat(found.isPresent()).as("%s", successors).isEqualTo(cyclic);
        found.ifPresent(cycle -> {
            assertThat(new HashSet<>(cycle)).hasSameSizeAs(cycle);
            for (int i = 0; i < cycle.size(); i++) {
                var next = cycle.get((i + 1) % cycle.size());
                assertThat(byId.getOrDefault(cycle.get(i), Set.of()))
                        .as("%s in %s", cycle, successors)
                        .contains(next);
            }
        });
    }

    @Test
    void a_chain_longer_than_a_stack_is_deep_is_searched_for_cycles() {
        int length = 200_000;
        var chain = new LinkedHashMap<StepId, Set<StepId>>();
        for (int i = 0; i < length; i++) {
            chain.put(id(i), Set.of(id(i + 1)));
        }
        assertThat(CycleFinder.find(chain)).isEmpty();

        chain.put(id(length), Set.of(id(length - 1)));
        assertThat(CycleFinder.find(chain)).contains(List.of(id(length - 1), id(length)));
    }
}
