package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.step.StepResult;
import io.maestro.store.RunQuery;
import io.maestro.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to params, outputs and errors. */
class PayloadsTest {

    private static final String SECRET = "open sesame";

    private static final String TOO_LARGE = "a map of params must have at most 10000 characters as JSON but has ";

    /** Not safe, but not readable either. */
    private static final PayloadCodec CODEC = new PayloadCodec() {
        @Override
        public String encode(String json) {
            return "k1:" + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String decode(String encoded) {
            return new String(Base64.getDecoder().decode(encoded.substring(3)), StandardCharsets.UTF_8);
        }
    };

    private static final Workflow WORKFLOW = Workflow.define("secrets", w -> {
        var secret = w.param("secret", String.class);
        var copy = w.step("copy", secret, text -> List.of(text));
        w.runForeach("each", copy, (item, body) -> body.step("again", item, text -> text + "!"));
        w.run("fail", copy, list -> {
            throw new IllegalStateException(list.getFirst());
        });
    });

    @TempDir
    private Path folder;

    private static void run(JdbcStore store) {
        try (var maestro = Maestro.builder().store(store).build()) {
            var run = maestro.register(WORKFLOW).start(Map.of("secret", SECRET));
            assertThat(run.await().status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.output("copy", List.class)).contains(List.of(SECRET));
        }
    }

    private boolean isInFiles(String text) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void nothing_of_them_is_readable_in_the_database_with_a_codec() throws IOException {
        var builder = JdbcStore.builder().payloadCodec(CODEC);
        run(builder.h2(folder.resolve("store")));

        assertThat(isInFiles(SECRET)).isFalse();
        try (var maestro =
                Maestro.builder().store(builder.h2(folder.resolve("store"))).build()) {
            maestro.register(WORKFLOW);
            var run = maestro.runs(RunQuery.of("secrets")).getFirst();
            assertThat(run.params())
                    .hasEntrySatisfying(
                            "secret",
                            param -> assertThat(param.value().toJava()).isEqualTo(SECRET));
            assertThat(maestro.find(run.runId()).orElseThrow().attempts())
                    .anySatisfy(attempt -> assertThat(attempt.error())
                            .hasValueSatisfying(
                                    error -> assertThat(error.message()).contains(SECRET)));
        }
    }

    @Test
    void what_is_written_in_a_definition_is_not_readable_either() throws IOException {
        var workflow = Workflow.define("literal", w -> {
            var secret = w.param("secret", SECRET).sensitive();
            w.step("copy", secret, String::length);
        });
        for (int time = 1; time <= 2; time++) {
            try (var maestro = Maestro.builder()
                    .store(JdbcStore.builder().payloadCodec(CODEC).h2(folder.resolve("store")))
                    .build()) {
                var handle = maestro.register(workflow);

                assertThat(handle.version()).isEqualTo(1);
                assertThat(handle.start().await().status()).isEqualTo(RunStatus.SUCCEEDED);
            }
        }

        assertThat(isInFiles(SECRET)).isFalse();
    }

    @Test
    void they_are_readable_without_a_codec() throws IOException {
        run(JdbcStore.h2(folder.resolve("store")));

        assertThat(isInFiles(SECRET)).isTrue();
    }

    @Test
    void a_codec_can_be_added_later() {
        run(JdbcStore.h2(folder.resolve("store")));
        run(JdbcStore.builder().payloadCodec(CODEC).h2(folder.resolve("store")));

        try (var store = JdbcStore.builder().payloadCodec(CODEC).h2(folder.resolve("store"))) {
            assertThat(store.runs(RunQuery.of("secrets")))
                    .hasSize(2)
                    .allSatisfy(run -> assertThat(run.params()).containsKey("secret"));
        }
        try (var store = JdbcStore.h2(folder.resolve("store"))) {
            assertThatThrownBy(() -> store.runs(RunQuery.of("secrets")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("a row is encoded but the store was opened without a payload codec");
        }
    }

    @Test
    void an_output_above_the_limit_fails_its_step() {
        var workflow = Workflow.define("large", w -> w.step("copy", ctx -> "x".repeat(500)));
        try (var maestro = Maestro.builder()
                .store(JdbcStore.builder().payloadLimit(400).h2(folder.resolve("store")))
                .build()) {
            var run = maestro.register(workflow).start();

            assertThat(run.await().status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.error())
                            .hasValueSatisfying(error -> assertThat(error.message())
                                    .contains("a value must have at most 400 characters as JSON but has 502")));
        }
    }

    @Test
    void params_above_the_limit_are_refused_at_the_start() {
        var workflow = Workflow.define("large", w -> {
            var text = w.param("text", String.class);
            w.run("read", text, read -> {});
        });
        try (var maestro = Maestro.builder()
                .store(JdbcStore.builder().payloadLimit(2_000).h2(folder.resolve("store")))
                .build()) {
            var handle = maestro.register(workflow);

            assertThatThrownBy(() -> handle.start(Map.of("text", "x".repeat(2_000))))
                    .isInstanceOfSatisfying(PayloadTooLargeException.class, refused -> {
                        assertThat(refused.limit()).isEqualTo(2_000);
                        assertThat(refused.size()).isGreaterThan(2_000);
                    });
            assertThat(handle.start(Map.of("text", "short")).id().instance()).isEqualTo(1);
        }
    }

    private void failsItsStep(Workflow workflow, String step, String message) {
        try (var maestro = Maestro.builder()
                .stepType(
                        "Grow",
                        context -> new StepResult.Done(
                                Optional.empty(), Map.of("text", ParamValue.of("x".repeat(12_000)))))
                .store(JdbcStore.builder().payloadLimit(10_000).h2(folder.resolve("store")))
                .build()) {
            var run = maestro.register(workflow).start();

            assertThat(run.await().status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.attempts())
                    .filteredOn(attempt -> attempt.step().value().equals(step))
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.error())
                            .hasValueSatisfying(
                                    error -> assertThat(error.message()).contains(message)));
        }
    }

    private static ParamDefinition text(String expression) {
        return ParamDefinition.expression(ParamType.STRING, expression);
    }

    @Test
    void params_of_a_step_above_the_limit_fail_it() {
        failsItsStep(
                Workflow.define(
                        "evaluated",
                        w -> w.type("grow", "Grow")
                                .param(
                                        "text",
                                        text("String x = 'a'; for (int i = 0; i < 14; i += 1) x = x + x; return x;"))),
                "grow",
                "the params cannot be kept: " + TOO_LARGE);
        failsItsStep(
                Workflow.define("grown", w -> w.type("grow", "Grow").param("text", text("'a'"))),
                "grow",
                "the params cannot be kept: " + TOO_LARGE);
    }

    @Test
    void params_of_an_iteration_above_the_limit_fail_the_loop() {
        failsItsStep(
                Workflow.define("looped", w -> {
                    var text = w.param("text", "x".repeat(1_000));
                    w.runForeach("each", ctx -> List.of(1), (item, body) -> body.run("read", text, read -> {}))
                            .param("more", text("text + text + text"));
                }),
                "each",
                TOO_LARGE);
    }

    @Test
    void an_error_above_the_limit_is_cut() {
        var workflow = Workflow.define(
                "large",
                w -> w.run("fail", ctx -> {
                    throw new IllegalStateException("why ".repeat(500));
                }));
        try (var maestro = Maestro.builder()
                .store(JdbcStore.builder().payloadLimit(1_600).h2(folder.resolve("store")))
                .build()) {
            var run = maestro.register(workflow).start();

            assertThat(run.await().status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.error())
                            .hasValueSatisfying(error -> assertThat(error.message())
                                    .contains("why why")
                                    .hasSize(1_004)
                                    .endsWith(" ...")));
        }
    }

    @Test
    void a_list_may_be_larger_than_the_limit_of_its_elements() {
        var workflow = Workflow.define(
                "list",
                w -> w.runForeach(
                        "each",
                        ctx -> IntStream.range(0, 30).boxed().toList(),
                        (item, body) -> body.run("read", item, read -> {})));
        try (var maestro = Maestro.builder()
                .store(JdbcStore.builder().payloadLimit(60).h2(folder.resolve("store")))
                .build()) {
            assertThat(maestro.register(workflow).start().await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }
}
