package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.WorkflowControl;
import io.maestro.run.RunStatus;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The code of the guide to run strategies does what it says. */
class QueueGuideTest {

    @Test
    void a_run_waits_and_is_stopped_and_so_are_all() throws InterruptedException {
        var reached = new CountDownLatch(1);
        try (var maestro = Maestro.inMemory()) {
            maestro.register(QueueGuide.workflow(context -> {
                reached.countDown();
                new CountDownLatch(1).await();
            }));
            var first = maestro.start("load");
            reached.await();
            maestro.start("load");

            assertThat(QueueGuide.waiting(maestro)).contains(0L);
            assertThat(QueueGuide.control(maestro)).isEqualTo(new WorkflowControl.Ended(1, 1));
            assertThat(first.await().status()).isEqualTo(RunStatus.STOPPED);
            assertThat(QueueGuide.version(maestro).run().version()).isEqualTo(1);
        }
    }
}
