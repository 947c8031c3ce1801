package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.dsl.Workflow;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What goes on after a test fails it. */
class LeaksTest {

    /** Does not let itself be interrupted. */
    private static void awaitStubbornly(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException e) {
                assertThat(latch.getCount()).isPositive();
            }
        }
    }

    private static Workflow holding(CountDownLatch reached, CountDownLatch end) {
        return Workflow.define(
                "stubborn",
                w -> w.run("hold", ctx -> {
                    reached.countDown();
                    awaitStubbornly(end);
                }));
    }

    @Test
    void work_that_heeds_no_interrupt_is_found_with_its_stack() throws InterruptedException {
        var reached = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var kit = MaestroTestKit.create();
        kit.maestro().register(holding(reached, end)).start();
        reached.await();

        assertThatThrownBy(kit::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the Maestro was closed, which interrupts what works, and this went on")
                .hasMessageContaining("the work of a step")
                .hasMessageContaining("LeaksTest.awaitStubbornly");
        end.countDown();
    }

    @Test
    void work_of_an_engine_that_died_is_looked_for_as_well() throws InterruptedException {
        var reached = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var kit = MaestroTestKit.create();
        kit.maestro().register(holding(reached, end)).start();
        reached.await();

        kit.faults().crash();
        kit.mocks().step("hold").succeeds();

        assertThatThrownBy(kit::close).isInstanceOf(AssertionError.class).hasMessageContaining("the work of a step");
        end.countDown();
    }

    @Test
    void work_that_ends_when_it_is_interrupted_is_no_leak() throws InterruptedException {
        var reached = new CountDownLatch(1);
        try (var kit = MaestroTestKit.create()) {
            var hanging = Workflow.define(
                    "hanging",
                    w -> w.run("hang", ctx -> {
                        reached.countDown();
                        new CountDownLatch(1).await();
                    }));
            kit.maestro().register(hanging).start();
            reached.await();
        }
    }
}
