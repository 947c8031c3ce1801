package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.dsl.Workflow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A condition that does not follow from what it is given is found out, also where the process does not die. */
class ConditionsTest {

    /** Goes one way and the other by turns. */
    private static Workflow fickle(AtomicInteger asked) {
        return Workflow.define("fickle", w -> {
            var choose = w.step("choose", ctx -> "whatever");
            var left = w.run("left", ctx -> {});
            var right = w.run("right", ctx -> {});
            w.from(choose).when(ctx -> asked.getAndIncrement() % 2 == 0).to(left);
            w.from(choose).when(ctx -> true).to(right);
        });
    }

    @Test
    void a_condition_that_answers_in_two_ways_fails_the_test_and_is_named() {
        var kit = MaestroTestKit.create();
        assertThat(kit.run(fickle(new AtomicInteger()))).succeeded();

        assertThatThrownBy(kit::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("conditions of transitions answered in two ways")
                .hasMessageContaining("[from 'choose' to 'left' of workflow fickle]");
    }

    static class Fickle {
        private final AtomicInteger asked = new AtomicInteger();

        @CrashAtEveryCommit
        void the_way_is_chosen(MaestroTestKit kit) {
            assertThat(kit.run(fickle(asked))).succeeded();
        }
    }

    @Test
    void so_it_is_in_a_test_with_junit() {
        assertThat(Played.of(Fickle.class))
                .first()
                .asString()
                .startsWith("without a crash: conditions of transitions answered in two ways");
    }

    /** Is of one mind as long as the process lives: which it is, the process says. */
    private static Workflow moody(AtomicInteger lives) {
        return Workflow.define("moody", w -> {
            var choose = w.step("choose", ctx -> "whatever");
            w.from(choose)
                    .when(ctx -> lives.get() == 1)
                    .to(w.run("left", ctx -> {}))
                    .otherwise(w.run("right", ctx -> {}));
        });
    }

    @Test
    void one_that_depends_on_the_process_is_found_out_by_a_crash() {
        var lives = new AtomicInteger();
        var orders = MaestroTestKit.builder().with(engine -> lives.incrementAndGet());

        assertThatThrownBy(() -> orders.crashAtEveryCommit(kit -> {
                    lives.set(kit.faults().deaths() + 1);
                    assertThat(kit.run(moody(lives))).succeeded();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("crash before commit 1 of 3")
                .hasMessageContaining("the runs come to another end than without a crash")
                .hasMessageContaining("step left, attempt 1: SUCCEEDED")
                .hasMessageContaining("step right, attempt 1: SUCCEEDED");
    }
}
