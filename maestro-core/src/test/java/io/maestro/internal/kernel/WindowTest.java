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
}
