package io.maestro.internal.graph;

import static io.maestro.internal.graph.Graphs.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.internal.graph.Tangle.WayIn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small graphs whose loops can be seen by eye, and large ones. {@link LoopsPropertyTest} has those in between. */
class LoopsTest {

    private static List<Integer> members(Loop loop) {
        return IntStream.range(0, loop.size()).mapToObj(loop::member).toList();
    }

    private static Loop loop(Graph graph, int header) {
        return graph.loops().headedBy(header).orElseThrow();
    }

    @Test
    void a_graph_without_cycles_has_no_loops() {
        var graph = graph(List.of(List.of(1, 2), List.of(3), List.of(3), List.of()));

        assertThat(graph.loops().isEmpty()).isTrue();
        assertThat(graph.loops().all()).isEmpty();
        assertThat(graph.loops().around(3)).isEmpty();
        assertThat(graph.loops().closedBy(0, 1)).isEmpty();
        assertThat(graph.loops().isExit(0, 0)).isFalse();
        assertThat(graph.tangle()).isEmpty();
        assertThat(graph.forwardPredecessorCount(3)).isEqualTo(2);
    }

    /** 0 -> 1 -> 2 -> 3, and 2 goes back to 1. */
    @Nested
    class A_way_back {
        private final Graph graph = graph(List.of(List.of(1), List.of(2), List.of(3, 1), List.of()));
        private final Loops loops = graph.loops();

        @Test
        void makes_a_loop_of_all_that_it_can_do_once_more() {
            assertThat(members(loop(graph, 1))).containsExactly(1, 2);
            assertThat(loop(graph, 1).depth()).isEqualTo(1);
            assertThat(loop(graph, 1).parent()).isEmpty();
            assertThat(loops.around(2)).contains(loop(graph, 1));
            assertThat(loops.around(0)).isEmpty();
            assertThat(loops.around(3)).isEmpty();
            assertThat(loop(graph, 1).contains(2)).isTrue();
            assertThat(loop(graph, 1).contains(3)).isFalse();
        }

        @Test
        void closes_the_loop_and_others_leave_it() {
            assertThat(loops.closedBy(2, 1)).contains(loop(graph, 1));
            assertThat(loops.closedBy(2, 0)).isEmpty();
            assertThat(loops.closedBy(0, 0)).isEmpty();
            assertThat(loop(graph, 1).backEdges()).containsExactly(new Edge(2, 1));
            assertThat(loop(graph, 1).exits()).containsExactly(new Edge(2, 0));
            assertThat(loops.leftBy(2, 0)).containsExactly(loop(graph, 1));
            assertThat(loops.isExit(2, 0)).isTrue();
            assertThat(loops.isExit(2, 1)).isFalse();
            assertThat(loops.leftBy(0, 0)).isEmpty();
        }

        @Test
        void is_not_waited_for() {
            assertThat(graph.predecessorCount(1)).isEqualTo(2);
            assertThat(graph.forwardPredecessorCount(1)).isEqualTo(1);
            assertThat(graph.forwardPredecessorCount(2)).isEqualTo(1);
        }
    }

    @Test
    void a_step_that_follows_itself_is_a_loop_of_one() {
        var graph = graph(List.of(List.of(1), List.of(1, 2), List.of()));

        assertThat(members(loop(graph, 1))).containsExactly(1);
        assertThat(loop(graph, 1).backEdges()).containsExactly(new Edge(1, 0));
        assertThat(loop(graph, 1).exits()).containsExactly(new Edge(1, 1));
        assertThat(graph.forwardPredecessorCount(1)).isEqualTo(1);
    }

    @Test
    void a_loop_within_another_belongs_to_both() {
        // 1 to 4 are a loop, 2 and 3 one within it; 3 can leave both at once.
        var graph = graph(List.of(List.of(1), List.of(2), List.of(3), List.of(2, 4, 5), List.of(1, 5), List.of()));
        var outer = loop(graph, 1);
        var inner = loop(graph, 2);

        assertThat(graph.loops().all()).containsExactly(outer, inner);
        assertThat(members(outer)).containsExactlyInAnyOrder(1, 2, 3, 4).startsWith(1);
        assertThat(members(inner)).containsExactly(2, 3);
        assertThat(inner.parent()).contains(outer);
        assertThat(inner.depth()).isEqualTo(2);
        assertThat(graph.loops().around(2)).contains(inner);
        assertThat(graph.loops().around(4)).contains(outer);
        assertThat(graph.loops().leftBy(3, 2)).containsExactly(inner, outer);
        assertThat(inner.exits()).containsExactly(new Edge(3, 1));
        assertThat(outer.exits()).containsExactly(new Edge(3, 2), new Edge(4, 1));
    }

    @Test
    void a_transition_from_an_inner_loop_to_an_outer_header_leaves_the_one_and_closes_the_other() {
        var graph = graph(List.of(List.of(1), List.of(1, 0)));
        var outer = loop(graph, 0);
        var inner = loop(graph, 1);

        assertThat(graph.loops().closedBy(1, 1)).contains(outer);
        assertThat(graph.loops().leftBy(1, 1)).containsExactly(inner);
        assertThat(graph.loops().around(1, 1)).contains(outer);
        assertThat(outer.backEdges()).containsExactly(new Edge(1, 1));
        assertThat(inner.exits()).containsExactly(new Edge(1, 1));
        assertThat(outer.exits()).isEmpty();
    }

    @Test
    void ways_back_to_the_same_step_close_the_same_loop() {
        var graph = graph(List.of(List.of(1), List.of(2, 0), List.of(0)));

        assertThat(graph.loops().all()).hasSize(1);
        assertThat(loop(graph, 0).backEdges()).containsExactly(new Edge(1, 1), new Edge(2, 0));
    }

    @Test
    void a_ring_begins_with_the_step_that_is_declared_first() {
        var graph = graph(List.of(List.of(1), List.of(2), List.of(0)));

        assertThat(members(loop(graph, 0))).containsExactly(0, 1, 2);
        assertThat(graph.forwardPredecessorCount(0)).isZero();
    }

    @Test
    void a_ring_that_is_entered_begins_where_it_is_entered() {
        // 1 and 2 are entered from nowhere, and lead to 0 and 3, which is entered at 3.
        var graph = graph(List.of(List.of(3), List.of(2), List.of(1, 3), List.of(0)));

        assertThat(members(loop(graph, 3))).containsExactly(3, 0);
        assertThat(members(loop(graph, 1))).containsExactly(1, 2);
        assertThat(graph.forwardPredecessorCount(1)).isZero();
        assertThat(graph.forwardPredecessorCount(0)).isEqualTo(1);
    }

    @Test
    void a_cycle_with_two_ways_in_is_no_loop() {
        var graph = graph(List.of(List.of(1, 2), List.of(2), List.of(1)));

        assertThat(graph.tangle())
                .contains(new Tangle(List.of(1, 2), List.of(new WayIn(1, List.of(0)), new WayIn(2, List.of(0)))));
        assertThatThrownBy(graph::loops).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_cycle_without_a_way_in_can_be_no_loop_either() {
        // Begun at 0, the cycle of 1 and 2 can be entered at both; begun at 1, it would have been a loop.
        var graph = graph(List.of(List.of(1, 2), List.of(2), List.of(1, 0)));

        assertThat(graph.tangle().orElseThrow().steps()).containsExactly(1, 2);
    }

    @Test
    void the_limit_of_passes_is_that_of_the_step_that_goes_back() {
        var back = new Transition(Map.of(new StepId("a"), Predicate.always()));
        var graph = Graph.of(List.of(
                step("a", new Transition(Map.of(new StepId("b"), Predicate.always()))), step("b", back.atMost(7))));

        assertThat(graph.maxPasses(1)).isEqualTo(7);
        assertThat(graph.maxPasses(0)).isEqualTo(Transition.DEFAULT_MAX_PASSES);
    }

    @Test
    void of_what_the_steps_that_close_a_loop_keep_the_most_counts() {
        var graph = Graph.of(List.of(
                step("a", to("b", "c")),
                step("b", to("a").keeping(5)),
                step("c", to("a").keeping(9)),
                step("d", to())));

        assertThat(graph.keptVisits(0)).isEqualTo(9);
        assertThat(graph.keptVisits(1)).isEqualTo(9);
        assertThat(graph.keptVisits(3)).isEqualTo(Transition.DEFAULT_KEPT_VISITS);
    }

    @Test
    void what_is_kept_of_a_step_is_said_by_the_innermost_loop_around_it() {
        var graph = Graph.of(
                List.of(step("a", to("b")), step("b", to("b", "c").keeping(5)), step("c", to("a").keeping(9))));

        assertThat(graph.keptVisits(0)).isEqualTo(9);
        assertThat(graph.keptVisits(1)).isEqualTo(5);
        assertThat(graph.keptVisits(2)).isEqualTo(9);
    }

    private static Transition to(String... successors) {
        var edges = new LinkedHashMap<StepId, Predicate>();
        for (var successor : successors) {
            edges.put(new StepId(successor), Predicate.always());
        }
        return new Transition(edges);
    }

    private static Step step(String id, Transition transition) {
        return new TypedStep(
                StepBasics.of(new StepId(id)).withTransition(transition),
                StepType.NO_OP,
                Optional.empty(),
                RetryPolicy.none());
    }

    /** Whatever looks at each pair of steps does not come to an end. */
    @Nested
    @Timeout(60)
    class With_100_000_steps {
        private static final int SIZE = 100_000;
        private final List<List<Integer>> successors = new ArrayList<>();

        private void chain() {
            for (int step = 0; step < SIZE - 1; step++) {
                successors.add(new ArrayList<>(List.of(step + 1)));
            }
            successors.add(new ArrayList<>());
        }

        @Test
        void a_ring_is_found() {
            chain();
            successors.getLast().add(0);

            assertThat(loop(graph(successors), 0).size()).isEqualTo(SIZE);
        }

        @Test
        void loops_within_each_other_are_found_and_left_one_after_the_other_and_all_at_once() {
            chain();
            int half = SIZE / 2;
            for (int step = half; step < SIZE - 1; step++) {
                successors.get(step).add(SIZE - 1 - step);
                successors.get(step).add(SIZE - 1);
            }
            var graph = graph(successors);

            assertThat(graph.loops().around(half).orElseThrow().depth()).isEqualTo(half - 1);
            assertThat(graph.loops().leftBy(half, 2)).hasSize(half - 1);
            assertThat(loop(graph, 1).exits()).hasSize(half - 1);
            assertThat(loop(graph, 2).exits()).hasSize(1);
        }

        @Test
        void loops_side_by_side_are_found() {
            chain();
            successors.getLast().add(0);
            for (int step = 0; step < SIZE; step++) {
                successors.get(step).add(step);
            }
            var graph = graph(successors);

            assertThat(graph.loops().all()).hasSize(SIZE);
            assertThat(loop(graph, 7).parent()).contains(loop(graph, 0));
        }

        @Test
        void a_fan_with_a_way_back_is_a_loop() {
            successors.add(IntStream.range(1, SIZE - 1).boxed().toList());
            for (int step = 1; step < SIZE - 1; step++) {
                successors.add(List.of(SIZE - 1));
            }
            successors.add(List.of(0));

            assertThat(loop(graph(successors), 0).size()).isEqualTo(SIZE);
        }

        @Test
        void a_long_cycle_with_two_ways_in_is_shown() {
            chain();
            successors.getFirst().add(SIZE / 2);
            successors.getLast().add(1);
            var tangle = graph(successors).tangle().orElseThrow();

            assertThat(tangle.steps()).hasSize(SIZE - 1);
            assertThat(tangle.waysIn()).hasSize(2);
        }
    }
}
