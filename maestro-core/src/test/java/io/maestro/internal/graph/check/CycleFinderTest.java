package io.maestro.internal.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

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

class CycleFinderTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void a_cycle_is_found_if_and_only_if_something_needs_itself_in_the_end(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var needs = needs(random);
            var about = "seed %d, round %d: %s".formatted(seed, round, needs);
            var found = CycleFinder.find(needs);

            assertThat(found.isPresent())
                    .as(about)
                    .isEqualTo(needs.keySet().stream()
                            .anyMatch(thing -> closure(thing, needs).contains(thing)));
            found.ifPresent(cycle -> {
                assertThat(new HashSet<>(cycle)).as(about).hasSameSizeAs(cycle);
                for (int i = 0; i < cycle.size(); i++) {
                    var next = cycle.get((i + 1) % cycle.size());
                    assertThat(needs.getOrDefault(cycle.get(i), Set.of()))
                            .as(about)
                            .contains(next);
                }
            });
        }
    }

    private static Map<Integer, Set<Integer>> needs(Random random) {
        int size = 1 + random.nextInt(7);
        var needs = new LinkedHashMap<Integer, Set<Integer>>();
        for (int thing = 0; thing < size; thing++) {
            var needed = new LinkedHashSet<Integer>();
            for (int other = 0; other < size; other++) {
                if (random.nextInt(size * 2) < 2) {
                    needed.add(other);
                }
            }
            needs.put(thing, needed);
        }
        return needs;
    }

    private static Set<Integer> closure(int thing, Map<Integer, Set<Integer>> needs) {
        var closure = new HashSet<>(needs.getOrDefault(thing, Set.of()));
        for (int i = 0; i < needs.size(); i++) {
            for (int other : List.copyOf(closure)) {
                closure.addAll(needs.getOrDefault(other, Set.of()));
            }
        }
        return closure;
    }

    @Test
    void a_chain_longer_than_a_stack_is_deep_is_searched() {
        int length = 200_000;
        var chain = new LinkedHashMap<Integer, Set<Integer>>();
        for (int i = 0; i < length; i++) {
            chain.put(i, Set.of(i + 1));
        }
        assertThat(CycleFinder.find(chain)).isEmpty();

        chain.put(length, Set.of(length - 1));
        assertThat(CycleFinder.find(chain)).contains(List.of(length - 1, length));
    }
}
