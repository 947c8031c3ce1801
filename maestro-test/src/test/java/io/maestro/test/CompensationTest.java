package io.maestro.test;

import static io.maestro.run.StepStatus.COMPLETED_WITH_ERROR;
import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.NOT_CREATED;
import static io.maestro.run.StepStatus.SKIPPED;
import static io.maestro.run.StepStatus.STOPPED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.dsl.PlainStep;
import io.maestro.dsl.Step;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowBuilder;
import io.maestro.run.ActionResult;
import io.maestro.run.Compensation;
import io.maestro.run.FailureKind;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.run.TimelineEvent;
import io.maestro.step.StepFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a run undoes that does not succeed. */
class CompensationTest {

    private final Bench bench = new Bench(builder -> builder.stopGrace(Duration.ofSeconds(5)));
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        bench.close();
    }

    private RunHandle start(Consumer<WorkflowBuilder> author) {
        return bench.maestro.register(Workflow.define("w", author)).start();
    }

    private RunHandle run(Consumer<WorkflowBuilder> author) {
        var run = start(author);
        bench.awaitEnd(run);
        return run;
    }

    /** Declares a step that is undone by another. */
    private Step<String> booked(WorkflowBuilder w, String what) {
        var step = w.step(what, ctx -> what + "-" + ctx.runId().run() + "-" + ctx.attempt());
        step.compensateWith(cancelled(w, step));
        return step;
    }

    private PlainStep cancelled(WorkflowBuilder w, Step<String> step) {
        return w.run("cancel-" + step.id(), step, output -> done.add("cancelled " + output));
    }

    private static PlainStep failing(WorkflowBuilder w) {
        return w.run("pay", ctx -> {
            throw new IllegalStateException("no money");
        });
    }

    private static Compensation compensation(RunHandle run) {
        return run.run().compensation().orElseThrow();
    }

    @Test
    void what_succeeded_is_undone_in_reverse_before_the_run_ends_as_failed() {
        var run = run(w -> {
            var flight = booked(w, "flight");
            var hotel = booked(w, "hotel").after(flight);
            failing(w).after(hotel);
        });

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(done).containsExactly("cancelled hotel-1-1", "cancelled flight-1-1");
        assertThat(compensation(run).isDone()).isTrue();
        assertThat(compensation(run).undone())
                .extracting(Compensation.Undo::toString)
                .containsExactly("'hotel'", "'flight'");
        assertThat(run.run().ending().orElseThrow().reason()).isEqualTo("step 'pay' is FATALLY_FAILED");
    }

    @Test
    void what_undoes_others_does_not_run_where_all_goes_well() {
        var run = run(w -> booked(w, "flight"));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(done).isEmpty();
        assertThat(run.run().compensation()).isEmpty();
        assertThat(run.attempts()).hasSize(1);
        assertThat(Bench.reason(run, "cancel-flight")).isEqualTo(new StepExplanation.Undoes(new StepId("flight")));
        assertThat(Bench.reason(run, "cancel-flight").text())
                .isEqualTo("runs only to undo 'flight', if the run does not succeed");
    }

    @Test
    void only_what_succeeded_is_undone() {
        var run = run(w -> {
            var flight = booked(w, "flight");
            w.from(flight).when("false").to(booked(w, "never"));
            var broken = w.<String>step("broken", ctx -> {
                throw new IllegalStateException("it broke");
            });
            broken.failureMode(FailureMode.IGNORE_FAILURE).compensateWith(cancelled(w, broken));
            failing(w).after(flight, broken);
        });

        assertThat(Bench.status(run, "broken")).isEqualTo(COMPLETED_WITH_ERROR);
        assertThat(done).containsExactly("cancelled flight-1-1");
        assertThat(Bench.status(run, "cancel-never")).isEqualTo(NOT_CREATED);
        assertThat(Bench.status(run, "cancel-broken")).isEqualTo(NOT_CREATED);
    }

    @Test
    void a_run_that_fails_before_anything_succeeded_just_ends() {
        var run = run(w -> booked(w, "flight").after(failing(w)));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.run().compensation()).isEmpty();
        assertThat(run.run().ending()).isEmpty();
    }

    @Test
    void what_undoes_a_step_may_fail_and_be_tried_again() {
        var run = run(w -> {
            var flight = w.step("flight", ctx -> "f");
            flight.compensateWith(w.run("cancel", flight, output -> {
                        done.add(output);
                        if (done.size() < 3) {
                            throw new IllegalStateException("not now");
                        }
                    })
                    .retry(RetryPolicy.fixed(5, Duration.ofMinutes(1))));
            failing(w).after(flight);
        });

        assertThat(done).containsExactly("f", "f", "f");
        assertThat(bench.passed()).isEqualTo(Duration.ofMinutes(2));
        assertThat(compensation(run).isDone()).isTrue();
        assertThat(Bench.attempts(run, "cancel")).hasSize(3);
    }

    @Test
    void where_something_cannot_be_undone_the_rest_is_left_as_it_is() {
        var run = run(w -> {
            var flight = booked(w, "flight");
            var hotel = w.step("hotel", ctx -> "h").after(flight);
            hotel.compensateWith(w.run("cancel-hotel", ctx -> {
                throw new IllegalStateException("closed");
            }));
            failing(w).after(hotel);
        });

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(done).isEmpty();
        assertThat(compensation(run).done()).isZero();
        assertThat(compensation(run).next().orElseThrow().step()).isEqualTo(new StepId("hotel"));
        assertThat(Bench.status(run, "cancel-hotel")).isEqualTo(FATALLY_FAILED);
    }

    @Test
    void what_ignores_its_failure_lets_the_rest_be_undone() {
        var run = run(w -> {
            var flight = booked(w, "flight");
            var hotel = w.step("hotel", ctx -> "h").after(flight);
            hotel.compensateWith(w.run("cancel-hotel", ctx -> {
                        throw new IllegalStateException("closed");
                    })
                    .failureMode(FailureMode.IGNORE_FAILURE));
            failing(w).after(hotel);
        });

        assertThat(done).containsExactly("cancelled flight-1-1");
        assertThat(compensation(run).isDone()).isTrue();
    }

    @Test
    void each_visit_of_a_cycle_is_undone_with_what_it_came_to() {
        var run = run(w -> {
            var seat = w.step("seat", ctx -> "seat " + ctx.attempt());
            var meal = w.step("meal", seat, s -> s + " with meal").after(seat);
            seat.compensateWith(w.run("free", seat, s -> done.add("free " + s)));
            meal.compensateWith(w.run("return", ctx -> done.add("return " + ctx.get(meal) + ", " + ctx.get(seat))));
            var check = w.step("check", ctx -> ctx.attempt()).after(meal);
            w.from(check).when(ctx -> ctx.get(check) < 3).backTo(seat).otherwise(failing(w));
        });

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(done)
                .containsExactly(
                        "return seat 3 with meal, seat 3",
                        "free seat 3",
                        "return seat 2 with meal, seat 2",
                        "free seat 2",
                        "return seat 1 with meal, seat 1",
                        "free seat 1");
        assertThat(Bench.attempts(run, "free"))
                .extracting(attempt -> attempt.visit())
                .containsExactly(1, 2, 3);
    }

    @Test
    void a_loop_or_subworkflow_that_succeeded_is_undone_as_a_whole() {
        bench.maestro.register(Workflow.define("other", w -> w.step("x", ctx -> "x")));
        var run = run(w -> {
            var all = w.foreach("all", ctx -> List.of("a", "b"), (item, body) -> body.step("one", item, i -> i + "!"));
            all.compensateWith(w.run("cancel-all", all, outputs -> done.add("cancelled " + outputs)));
            var other = w.subworkflow("sub", "other").after(all);
            other.compensateWith(w.run("cancel-sub", ctx -> done.add("cancelled sub")));
            failing(w).after(other);
        });

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(done).containsExactly("cancelled sub", "cancelled [a!, b!]");
    }

    @Test
    void a_subworkflow_that_fails_undoes_what_it_did_before_its_parent_does() {
        bench.maestro.register(Workflow.define("other", w -> failing(w).after(booked(w, "inner"))));
        var run = run(w -> w.subworkflow("sub", "other").after(booked(w, "outer")));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(done).containsExactly("cancelled inner-1-1", "cancelled outer-1-1");
    }

    @Test
    void the_story_of_the_run_tells_of_it() {
        var run = run(w -> failing(w).after(booked(w, "flight")));

        assertThat(run.timeline())
                .filteredOn(TimelineEvent.Undoes.class::isInstance)
                .extracting(Object::toString)
                .hasSize(1);
        assertThat(compensation(run)).hasToString("1 of 1 undone: 'flight'");
        assertThat(Story.of(run)).contains("1 of 1 undone: 'flight'", "undone by");
    }

    @Nested
    class WhenARunIsEnded {

        private RunHandle waiting(Consumer<WorkflowBuilder> more) {
            var run = start(w -> {
                var flight = booked(w, "flight");
                w.type("wait", "Sleep").param("sleep_seconds", 1_000).after(flight);
                more.accept(w);
            });
            bench.clock.settle();
            return run;
        }

        @Test
        void one_that_takes_too_long_is_undone() {
            var run = waiting(w -> w.timeout(Duration.ofMinutes(1)));
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(done).containsExactly("cancelled flight-1-1");
        }

        @Test
        void one_that_is_stopped_is_undone() {
            var run = waiting(w -> {});
            run.stop("ann", "had enough").orThrow();
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(Bench.status(run, "wait")).isEqualTo(STOPPED);
            assertThat(done).containsExactly("cancelled flight-1-1");
            assertThat(run.run().ending().orElseThrow().reason()).isEqualTo("had enough");
        }

        @Test
        void one_that_is_killed_is_left_as_it_is() {
            var run = waiting(w -> {});
            run.kill("ann", "had enough").orThrow();
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(done).isEmpty();
            assertThat(run.run().compensation()).isEmpty();
        }

        @Test
        void one_that_is_paused_undoes_nothing_before_it_is_resumed() {
            var run = start(w -> {
                var flight = booked(w, "flight");
                w.run("pay", ctx -> {
                            throw new IllegalStateException("no money");
                        })
                        .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1)))
                        .after(flight);
                var wait = w.type("wait", "Sleep").param("sleep_seconds", 300).after(flight);
                wait.failureMode(FailureMode.FAIL_AFTER_RUNNING);
            });
            bench.clock.advance(Duration.ofMinutes(2));
            run.pause("ann", "wait").orThrow();
            bench.clock.advance(Duration.ofMinutes(10));
            assertThat(done).isEmpty();
            assertThat(run.status()).isEqualTo(RunStatus.PAUSED);

            run.resume("ann", "go").orThrow();
            bench.awaitEnd(run);
            assertThat(done).containsExactly("cancelled flight-1-1");
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        }
    }

    @Nested
    class WhileARunUndoes {

        /** The step that is undone first waits for a while. */
        private RunHandle undoing() {
            var run = start(w -> {
                var flight = booked(w, "flight");
                var hotel = w.step("hotel", ctx -> "h").after(flight);
                hotel.compensateWith(w.type("cancel-hotel", "Sleep").param("sleep_seconds", 1_000));
                w.timeout(Duration.ofMinutes(5));
                failing(w).after(hotel);
            });
            bench.clock.settle();
            return run;
        }

        @Test
        void it_is_in_progress_and_its_timeout_does_not_count() {
            var run = undoing();
            assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);
            assertThat(compensation(run).done()).isZero();
            bench.awaitEnd(run);

            assertThat(bench.passed().toSeconds()).isEqualTo(1_000);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(done).containsExactly("cancelled flight-1-1");
        }

        @Test
        void a_second_stop_changes_nothing_and_a_pause_is_refused() {
            var run = undoing();

            assertThat(run.stop("ann", "stop")).isInstanceOf(ActionResult.Already.class);
            assertThat(run.pause("ann", "pause")).isInstanceOf(ActionResult.Refused.class);
            bench.awaitEnd(run);
            assertThat(compensation(run).isDone()).isTrue();
        }

        @Test
        void killing_it_ends_that() {
            var run = undoing();
            run.kill("ann", "leave it").orThrow();
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(Bench.status(run, "cancel-hotel")).isEqualTo(FATALLY_FAILED);
            assertThat(done).isEmpty();
            assertThat(compensation(run).done()).isZero();
            assertThat(bench.passed()).isZero();
        }

        @Test
        void what_undoes_a_step_can_be_skipped() {
            var run = undoing();
            run.step("cancel-hotel").skip("ann", "they did it").orThrow();
            bench.awaitEnd(run);

            assertThat(Bench.status(run, "cancel-hotel")).isEqualTo(SKIPPED);
            assertThat(done).containsExactly("cancelled flight-1-1");
            assertThat(compensation(run).isDone()).isTrue();
        }

        @Test
        void what_undoes_a_step_can_be_stopped_and_with_it_the_rest() {
            var run = undoing();
            run.step("cancel-hotel").stop("ann", "leave it").orThrow();
            bench.awaitEnd(run);

            assertThat(Bench.status(run, "cancel-hotel")).isEqualTo(STOPPED);
            assertThat(done).isEmpty();
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        }

        @Test
        void what_undoes_a_step_has_a_timeout_of_its_own() {
            var run = run(w -> {
                var flight = w.step("flight", ctx -> "f");
                flight.compensateWith(
                        w.type("cancel", "Sleep").param("sleep_seconds", 1_000).timeout(Duration.ofMinutes(1)));
                failing(w).after(flight);
            });

            assertThat(Bench.status(run, "cancel")).isEqualTo(TIMED_OUT);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        }
    }

    @Nested
    class WhenAnInstanceGoesOn {

        private RunHandle failedOnce() {
            return run(w -> {
                var flight = booked(w, "flight");
                var look = w.step("look", ctx -> "look " + ctx.runId().run());
                w.run("pay", ctx -> {
                            if (ctx.runId().run() < 3) {
                                throw new IllegalStateException("no money");
                            }
                        })
                        .after(flight, look);
            });
        }

        @Test
        void what_was_undone_is_done_again_and_what_was_not_is_kept() {
            var first = failedOnce();
            assertThat(first.instance().step(new StepId("flight")).undone()).isTrue();
            assertThat(first.instance().step(new StepId("look")).undone()).isFalse();

            var second = first.restart(RestartRequest.fromIncomplete());
            bench.awaitEnd(second);
            var third = second.restart(RestartRequest.fromIncomplete());
            bench.awaitEnd(third);

            assertThat(second.status()).isEqualTo(RunStatus.FAILED);
            assertThat(third.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(done).containsExactly("cancelled flight-1-1", "cancelled flight-2-1");
            assertThat(third.output("flight", String.class)).contains("flight-3-1");
            assertThat(third.output("look", String.class)).contains("look 1");
            assertThat(third.instance().step(new StepId("flight")).undone()).isFalse();
        }

        @Test
        void what_an_earlier_run_did_and_nobody_has_undone_is_undone_too() {
            var first = start(w -> {
                var flight = booked(w, "flight");
                w.run("pay", ctx -> {
                            throw new StepFailedException(
                                    ctx.runId().run() == 1 ? FailureKind.USER : FailureKind.FATAL, "no money");
                        })
                        .retry(RetryPolicy.fixed(1, Duration.ofDays(1)))
                        .after(flight);
            });
            bench.clock.settle();
            first.kill("ann", "look at it").orThrow();
            bench.awaitEnd(first);
            assertThat(done).isEmpty();

            var second = first.restart(RestartRequest.fromIncomplete());
            bench.awaitEnd(second);

            assertThat(second.status()).isEqualTo(RunStatus.FAILED);
            assertThat(done).containsExactly("cancelled flight-1-1");
            assertThat(compensation(second).undone().getFirst().run()).isEqualTo(1);
            assertThat(Bench.status(second, "cancel-flight")).isEqualTo(SUCCEEDED);
        }
    }

    @Nested
    class OnRequest {

        private RunHandle bookedBoth() {
            return run(w -> booked(w, "hotel").after(booked(w, "flight")));
        }

        @Test
        void what_a_run_did_that_succeeded_is_undone_in_the_next_and_the_instance_stands_as_before() {
            var run = bookedBoth();
            var undoing = run.compensate("ann", "the guest does not come");
            bench.awaitEnd(undoing);

            assertThat(undoing.id().run()).isEqualTo(2);
            assertThat(undoing.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(done).containsExactly("cancelled hotel-1-1", "cancelled flight-1-1");
            assertThat(compensation(undoing).isDone()).isTrue();
            assertThat(undoing.attempts())
                    .extracting(attempt -> attempt.step().value())
                    .containsExactly("cancel-hotel", "cancel-flight");
            assertThat(undoing.instance().step(new StepId("flight")).undone()).isTrue();
            assertThat(undoing.run().restart().orElseThrow().order().reason()).contains("the guest does not come");
            assertThat(Bench.reason(undoing, "flight").text())
                    .isEqualTo("is kept from run 1, in which it was SUCCEEDED");
        }

        @Test
        void it_is_refused_while_the_run_goes_on_and_where_nothing_is_left_to_undo() {
            var running = start(w -> {
                booked(w, "flight");
                w.type("wait", "Sleep").param("sleep_seconds", 1_000);
            });
            bench.clock.settle();
            assertThatThrownBy(() -> running.compensate("ann", "now"))
                    .isInstanceOf(RestartRefusedException.class)
                    .hasMessageContaining("it has not ended but is IN_PROGRESS");
            bench.awaitEnd(running);

            bench.awaitEnd(running.compensate("ann", "now"));
            assertThatThrownBy(() -> running.compensate("ann", "again"))
                    .isInstanceOf(RestartRefusedException.class)
                    .hasMessageContaining("there is nothing to undo");
            assertThatThrownBy(() -> running.restartStep("flight", RestartRequest.compensation()))
                    .isInstanceOf(RestartRefusedException.class)
                    .hasMessageContaining("undone as a whole");
            assertThatThrownBy(() -> running.planRestart(RestartRequest.compensation()))
                    .isInstanceOf(RestartRefusedException.class)
                    .hasMessageContaining("without a plan");
            assertThatThrownBy(() -> running.restartStep("cancel-flight", RestartRequest.fromIncomplete()))
                    .isInstanceOf(RestartRefusedException.class)
                    .hasMessageContaining(
                            "step 'cancel-flight' runs only to undo 'flight'; ask for what the instance did to be undone");
        }

        @Test
        void what_could_not_be_undone_is_tried_again_and_then_the_rest() {
            var run = run(w -> {
                var flight = booked(w, "flight");
                var hotel = w.step("hotel", ctx -> "h").after(flight);
                hotel.compensateWith(w.run("cancel-hotel", hotel, output -> {
                    done.add("cancel " + output);
                    if (done.size() == 1) {
                        throw new IllegalStateException("closed");
                    }
                }));
                failing(w).after(hotel);
            });
            assertThat(done).containsExactly("cancel h");

            var undoing = run.compensate("ann", "they are open now");
            bench.awaitEnd(undoing);

            assertThat(done).containsExactly("cancel h", "cancel h", "cancelled flight-1-1");
            assertThat(undoing.status()).isEqualTo(RunStatus.FAILED);
            assertThat(compensation(undoing).isDone()).isTrue();
        }

        @Test
        void what_undoes_a_step_may_be_passed_over() {
            var run = bookedBoth();
            bench.awaitEnd(run.restart(RestartRequest.compensation().by("ann").skipping("cancel-hotel")));

            assertThat(done).containsExactly("cancelled flight-1-1");
        }

        @Test
        void the_instance_can_go_on_afterwards() {
            var run = bookedBoth();
            bench.awaitEnd(run.compensate("ann", "wrong day"));
            var third = run.restart(RestartRequest.fromIncomplete());
            bench.awaitEnd(third);

            assertThat(third.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(third.output("flight", String.class)).contains("flight-3-1");
            assertThat(third.output("hotel", String.class)).contains("hotel-3-1");
        }

        @Test
        void a_subworkflow_is_undone_without_those_above_it() {
            bench.maestro.register(Workflow.define("other", w -> booked(w, "inner")));
            var run = run(w -> w.subworkflow("sub", "other"));
            var child = run.child("sub", 1).orElseThrow();
            var undoing = child.compensate("ann", "not needed");
            bench.awaitEnd(undoing);

            assertThat(done).containsExactly("cancelled inner-1-1");
            assertThat(undoing.id().workflow()).isEqualTo(child.id().workflow());
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        }

        @Test
        void killing_it_leaves_the_rest_as_it_is() {
            var run = run(w -> {
                var flight = w.step("flight", ctx -> "f");
                flight.compensateWith(w.type("cancel", "Sleep").param("sleep_seconds", 1_000));
            });
            var undoing = run.compensate("ann", "wrong day");
            bench.clock.settle();
            undoing.kill("bob", "right day").orThrow();
            bench.awaitEnd(undoing);

            assertThat(undoing.status()).isEqualTo(RunStatus.FAILED);
            assertThat(compensation(undoing).done()).isZero();
        }
    }
}
