package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.test.step.Conduct;
import io.maestro.test.step.JobContract;
import io.maestro.test.step.StepContract;
import io.maestro.value.ValueCodec;
import io.maestro.value.ValueType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The suite for step types lets those pass that do as they should, and each that does not fails what names its fault. */
class StepContractTest {

    /** Tests of a step type whose jobs are done in an office. */
    abstract static class OfJobs extends JobContract {
        final Office office = new Office();

        @Override
        protected Optional<Map<String, ParamValue>> params(Conduct conduct) {
            return Optional.of(Clerk.params(conduct));
        }

        @Override
        protected int begun(String key) {
            return office.begun(key);
        }

        @Override
        protected boolean goesOn(String key) {
            return office.goesOn(key);
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(500);
        }
    }

    @Nested
    class AClerkWhoDoesAsHeShould extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            return new Clerk(office);
        }

        @Override
        protected Optional<ValueCodec> values() {
            return Optional.of(new Texts());
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(10);
        }
    }

    /** Works on the thread that asks. */
    static class Worker implements StepRuntime {
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger busy = new AtomicInteger();

        @Override
        public StepResult start(StepContext context) throws InterruptedException {
            return switch (Clerk.conduct(context)) {
                case SUCCEEDS -> StepResult.done("done");
                case FAILS -> StepResult.failed(FailureKind.USER, "it did not work");
                case HAS_NO_PLATFORM -> StepResult.failed(FailureKind.PLATFORM, "there is no floor");
                case MAKES_NO_SENSE -> StepResult.failed(FailureKind.FATAL, "nobody can do that");
                case LASTS -> work();
            };
        }

        private StepResult work() throws InterruptedException {
            busy.incrementAndGet();
            begun.incrementAndGet();
            try {
                last();
            } finally {
                busy.decrementAndGet();
            }
            return StepResult.done();
        }

        void last() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    abstract static class OfWork extends StepContract {
        final Worker worker = worker();

        Worker worker() {
            return new Worker();
        }

        @Override
        protected StepRuntime newRuntime() {
            return worker;
        }

        @Override
        protected Optional<Map<String, ParamValue>> params(Conduct conduct) {
            return Optional.of(Clerk.params(conduct));
        }

        @Override
        protected int begun(String key) {
            return worker.begun.get();
        }

        @Override
        protected boolean goesOn(String key) {
            return worker.busy.get() > 0;
        }
    }

    /** Keeps texts, and of anything else what it shows of itself. */
    private static final class Texts implements ValueCodec {
        @Override
        public String write(Object value, ValueType<?> type) {
            return value.toString();
        }

        @Override
        public Object read(String text, ValueType<?> type) {
            return text;
        }
    }

    static class ReturnsWhatCannotBeKept extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            return new Clerk(office) {
                @Override
                public StepResult poll(StepContext context, String jobId) {
                    return StepResult.done(new Object());
                }
            };
        }

        @Override
        protected Optional<ValueCodec> values() {
            return Optional.of(new Texts());
        }
    }

    @Nested
    class AWorkerWhoDoesAsHeShould extends OfWork {
        @Override
        protected Optional<ValueCodec> values() {
            return Optional.of(new Texts());
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(10);
        }
    }

    static class BeginsAnewEachTime extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            return new Clerk(office) {
                @Override
                Office.Job jobFor(StepContext context) {
                    return office.begin(context.idempotencyKey(), Clerk.conduct(context));
                }
            };
        }
    }

    static class HasOneJobForAll extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            return new Clerk(office) {
                @Override
                Office.Job jobFor(StepContext context) {
                    var first = office.ofKey("any").orElseGet(() -> office.begin("any", Clerk.conduct(context)));
                    office.begin(context.idempotencyKey(), Conduct.SUCCEEDS);
                    return first;
                }
            };
        }
    }

    static class RemembersItsJobsItself extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            var own = new Office();
            return new Clerk(office) {
                @Override
                Office.Job jobFor(StepContext context) {
                    own.begin(context.idempotencyKey(), Clerk.conduct(context));
                    return super.jobFor(context);
                }

                @Override
                public StepResult poll(StepContext context, String jobId) {
                    return own.begun(context.idempotencyKey()) == 0
                            ? StepResult.failed(FailureKind.PLATFORM, "no such job")
                            : super.poll(context, jobId);
                }
            };
        }
    }

    static class StopsNothing extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            return new Clerk(office) {
                @Override
                public void stop(StepContext context, String jobId) {
                    office.job(jobId);
                }
            };
        }
    }

    static class StopsOnce extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            return new Clerk(office) {
                @Override
                public void stop(StepContext context, String jobId) {
                    if (office.job(jobId).stopped) {
                        throw new IllegalStateException("stopped already");
                    }
                    super.stop(context, jobId);
                }
            };
        }
    }

    static class ForgetsWhatHasEnded extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            return new Clerk(office) {
                @Override
                public StepResult poll(StepContext context, String jobId) {
                    return office.job(jobId).looks.get() > 1
                            ? StepResult.failed(FailureKind.PLATFORM, "no such job")
                            : super.poll(context, jobId);
                }
            };
        }
    }

    static class BlamesNobody extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            return new Clerk(office) {
                @Override
                public StepResult start(StepContext context) throws Exception {
                    return switch (Clerk.conduct(context)) {
                        case FAILS -> throw new IllegalStateException("it did not work");
                        case HAS_NO_PLATFORM -> StepResult.failed(FailureKind.USER, "the office is closed");
                        case MAKES_NO_SENSE -> StepResult.failed(FailureKind.PLATFORM, "nobody can do that");
                        case SUCCEEDS, LASTS -> super.start(context);
                    };
                }
            };
        }
    }

    static class HeedsNoInterrupt extends OfWork {
        @Override
        protected Duration patience() {
            return Duration.ofMillis(500);
        }

        @Override
        Worker worker() {
            return new Worker() {
                @Override
                void last() {
                    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
                    while (System.nanoTime() - end < 0) {
                        Thread.onSpinWait();
                    }
                }
            };
        }
    }

    static class LeavesAThread extends OfJobs {
        @Override
        protected StepRuntime newRuntime() {
            return new Clerk(office) {
                @Override
                public StepResult start(StepContext context) throws Exception {
                    var thread = new Thread(LeavesAThread::loiter, "loiterer");
                    thread.setDaemon(true);
                    thread.start();
                    return super.start(context);
                }
            };
        }

        private static void loiter() {
            try {
                new CountDownLatch(1).await(3, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void each_fault_fails_what_names_it() {
        verify(
                BeginsAnewEachTime.class,
                "a_start_with_the_same_key_finds_the_job_that_it_started_before",
                "one job was to begin");
        verify(HasOneJobForAll.class, "starts_with_other_keys_start_other_jobs", "not equal");
        verify(RemembersItsJobsItself.class, "a_job_outlives_the_process_that_started_it", "only the job's id");
        verify(StopsNothing.class, "a_stop_ends_the_work", "was to end when it was stopped");
        verify(StopsOnce.class, "a_stop_may_come_twice_and_after_the_end", "stop threw");
        verify(ForgetsWhatHasEnded.class, "a_poll_after_the_end_says_the_same", "no such job");
        verify(BlamesNobody.class, "a_failure_of_the_work_is_the_users", "start threw");
        verify(BlamesNobody.class, "a_failure_of_what_it_runs_on_is_the_platforms", "HAS_NO_PLATFORM");
        verify(BlamesNobody.class, "what_nobody_can_do_fails_for_good", "MAKES_NO_SENSE");
        verify(
                ReturnsWhatCannotBeKept.class,
                "what_is_returned_can_be_kept_in_a_database",
                "was to come back as itself");
        verify(HeedsNoInterrupt.class, "an_interrupt_ends_a_start_soon", "of an interrupt but is at");
        verify(LeavesAThread.class, "no_thread_is_left_behind", "loiterer");
    }

    private static void verify(Class<? extends StepContract> tests, String check, String why) {
        assertThat(Played.of(tests))
                .as(tests.getSimpleName())
                .filteredOn(told -> told.startsWith(check + "("))
                .singleElement()
                .asString()
                .contains(": ")
                .contains(why);
    }
}
