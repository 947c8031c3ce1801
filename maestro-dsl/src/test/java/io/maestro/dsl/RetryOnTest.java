package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.definition.RetryPolicy;
import io.maestro.run.FailureKind;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.step.StepContext;
import io.maestro.step.StepFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which failures of steps in Java are tried again. */
class RetryOnTest {

    private static final RetryPolicy TWICE = RetryPolicy.fixed(2, Duration.ZERO);

    private final Maestro maestro = Maestro.inMemory();

    @AfterEach
    void close() {
        maestro.close();
    }

    /** Throws the first time, and returns the number of the attempt then. */
    private static int failingOnce(StepContext context, Exception failure) throws Exception {
        if (context.attempt() == 1) {
            throw failure;
        }
        return context.attempt();
    }

    private List<StepStatus> attempts(Exception failure, UnaryOperator<Step<Integer>> options) {
        maestro.register(Workflow.define("w", w -> {
            var unused =
                    options.apply(w.step("a", ctx -> failingOnce(ctx, failure)).retry(TWICE));
        }));
        var run = maestro.start("w");
        run.await();
        return run.attempts().stream().map(StepAttempt::status).toList();
    }

    @Test
    void what_is_to_be_retried_is_and_all_else_is_fatal() {
        UnaryOperator<Step<Integer>> options = step -> step.retryOn(IOException.class, InterruptedException.class);

        assertThat(attempts(new FileNotFoundException("x"), options))
                .containsExactly(StepStatus.USER_FAILED, StepStatus.SUCCEEDED);
        assertThat(attempts(new IllegalStateException("x"), options)).containsExactly(StepStatus.FATALLY_FAILED);
    }

    @Test
    void several_that_are_to_be_retried_add_up() {
        UnaryOperator<Step<Integer>> options =
                step -> step.retryOn(IOException.class).retryOn(failure -> "again".equals(failure.getMessage()));

        assertThat(attempts(new IOException("x"), options)).hasSize(2);
        assertThat(attempts(new IllegalStateException("again"), options)).hasSize(2);
        assertThat(attempts(new IllegalStateException("x"), options)).hasSize(1);
    }

    @Test
    void what_is_fatal_is_so_although_it_is_to_be_retried() {
        UnaryOperator<Step<Integer>> options =
                step -> step.retryOn(IOException.class).fatalOn(FileNotFoundException.class);

        assertThat(attempts(new IOException("x"), options)).hasSize(2);
        assertThat(attempts(new FileNotFoundException("x"), options)).containsExactly(StepStatus.FATALLY_FAILED);
    }

    @Test
    void a_fatal_failure_tells_what_was_thrown() {
        maestro.register(Workflow.define(
                "w",
                w -> w.run("a", ctx -> failingOnce(ctx, new IOException("no disk")))
                        .retry(TWICE)
                        .fatalOn(failure -> true)));
        var run = maestro.start("w");
        run.await();

        assertThat(run.attempts().getFirst().error().orElseThrow().message())
                .isEqualTo("StepFailedException: IOException: no disk");
    }

    @Test
    void a_body_that_says_what_kind_its_failure_is_is_believed() {
        assertThat(attempts(
                        new StepFailedException(FailureKind.PLATFORM, "no node"),
                        step -> step.retryOn(IOException.class).fatalOn(failure -> true)))
                .containsExactly(StepStatus.PLATFORM_FAILED, StepStatus.SUCCEEDED);
    }

    @Test
    void an_output_that_is_not_wanted_is_a_failure() {
        maestro.register(Workflow.define(
                "w", w -> w.step("a", StepContext::attempt).retry(TWICE).retryIf(number -> number < 3)));
        var run = maestro.start("w");

        assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.output("a", Integer.class)).contains(3);
        assertThat(run.attempts().stream().map(StepAttempt::status))
                .containsExactly(StepStatus.USER_FAILED, StepStatus.USER_FAILED, StepStatus.SUCCEEDED);
    }

    @Test
    void a_step_of_a_registered_type_says_itself_what_its_failures_are() {
        assertThatThrownBy(() -> Workflow.define("w", w -> w.type("a", "NoOp").retryOn(IOException.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step 'a' is of the type 'NoOp', which says itself what kind its failures are");
    }
}
