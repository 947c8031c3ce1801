package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.dsl.TextStore.Point;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.value.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Values of Java code in a store that keeps texts. */
class KeptValuesTest {

    private static final Point POINT = new Point(3, 4);

    private final TextStore store = new TextStore();

    private Maestro open() {
        return Maestro.builder().store(store).drainLimit(Duration.ZERO).build();
    }

    /** Holds the first engine up in the step that calls it, and lets the next one through. */
    private static final class Break {
        private final CountDownLatch reached = new CountDownLatch(1);
        private volatile boolean over;

        void pass() throws InterruptedException {
            reached.countDown();
            if (!over) {
                new CountDownLatch(1).await();
            }
        }
    }

    /** Runs a workflow to its break, and lets another engine take it up there. */
    private RunHandle interrupted(Workflow workflow, Break at, Maestro next) throws InterruptedException {
        RunId id;
        try (var first = open()) {
            id = first.register(workflow).start().id();
            at.reached.await();
        }
        at.over = true;
        next.register(workflow);
        var run = next.find(id).orElseThrow();
        run.await();
        return run;
    }

    @Test
    void an_output_is_read_back_as_what_was_declared() throws InterruptedException {
        var at = new Break();
        var workflow = Workflow.define("w", w -> {
            var point = w.step("point", ctx -> POINT).returns(Point.class);
            var path = w.step("path", ctx -> List.of(POINT, new Point(0, 1)))
                    .returns(ValueType.listOf(Point.class))
                    .after(point);
            w.step("sum", ctx -> {
                        at.pass();
                        return String.valueOf(
                                ctx.get(point).x() + ctx.get(path).getLast().y());
                    })
                    .after(path);
        });
        try (var next = open()) {
            var run = interrupted(workflow, at, next);

            assertThat(run.output("sum", String.class)).contains("4");
            assertThat(run.output("point", Point.class)).contains(POINT);
        }
    }

    @Test
    void elements_of_a_loop_and_what_it_gathers_are_read_back_as_what_was_declared() throws InterruptedException {
        var at = new Break();
        var workflow = Workflow.define("w", w -> {
            var moved = w.foreach("each", ctx -> List.of(POINT, new Point(0, 1)), (point, body) -> {
                point.type(Point.class);
                return body.step("move", ctx -> {
                            at.pass();
                            return new Point(
                                    ctx.get(point).x() + 1, ctx.get(point).y());
                        })
                        .returns(Point.class);
            });
            w.step("last", moved, points -> String.valueOf(points.getLast().x()));
        });
        try (var next = open()) {
            var run = interrupted(workflow, at, next);

            assertThat(run.output("last", String.class)).contains("1");
        }
    }

    @Test
    void elements_are_of_the_type_that_the_step_declares_which_made_the_list() throws InterruptedException {
        var at = new Break();
        var workflow = Workflow.define("w", w -> {
            var path = w.step("path", ctx -> List.of(POINT)).returns(ValueType.listOf(Point.class));
            w.runForeach(
                    "each",
                    path,
                    (point, body) -> body.step("move", ctx -> {
                                at.pass();
                                return new Point(
                                        ctx.get(point).x() + 1, ctx.get(point).y());
                            })
                            .returns(Point.class));
        });
        try (var next = open()) {
            var run = interrupted(workflow, at, next);

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void an_output_that_cannot_be_kept_fails_its_step_for_good() {
        var workflow = Workflow.define("w", w -> w.step("point", ctx -> POINT));
        try (var maestro = open()) {
            var run = maestro.register(workflow).start();
            run.await();

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.error())
                            .hasValueSatisfying(error -> assertThat(error.message())
                                    .isEqualTo("the output cannot be kept: a Point that is declared as Object")));
        }
    }

    @Test
    void an_element_that_cannot_be_kept_fails_its_loop_for_good() {
        var workflow = Workflow.define(
                "w", w -> w.runForeach("each", ctx -> List.of(POINT), (point, body) -> body.run("move", ctx -> {})));
        try (var maestro = open()) {
            var run = maestro.register(workflow).start();
            run.await();

            assertThat(run.attempts())
                    .singleElement()
                    .satisfies(
                            attempt -> assertThat(attempt.error())
                                    .hasValueSatisfying(
                                            error -> assertThat(error.message())
                                                    .isEqualTo(
                                                            "an element of loop 'each' cannot be kept: a Point that is declared as Object")));
        }
    }
}
