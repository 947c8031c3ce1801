package io.maestro.internal.kernel;

import static io.maestro.internal.kernel.Samples.BACKING_OFF;
import static io.maestro.internal.kernel.Samples.DECIDER;
import static io.maestro.internal.kernel.Samples.NO;
import static io.maestro.internal.kernel.Samples.RUNNING;
import static io.maestro.internal.kernel.Samples.SECOND;
import static io.maestro.internal.kernel.Samples.STOPPING;
import static io.maestro.internal.kernel.Samples.T0;
import static io.maestro.internal.kernel.Samples.T1;
import static io.maestro.internal.kernel.Samples.TIMING_OUT;
import static io.maestro.internal.kernel.Samples.decider;
import static io.maestro.internal.kernel.Samples.retrying;
import static io.maestro.internal.kernel.Samples.states;
import static io.maestro.internal.kernel.Samples.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.FailureMode;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.internal.kernel.StepState.Asked;
import io.maestro.internal.kernel.StepState.BackingOff;
import io.maestro.internal.kernel.StepState.Ending;
import io.maestro.internal.kernel.StepState.Finished;
import io.maestro.internal.kernel.StepState.NotReached;
import io.maestro.internal.kernel.StepState.Running;
import io.maestro.run.FailureKind;
import io.maestro.run.Retries;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.value.JavaValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What follows for a step, state by state. */
class StepDeciderTest {

    private static final Try FIRST = new Try(1, 1, 1, Retries.NONE, 0);

    @Nested
    class WhateverTheState {

        @Test
        void a_report_of_an_older_attempt_changes_nothing() {
            for (var state : states().values()) {
                for (var late : List.of(
                        new StepEvent.Succeeded(FIRST, Map.of(), Optional.empty(), Map.of(), T1),
                        new StepEvent.Failed(FIRST, Map.of(), FailureKind.USER, NO, T1),
                        new StepEvent.Broke(FIRST, Map.of(), NO, T1),
                        new StepEvent.ConditionsKnown(FIRST, Map.of(), Map.of(), T1))) {
                    assertThat(DECIDER.decide(state, late))
                            .as("%s in %s", late, state)
                            .isEqualTo(StepDecision.stay(state));
                }
            }
        }

        @Test
        void a_timer_of_an_older_attempt_changes_nothing() {
            for (var state : states().values()) {
                for (var kind : Timer.Kind.values()) {
                    assertThat(DECIDER.decide(state, new StepEvent.TimerFired(kind, 1, T1)))
                            .isEqualTo(StepDecision.stay(state));
                }
            }
        }

        @Test
        void a_job_of_an_older_attempt_is_stopped_and_changes_nothing_else() {
            for (var state : states().values()) {
                assertThat(told(DECIDER.decide(state, new StepEvent.Parked(FIRST, Map.of(), "late", T1, T1))))
                        .isEqualTo("stays, stop late");
            }
        }
    }

    @Nested
    class WhenNotReached {

        @Test
        void being_reached_starts_the_first_attempt_with_its_timeout() {
            var decision = DECIDER.decide(NotReached.NEVER, new StepEvent.Reached(T1));

            assertThat(decision.next()).isEqualTo(new Running(FIRST, T1));
            assertThat(decision.commands())
                    .containsExactly(
                            new Command.StartWork(0, FIRST, T1),
                            new Command.SetTimer(new Timer(0, Timer.Kind.TIMEOUT, 1), T1.plus(Duration.ofHours(1))));
        }

        @Test
        void an_attempt_that_its_run_would_outlast_has_no_timer() {
            var patient =
                    decider(FailureMode.FAIL_AFTER_RUNNING, RetryPolicy.none(), Predicate.always(), Duration.ofDays(1));

            assertThat(told(patient.decide(NotReached.NEVER, new StepEvent.Reached(T1))))
                    .isEqualTo("Running 1, start 1");
        }

        @Test
        void being_unsatisfied_makes_every_condition_false() {
            var decision = DECIDER.decide(NotReached.NEVER, new StepEvent.Unsatisfied(T1));

            assertThat(((Finished) decision.next()).transitions()).isEqualTo(Map.of(new StepId("next"), false));
            assertThat(((Finished) decision.next()).startedAt()).isEmpty();
        }
    }

    @Nested
    class WhenRunning {

        private StepDecision failing(FailureMode mode, Predicate predicate, FailureKind kind) {
            return decider(mode, RetryPolicy.none(), predicate, Duration.ofDays(2))
                    .decide(RUNNING, new StepEvent.Failed(SECOND, Map.of(), kind, NO, T1));
        }

        @Test
        void a_failure_with_retries_left_backs_off_from_the_time_of_the_failure() {
            var decision =
                    DECIDER.decide(RUNNING, new StepEvent.Failed(SECOND, Map.of(), FailureKind.PLATFORM, NO, T1));

            assertThat(decision.next())
                    .isEqualTo(new BackingOff(SECOND, T0, Map.of(), FailureKind.PLATFORM, NO, T1, T1.plusSeconds(5)));
        }

        @Test
        void an_ignored_failure_completes_the_step_with_every_condition_true() {
            var decision = failing(FailureMode.IGNORE_FAILURE, Predicate.always(), FailureKind.USER);

            assertThat(told(decision)).isEqualTo("Finished COMPLETED_WITH_ERROR");
            assertThat(((Finished) decision.next()).transitions()).isEqualTo(Map.of(new StepId("next"), true));
        }

        @Test
        void an_ignored_failure_with_conditions_has_them_evaluated_first() {
            assertThat(told(failing(FailureMode.IGNORE_FAILURE, new Predicate.Code(), FailureKind.USER)))
                    .isEqualTo("Concluding 2, evaluate");
        }

        @Test
        void a_timeout_is_never_ignored() {
            assertThat(told(failing(FailureMode.IGNORE_FAILURE, Predicate.always(), FailureKind.TIMEOUT)))
                    .isEqualTo("Finished TIMED_OUT");
        }

        @Test
        void what_broke_is_never_ignored_nor_tried_again() {
            assertThat(told(decider(FailureMode.IGNORE_FAILURE, retrying(9))
                            .decide(RUNNING, new StepEvent.Broke(SECOND, Map.of(), NO, T1))))
                    .isEqualTo("Finished INTERNALLY_FAILED, cancel TIMEOUT");
        }
    }

    @Nested
    class WhenEnding {

        @Test
        void success_that_comes_in_spite_of_a_stop_is_the_truth() {
            var decision = DECIDER.decide(
                    STOPPING, new StepEvent.Succeeded(SECOND, Map.of(), Optional.of(JavaValue.of("x")), Map.of(), T1));

            assertThat(((Finished) decision.next()).output()).contains(JavaValue.of("x"));
        }

        @Test
        void success_that_comes_after_the_timeout_is_a_timeout() {
            var decision = decider(FailureMode.FAIL_AFTER_RUNNING, RetryPolicy.none())
                    .decide(
                            TIMING_OUT,
                            new StepEvent.Succeeded(SECOND, Map.of(), Optional.of(JavaValue.of("x")), Map.of(), T1));

            assertThat(told(decision)).isEqualTo("Finished TIMED_OUT, cancel GRACE");
            assertThat(((Finished) decision.next()).error()).contains(StepError.of("too long"));
        }

        @Test
        void a_stop_takes_the_place_of_a_timeout_so_that_no_attempt_follows() {
            var decision = DECIDER.decide(TIMING_OUT, new StepEvent.EndAsked(StepStatus.STOPPED, "enough", T1));

            assertThat(((Ending) decision.next()).cause()).isEqualTo(new Asked(StepStatus.STOPPED, "enough"));
        }
    }

    @Nested
    class WhenBackingOff {

        @Test
        void its_timer_starts_the_next_attempt_and_counts_the_retry_of_its_kind() {
            var decision = DECIDER.decide(BACKING_OFF, new StepEvent.TimerFired(Timer.Kind.RETRY, 2, T1));

            assertThat(decision.next()).isEqualTo(new Running(new Try(3, 1, 1, new Retries(1, 1, 0), 0), T1));
        }

        @Test
        void being_asked_to_end_leaves_the_failed_attempt_and_ends_the_next_before_it_began() {
            var finished =
                    (Finished) DECIDER.decide(BACKING_OFF, new StepEvent.EndAsked(StepStatus.STOPPED, "enough", T1))
                            .next();

            assertThat(finished.attempt()).isEqualTo(3);
            assertThat(finished.startedAt()).isEmpty();
            assertThat(finished.status()).isEqualTo(StepStatus.STOPPED);
        }
    }
}
