package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.RetryPolicy;
import io.maestro.run.StepStatus;
import io.maestro.step.StepContext;
import io.maestro.step.StepInterceptor;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StepInterceptorTest {

    private final List<String> log = new CopyOnWriteArrayList<>();

    private StepInterceptor logging(String name) {
        return (step, runtime) -> new StepRuntime() {
            @Override
            public StepResult start(StepContext context) throws Exception {
                log.add(name + " before " + step.id());
                try {
                    return runtime.start(context);
                } finally {
                    log.add(name + " after " + step.id());
                }
            }

            @Override
            public StepResult poll(StepContext context, String jobId) throws Exception {
                log.add(name + " polls " + step.id());
                return runtime.poll(context, jobId);
            }
        };
    }

    private static MaestroTestKit kit(StepInterceptor... interceptors) {
        return MaestroTestKit.builder()
                .with(builder -> List.of(interceptors).forEach(builder::stepInterceptor))
                .build();
    }

    @Test
    void interceptors_stand_around_the_work_the_last_outermost() {
        try (var kit = kit(logging("inner"), logging("outer"))) {
            kit.run(Flow.of("w").step("a", context -> {
                log.add("work");
                return "done";
            }));
        }

        assertThat(log).containsExactly("outer before a", "inner before a", "work", "inner after a", "outer after a");
    }

    @Test
    void steps_of_all_types_are_intercepted_and_those_that_wait_are_polled_through_them() {
        try (var kit = kit(logging("it"))) {
            kit.run(Flow.of("w").step("nothing").typed("sleep", "Sleep"));
        }

        assertThat(log).contains("it before nothing", "it before sleep", "it polls sleep");
    }

    @Test
    void what_a_body_throws_comes_through_the_interceptors_before_it_is_a_failure() {
        StepInterceptor consoling = (step, runtime) -> context -> {
            try {
                return runtime.start(context);
            } catch (IOException e) {
                return StepResult.done(String.valueOf(e.getMessage()));
            }
        };
        try (var kit = kit(consoling)) {
            var run = kit.run(Flow.of("w")
                    .step("io", context -> {
                        throw new IOException("no route");
                    })
                    .step("other", context -> {
                        throw new IllegalStateException("no idea");
                    })
                    .retry(RetryPolicy.none()));

            assertThat(run)
                    .failed()
                    .step("io")
                    .returned("no route")
                    .step("other")
                    .hasStatus(StepStatus.FATALLY_FAILED)
                    .failedWith("no idea");
        }
    }

    @Test
    void an_interceptor_may_do_something_else_in_the_place_of_the_work() {
        try (var kit = kit((step, runtime) -> context -> StepResult.done("instead"))) {
            assertThat(kit.run(Flow.of("w").step("a", context -> "really")))
                    .succeeded()
                    .step("a")
                    .returned("instead");
        }
    }
}
