package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.permit.HostLimit;
import io.maestro.run.RunStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The code of the guide to limits does what it says. */
class LimitsGuideTest {

    @Test
    void limits_are_declared_set_removed_and_explained() {
        try (var maestro = Maestro.inMemory()) {
            LimitsGuide.host(maestro);
            assertThat(maestro.limits().list())
                    .containsExactly(HostLimit.ofStepType("Http").rate(100, Duration.ofMinutes(1)));

            maestro.limits().set(HostLimit.ofTag("gpu").permits(0));
            var run = maestro.register(LimitsGuide.workflow()).start();
            LimitsGuide.explain(run);
            maestro.limits().set(HostLimit.ofTag("gpu").permits(1));
            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }
}
