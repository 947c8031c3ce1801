package io.maestro.internal.graph;

import static io.maestro.internal.graph.Graphs.graph;
import static io.maestro.internal.graph.Graphs.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.StepId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    void upstream_is_the_transitive_closure(long seed) {
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
            for (int from = 0; from < size; from++) {
                for (int to = 0; to < size; to++) {
                    assertThat(graph.isUpstream(from, to))
                            .as("seed %d, round %d: %s, from %d to %d", seed, round, successors, from, to)
                            .isEqualTo(way[from][to]);
                }
            }
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
}
