package io.maestro.dsl.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.internal.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BackEdgesTest {

    private static final int GRAPHS = 5_000;

    private final long seed = Long.getLong("maestro.seed", 20_261_123L);

    @Test
    void those_that_the_engine_takes_for_transitions_back_lead_back() {
        var random = new Random(seed);
        int compared = 0;
        for (int i = 0; i < GRAPHS; i++) {
            var successors = successors(random);
            var graph = Graph.of(steps(successors));
            if (graph.tangle().isEmpty()) {
                compared++;
                assertThat(BackEdges.of(successors))
                        .as("graph %s of seed %s", i, seed)
                        .isDeepEqualTo(ofEngine(graph, successors));
            }
        }
        assertThat(compared).isGreaterThan(GRAPHS / 4);
    }

    @Test
    void without_them_no_graph_has_a_cycle_not_even_one_that_the_engine_refuses() {
        var random = new Random(seed);
        for (int i = 0; i < GRAPHS; i++) {
            var successors = successors(random);
            var back = BackEdges.of(successors);
            var forward = new int[successors.length][];
            for (int box = 0; box < successors.length; box++) {
                var targets = new ArrayList<Integer>();
                for (int edge = 0; edge < successors[box].length; edge++) {
                    if (!back[box][edge]) {
                        targets.add(successors[box][edge]);
                    }
                }
                forward[box] = targets.stream().mapToInt(Integer::intValue).toArray();
            }
            assertThat(Graph.of(steps(forward)).loops().isEmpty())
                    .as("graph %s of seed %s", i, seed)
                    .isTrue();
        }
    }

    private static boolean[][] ofEngine(Graph graph, int[][] successors) {
        var back = new boolean[successors.length][];
        for (int box = 0; box < successors.length; box++) {
            back[box] = new boolean[successors[box].length];
            for (int edge = 0; edge < back[box].length; edge++) {
                back[box][edge] = graph.loops().closedBy(box, edge).isPresent();
            }
        }
        return back;
    }

    private static int[][] successors(Random random) {
        var successors = new int[1 + random.nextInt(8)][];
        for (int box = 0; box < successors.length; box++) {
            var targets = new TreeSet<Integer>();
            for (int i = random.nextInt(3); i > 0; i--) {
                targets.add(random.nextInt(successors.length));
            }
            successors[box] = targets.stream().mapToInt(Integer::intValue).toArray();
        }
        return successors;
    }

    private static List<Step> steps(int[][] successors) {
        var steps = new ArrayList<Step>();
        for (int box = 0; box < successors.length; box++) {
            var targets = new LinkedHashMap<StepId, Predicate>();
            for (int target : successors[box]) {
                targets.put(id(target), Predicate.always());
            }
            steps.add(new TypedStep(
                    StepBasics.of(id(box)).withTransition(new Transition(targets)),
                    StepType.NO_OP,
                    Optional.empty(),
                    RetryPolicy.none()));
        }
        return steps;
    }

    private static StepId id(int box) {
        return new StepId("step" + box);
    }
}
