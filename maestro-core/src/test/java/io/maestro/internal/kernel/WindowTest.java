package io.maestro.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.run.Rollup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowTest {

    /** Found by {@code NestedPropertyTest}: it waited until the first had ended, although it had its place before the crash. */
    @Test
    void an_iteration_that_a_crash_passed_over_begins_at_once_in_its_place() {
        var window = new Window(4, 3, true);
        window.found(new Offspring.Found(3, Map.of(), Rollup.none(), List.of(1L, 3L), List.of(2L), Map.of()));

        var moves = window.advance();

        assertThat(moves).containsExactly(new Offspring.Begin(2, Map.of()));
    }
}
