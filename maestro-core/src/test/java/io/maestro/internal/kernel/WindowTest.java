package io.maestro.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.internal.kernel.Offspring.Begin;
import io.maestro.internal.kernel.Offspring.Child;
import io.maestro.internal.kernel.Offspring.Found;
import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The iterations of a foreach after the process has died. */
class WindowTest {

    private final Window window = new Window(4, 2, false);

    private void found(RunStatus second) {
        window.found(new Found(2, Map.of(second, 1L), Rollup.none(), List.of(), List.of(1L), Map.of()));
    }

    private void ended(long number) {
        window.ended(new Child(number, RunStatus.SUCCEEDED, Rollup.none(), Map.of()));
    }

    @Test
    void one_that_left_no_fact_begins_before_others() {
        found(RunStatus.SUCCEEDED);

        assertThat(window.advance()).containsExactly(new Begin(1, Map.of()), new Begin(3, Map.of()));
    }

    @Test
    void one_that_left_no_fact_begins_even_if_another_has_failed_but_no_new_one_does() {
        found(RunStatus.FAILED);

        assertThat(window.outcome()).isEmpty();
        assertThat(window.advance()).containsExactly(new Begin(1, Map.of()));
        ended(1);
        assertThat(window.advance()).isEmpty();
        assertThat(window.outcome()).contains(RunStatus.FAILED);
    }

    /** Found by {@code NestedPropertyTest}: it waited until the first had ended, although it had its place before the crash. */
    @Test
    void an_iteration_that_a_crash_passed_over_begins_at_once_in_its_place() {
        var strict = new Window(4, 3, true);
        strict.found(new Found(3, Map.of(), Rollup.none(), List.of(1L, 3L), List.of(2L), Map.of()));

        assertThat(strict.advance()).containsExactly(new Begin(2, Map.of()));
    }
}
