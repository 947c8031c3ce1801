package io.maestro.test;

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
import io.maestro.dsl.StepsBuilder;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowBuilder;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.ActionResult;
import io.maestro.run.FailureHandling;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepFailure;
import io.maestro.run.TimelineEvent;
import io.maestro.step.StepContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What runs when something has failed. */
class FailureHandlersTest {

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

    private static PlainStep failing(StepsBuilder w, String id) {
        return w.run(id, ctx -> {
            throw new IllegalStateException(id + " is broken");
        });
    }

    /** Declares a step that notes that it ran, and what had failed. */
    private PlainStep noting(StepsBuilder w, String id) {
        return w.run(id, ctx -> done.add(id + told(ctx)));
    }

    private static String told(StepContext ctx) {
        return ctx.failures().stream()
                .map(failure -> failure.step() + " " + failure.status())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<FailureHandling.Handler> handlers(RunHandle run) {
        return run.run().handling().orElseThrow().handlers();
    }

    @Test
    void the_failure_of_a_step_is_handled_before_the_run_ends_as_failed() {
        var run = run(w -> failing(w, "load").onFailure(noting(w, "unlock")));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(done).containsExactly("unlock(load FATALLY_FAILED)");
        assertThat(Bench.status(run, "unlock")).isEqualTo(SUCCEEDED);
        assertThat(handlers(run))
                .containsExactly(new FailureHandling.Handler(new StepId("unlock"), List.of(new StepId("load"))));
        assertThat(run.run().ending().orElseThrow().reason()).isEqualTo("step 'load' is FATALLY_FAILED");
    }

    @Test
    void nothing_is_handled_where_all_goes_well() {
        var run = run(w -> {
            var fine = w.run("load", ctx -> {});
            fine.onFailure(noting(w, "unlock"));
            w.run("check", ctx -> {}).after(fine).onFailure(w.run("mend", ctx -> {}));
            w.onFailure(noting(w, "alarm"));
        });

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(done).isEmpty();
        assertThat(run.run().handling()).isEmpty();
        assertThat(run.run().ending()).isEmpty();
        assertThat(run.attempts()).hasSize(2);
        assertThat(Bench.reason(run, "unlock")).isEqualTo(new StepExplanation.Handles(List.of(new StepId("load"))));
        assertThat(Bench.reason(run, "unlock").text()).isEqualTo("runs only if 'load' fails");
        assertThat(Bench.reason(run, "alarm").text())
                .isEqualTo("runs only before a run ends that fails or takes too long");
    }

    @Test
    void first_the_steps_that_failed_are_handled_then_what_was_done_is_undone_then_the_run_is_handled() {
        var run = run(w -> {
            var flight = w.step("flight", ctx -> "f");
            flight.compensateWith(noting(w, "cancel"));
            w.onFailure(noting(w, "alarm"));
            var nap = w.type("nap", "Sleep").param("sleep_seconds", 60).after(flight);
            failing(w, "late").after(nap).onFailure(noting(w, "mend-late"));
            failing(w, "early").after(flight).onFailure(noting(w, "mend-early"));
        });

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(done)
                .containsExactly(
                        "mend-early(early FATALLY_FAILED)",
                        "mend-late(late FATALLY_FAILED)",
                        "cancel()",
                        "alarm(early FATALLY_FAILED, late FATALLY_FAILED)");
        assertThat(run.run().compensation().orElseThrow().isDone()).isTrue();
    }

    @Test
    void of_two_steps_that_failed_at_the_same_time_the_one_that_came_before_the_other_is_handled_first() {
        run(w -> {
            var mend = noting(w, "mend-second");
            var first = failing(w, "first").failureMode(FailureMode.IGNORE_FAILURE);
            var second = w.run("second", ctx -> {
                throw new IllegalStateException("broken");
            });
            second.after(first).onFailure(mend);
            first.onFailure(noting(w, "mend-first"));
        });

        assertThat(done)
                .containsExactly("mend-first(first COMPLETED_WITH_ERROR)", "mend-second(second FATALLY_FAILED)");
    }

    @Test
    void one_step_may_handle_several_and_runs_once() {
        var run = run(w -> {
            var mend = noting(w, "mend");
            failing(w, "a").onFailure(mend);
            w.run("b", ctx -> {}).onFailure(mend);
            failing(w, "c").onFailure(mend);
        });

        assertThat(done).hasSize(1);
        assertThat(done.getFirst())
                .contains("a FATALLY_FAILED", "c FATALLY_FAILED")
                .doesNotContain("b ");
        assertThat(Bench.reason(run, "mend")).isInstanceOf(StepExplanation.Ended.class);
    }

    @Test
    void a_failure_that_is_ignored_is_handled_too_and_the_run_succeeds() {
        var run = run(w -> {
            var optional = failing(w, "optional").failureMode(FailureMode.IGNORE_FAILURE);
            optional.onFailure(noting(w, "note"));
            w.run("after", ctx -> done.add("after")).after(optional);
            w.onFailure(noting(w, "alarm"));
        });

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(done).containsExactly("after", "note(optional COMPLETED_WITH_ERROR)");
        assertThat(run.run().ending().orElseThrow().reason()).isEqualTo("its steps are through");
        assertThat(Bench.status(run, "alarm")).isEqualTo(NOT_CREATED);
    }

    @Test
    void a_step_that_takes_too_long_has_failed() {
        var run = run(w -> w.type("nap", "Sleep")
                .param("sleep_seconds", 1_000)
                .timeout(Duration.ofMinutes(1))
                .onFailure(noting(w, "mend")));

        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(done).containsExactly("mend(nap TIMED_OUT)");
    }

    @Test
    void what_handles_a_failure_is_told_why() {
        var told = new CopyOnWriteArrayList<StepFailure>();
        run(w -> failing(w, "load")
                .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1)))
                .onFailure(w.run("mend", ctx -> {
                    told.addAll(ctx.failures());
                })));

        assertThat(told).hasSize(1);
        var failure = told.getFirst();
        assertThat(failure.step()).isEqualTo(new StepId("load"));
        assertThat(failure.attempt()).isEqualTo(2);
        assertThat(failure.message()).isEqualTo("IllegalStateException: load is broken");
        assertThat(failure.at()).isEqualTo(bench.start.plus(Duration.ofMinutes(1)));
        assertThat(failure).hasToString("step 'load' is FATALLY_FAILED: IllegalStateException: load is broken");
    }

    @Test
    void what_handles_a_failure_reads_what_any_step_of_the_flow_came_to() {
        run(w -> {
            var lock = w.step("lock", ctx -> "lock 7");
            var aside = w.step("aside", ctx -> "aside");
            failing(w, "load").after(lock).onFailure(w.run("unlock", lock, done::add));
            w.onFailure(w.run("alarm", ctx -> done.add(ctx.get(aside) + ", " + ctx.get(lock))));
        });

        assertThat(done).containsExactly("lock 7", "aside, lock 7");
    }

    @Test
    void what_handles_a_failure_may_fail_and_be_tried_again() {
        var run = run(w -> failing(w, "load")
                .onFailure(w.run("mend", ctx -> {
                            if (ctx.attempt() < 3) {
                                throw new IllegalStateException("not now");
                            }
                        })
                        .retry(RetryPolicy.fixed(5, Duration.ofMinutes(1)))));

        assertThat(Bench.attempts(run, "mend")).hasSize(3);
        assertThat(Bench.status(run, "mend")).isEqualTo(SUCCEEDED);
        assertThat(bench.passed()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void that_one_handler_fails_keeps_no_other_from_running_and_nothing_from_being_undone() {
        var run = run(w -> {
            w.step("flight", ctx -> "f").compensateWith(noting(w, "cancel"));
            failing(w, "a").onFailure(failing(w, "mend"));
            w.onFailure(noting(w, "alarm"));
        });

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.status(run, "mend")).isEqualTo(FATALLY_FAILED);
        assertThat(Bench.reason(run, "mend").text()).contains("mend is broken");
        assertThat(done).containsExactly("cancel()", "alarm(a FATALLY_FAILED, mend FATALLY_FAILED)");
    }

    @Test
    void that_something_cannot_be_undone_keeps_the_failure_of_the_run_from_nothing() {
        var run = run(w -> {
            var flight = w.step("flight", ctx -> "f");
            flight.compensateWith(failing(w, "cancel"));
            failing(w, "pay").after(flight);
            w.onFailure(noting(w, "alarm"));
        });

        assertThat(run.run().compensation().orElseThrow().isDone()).isFalse();
        assertThat(done).containsExactly("alarm(pay FATALLY_FAILED, cancel FATALLY_FAILED)");
    }

    @Test
    void the_story_of_the_run_tells_of_it() {
        var run = run(w -> {
            failing(w, "load").onFailure(noting(w, "unlock"));
            w.onFailure(noting(w, "alarm"));
        });

        assertThat(run.timeline())
                .filteredOn(TimelineEvent.Handles.class::isInstance)
                .hasSize(1);
        assertThat(Story.of(run))
                .contains("failures are handled by 'unlock', 'alarm'", "on failure", "if the workflow fails");
    }

    @Nested
    class OfAnyKind {

        @Test
        void a_subworkflow_may_handle_the_failure_of_a_run_and_is_given_what_failed() {
            bench.maestro.register(Workflow.define("clean-up", w -> {
                var failed = w.param("failed_steps", ParamCodec.listOf(String.class), List.of());
                var why = w.param("failure", "");
                w.run("tell", ctx -> done.add(ctx.get(failed) + " " + ctx.get(why)));
            }));
            var run = run(w -> {
                failing(w, "load");
                w.onFailure(w.subworkflow("clean", "clean-up"));
            });

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(done)
                    .containsExactly("[load] step 'load' is FATALLY_FAILED: IllegalStateException: load is broken");
        }

        @Test
        void expressions_of_any_type_see_what_failed() {
            var run = run(w -> {
                failing(w, "load");
                w.onFailure(
                        w.type("alarm", "NoOp")
                                .param(
                                        "text",
                                        ParamDefinition.expression(
                                                ParamType.STRING,
                                                "failed_steps.length + ' failed, first ' + failed_steps[0] + ': ' + failure_messages[0]")));
            });

            assertThat(Bench.attempts(run, "alarm").getFirst().params())
                    .extractingByKey("text")
                    .extracting(EvaluatedParam::value)
                    .isEqualTo(ParamValue.of("1 failed, first load: IllegalStateException: load is broken"));
        }

        @Test
        void a_loop_may_handle_a_failure() {
            var run = run(w -> {
                var rows = w.step("rows", ctx -> List.of("a", "b"));
                failing(w, "load")
                        .after(rows)
                        .onFailure(w.foreach(
                                "mend",
                                ctx -> ctx.get(rows),
                                (item, body) -> body.step("one", item, i -> done.add(i))));
            });

            assertThat(Bench.status(run, "mend")).isEqualTo(SUCCEEDED);
            assertThat(done).containsExactlyInAnyOrder("a", "b");
        }

        @Test
        void a_step_in_the_body_of_a_loop_is_handled_in_its_iteration() {
            var run = run(w -> w.foreach("each", ctx -> List.of("a", "b"), (item, body) -> {
                var one = body.step("one", item, i -> {
                    if (i.equals("b")) {
                        throw new IllegalStateException(i);
                    }
                    return i;
                });
                one.onFailure(body.run("mend", ctx -> done.add("mend " + ctx.get(item) + told(ctx))));
                return one;
            }));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(done).containsExactly("mend b(one FATALLY_FAILED)");
        }

        @Test
        void a_subworkflow_that_fails_handles_that_before_its_parent_does() {
            bench.maestro.register(Workflow.define("other", w -> {
                failing(w, "inner");
                w.onFailure(noting(w, "inner-alarm"));
            }));
            run(w -> {
                w.subworkflow("sub", "other");
                w.onFailure(noting(w, "outer-alarm"));
            });

            assertThat(done).containsExactly("inner-alarm(inner FATALLY_FAILED)", "outer-alarm(sub FATALLY_FAILED)");
        }
    }

    @Nested
    class WhenARunIsEnded {

        private RunHandle waiting(Consumer<WorkflowBuilder> more) {
            var run = start(w -> {
                w.type("wait", "Sleep").param("sleep_seconds", 1_000).onFailure(noting(w, "mend"));
                w.onFailure(noting(w, "alarm"));
                more.accept(w);
            });
            bench.clock.settle();
            return run;
        }

        @Test
        void one_that_takes_too_long_is_handled_and_so_are_the_steps_that_were_at_work() {
            var run = waiting(w -> w.timeout(Duration.ofMinutes(1)));
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(done).containsExactly("mend(wait TIMED_OUT)", "alarm(wait TIMED_OUT)");
        }

        @Test
        void one_that_is_stopped_has_not_failed() {
            var run = waiting(w -> {});
            run.stop("ann", "had enough").orThrow();
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(Bench.status(run, "wait")).isEqualTo(STOPPED);
            assertThat(done).isEmpty();
        }

        @Test
        void one_that_is_killed_begins_nothing_more() {
            var run = waiting(w -> failing(w, "bad").onFailure(noting(w, "mend-bad")));
            run.kill("ann", "had enough").orThrow();
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(done).isEmpty();
            assertThat(run.run().handling()).isEmpty();
        }

        @Test
        void one_in_which_a_step_is_killed_has_failed() {
            var run = waiting(w -> {});
            run.step("wait").kill("ann", "hangs").orThrow();
            bench.awaitEnd(run);

            assertThat(done).containsExactly("mend(wait FATALLY_FAILED)", "alarm(wait FATALLY_FAILED)");
        }

        @Test
        void one_that_fails_at_once_handles_what_failed_and_not_what_was_stopped() {
            var run = waiting(w ->
                    failing(w, "bad").failureMode(FailureMode.FAIL_IMMEDIATELY).onFailure(noting(w, "mend-bad")));
            bench.awaitEnd(run);

            assertThat(Bench.status(run, "wait")).isEqualTo(STOPPED);
            assertThat(done).containsExactly("mend-bad(bad FATALLY_FAILED)", "alarm(bad FATALLY_FAILED)");
        }

        @Test
        void one_that_is_paused_handles_nothing_before_it_is_resumed() {
            var run = start(w -> {
                failing(w, "load")
                        .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1)))
                        .onFailure(noting(w, "mend"));
                w.type("wait", "Sleep").param("sleep_seconds", 300);
            });
            bench.clock.advance(Duration.ofMinutes(2));
            run.pause("ann", "wait").orThrow();
            bench.clock.advance(Duration.ofMinutes(10));
            assertThat(done).isEmpty();
            assertThat(run.status()).isEqualTo(RunStatus.PAUSED);

            run.resume("ann", "go").orThrow();
            bench.awaitEnd(run);
            assertThat(done).containsExactly("mend(load FATALLY_FAILED)");
        }
    }

    @Nested
    class WhileAFailureIsHandled {

        /** The first handler waits for a while. */
        private RunHandle handling() {
            var run = start(w -> {
                w.timeout(Duration.ofMinutes(5));
                failing(w, "load").onFailure(w.type("mend", "Sleep").param("sleep_seconds", 1_000));
                w.onFailure(noting(w, "alarm"));
            });
            bench.clock.settle();
            return run;
        }

        @Test
        void the_run_is_in_progress_and_its_timeout_does_not_count() {
            var run = handling();
            assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);
            bench.awaitEnd(run);

            assertThat(bench.passed().toSeconds()).isEqualTo(1_000);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(done).containsExactly("alarm(load FATALLY_FAILED)");
        }

        @Test
        void stopping_the_run_changes_nothing_and_pausing_it_is_refused() {
            var run = handling();

            assertThat(run.stop("ann", "stop")).isInstanceOf(ActionResult.Already.class);
            assertThat(run.pause("ann", "pause")).isInstanceOf(ActionResult.Refused.class);
            assertThatThrownBy(() -> run.restartStep("load", RestartRequest.fromIncomplete()))
                    .isInstanceOf(RestartRefusedException.class);
            bench.awaitEnd(run);
            assertThat(done).containsExactly("alarm(load FATALLY_FAILED)");
        }

        @Test
        void killing_the_run_ends_all_of_it() {
            var run = handling();
            run.kill("ann", "leave it").orThrow();
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(Bench.status(run, "mend")).isEqualTo(FATALLY_FAILED);
            assertThat(done).isEmpty();
            assertThat(bench.passed()).isZero();
        }

        @Test
        void a_handler_can_be_skipped() {
            var run = handling();
            run.step("mend").skip("ann", "did it by hand").orThrow();
            bench.awaitEnd(run);

            assertThat(Bench.status(run, "mend")).isEqualTo(SKIPPED);
            assertThat(done).containsExactly("alarm(load FATALLY_FAILED)");
            assertThat(bench.passed()).isZero();
        }

        @Test
        void a_handler_can_be_stopped_and_the_others_run_all_the_same() {
            var run = handling();
            run.step("mend").stop("ann", "leave it").orThrow();
            bench.awaitEnd(run);

            assertThat(Bench.status(run, "mend")).isEqualTo(STOPPED);
            assertThat(done).containsExactly("alarm(load FATALLY_FAILED)");
        }

        @Test
        void a_handler_has_a_timeout_of_its_own() {
            var run = run(w -> failing(w, "load")
                    .onFailure(w.type("mend", "Sleep")
                            .param("sleep_seconds", 1_000)
                            .timeout(Duration.ofMinutes(1))));

            assertThat(Bench.status(run, "mend")).isEqualTo(TIMED_OUT);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        }
    }

    @Nested
    class WhenAnInstanceGoesOn {

        private RunHandle failedOnce() {
            return run(w -> {
                w.run("load", ctx -> {
                            if (ctx.runId().run() < 3) {
                                throw new IllegalStateException(
                                        "run " + ctx.runId().run());
                            }
                        })
                        .onFailure(w.run(
                                "mend",
                                ctx -> done.add(ctx.failures().getFirst().message())));
                w.onFailure(w.subworkflow("clean", "clean-up"));
            });
        }

        @Test
        void what_handles_failures_runs_again_if_the_next_run_fails_too() {
            bench.maestro.register(Workflow.define(
                    "clean-up", w -> w.run("tell", ctx -> done.add("clean " + ctx.runId()))));
            var first = failedOnce();
            var second = first.restart(RestartRequest.fromIncomplete());
            bench.awaitEnd(second);
            var third = second.restart(RestartRequest.fromIncomplete());
            bench.awaitEnd(third);

            assertThat(second.status()).isEqualTo(RunStatus.FAILED);
            assertThat(third.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(done)
                    .containsExactly(
                            "IllegalStateException: run 1",
                            "clean clean-up:1:1",
                            "IllegalStateException: run 2",
                            "clean clean-up:2:1");
            assertThat(third.instance().steps().keySet()).containsExactly(new StepId("load"));
        }

        @Test
        void what_handles_failures_cannot_be_restarted_by_itself() {
            bench.maestro.register(Workflow.define("clean-up", w -> w.run("tell", ctx -> {})));
            var run = failedOnce();

            assertThatThrownBy(() -> run.restartStep("mend", RestartRequest.fromIncomplete()))
                    .isInstanceOf(RestartRefusedException.class)
                    .hasMessageContaining("step 'mend' runs only when something fails, and cannot run again by itself");
        }

        @Test
        void a_run_that_only_undoes_handles_nothing() {
            var run = run(w -> {
                var flight = w.step("flight", ctx -> "f");
                flight.compensateWith(w.run("cancel", ctx -> {
                    if (ctx.runId().run() == 1) {
                        throw new IllegalStateException("closed");
                    }
                    done.add("cancel");
                }));
                failing(w, "pay").after(flight);
                w.onFailure(noting(w, "alarm"));
            });
            var undoing = run.compensate("ann", "they are open now");
            bench.awaitEnd(undoing);

            assertThat(done).containsExactly("alarm(pay FATALLY_FAILED, cancel FATALLY_FAILED)", "cancel");
            assertThat(undoing.status()).isEqualTo(RunStatus.FAILED);
        }

        @Test
        void a_handler_may_be_passed_over() {
            bench.maestro.register(Workflow.define("clean-up", w -> w.run("tell", ctx -> {})));
            var second = failedOnce().restart(RestartRequest.fromIncomplete().skipping("mend"));
            bench.awaitEnd(second);

            assertThat(Bench.status(second, "mend")).isEqualTo(SKIPPED);
            assertThat(done).containsExactly("IllegalStateException: run 1");
        }
    }
}
