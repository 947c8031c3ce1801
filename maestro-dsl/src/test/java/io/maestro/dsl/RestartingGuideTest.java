package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of the guide to restarting does what it says. */
class RestartingGuideTest {

    @Test
    void an_instance_goes_on_with_another_param_and_one_iteration_again() {
        var workflow = Workflow.define("loads", w -> {
            var region = w.param("region", "nowhere");
            var names = w.step("names", ctx -> List.of("a", "b"));
            w.foreach("regions", names, (name, body) -> body.step("load", name, text -> text + text));
            w.step("check", region, name -> {
                if (name.equals("nowhere")) {
                    throw new IllegalStateException("there is no region '" + name + "'");
                }
                return name;
            });
        });
        var printed = new ByteArrayOutputStream();
        try (var maestro = Maestro.inMemory()) {
            var run = maestro.register(workflow).start();
            assertThat(run.await().status()).isEqualTo(RunStatus.FAILED);

            var next = RestartingGuide.restart(run);
            assertThat(next.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            RestartingGuide.print(next, new PrintStream(printed, true, StandardCharsets.UTF_8));
            var again = RestartingGuide.iteration(next);
            assertThat(again.await().status()).isEqualTo(RunStatus.SUCCEEDED);

            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("names: SUCCEEDED in run Optional[1]", "check: SUCCEEDED in run Optional[2]");
            assertThat(again.id().run()).isEqualTo(3);
        }
    }

    @Test
    void a_fork_asks_another_model_about_the_same_rows() {
        var workflow = Workflow.define("ask", w -> {
            var model = w.param("model", "v1");
            var rows = w.step("rows", ctx -> 17);
            w.step("score", ctx -> ctx.get(rows) + " rows by " + ctx.get(model)).after(rows);
        });
        var printed = new ByteArrayOutputStream();
        try (var maestro = Maestro.inMemory()) {
            var run = maestro.register(workflow).start();
            run.await();

            var fork = RestartingGuide.fork(run, new PrintStream(printed, true, StandardCharsets.UTF_8));

            assertThat(fork.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(fork.output("score", String.class)).contains("17 rows by v2");
            assertThat(run.output("score", String.class)).contains("17 rows by v1");
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("rows: kept", "score: runs", "model: 'v1' -> 'v2'");
        }
    }

    private static Workflow load(boolean fixed) {
        return Workflow.define("load", w -> {
            var rows = w.step("rows", ctx -> 17);
            w.step("write", rows, count -> {
                if (!fixed) {
                    throw new IllegalStateException("there is no table");
                }
                return count + " rows";
            });
            if (fixed) {
                w.step("check", ctx -> "checked").after(rows);
            }
        });
    }

    @Test
    void an_instance_goes_on_in_the_version_that_mends_what_it_failed_for() {
        var printed = new ByteArrayOutputStream();
        try (var maestro = Maestro.inMemory()) {
            var run = maestro.register(load(false)).start();
            assertThat(run.await().status()).isEqualTo(RunStatus.FAILED);
            maestro.register(load(true));

            var next = RestartingGuide.plan(run, new PrintStream(printed, true, StandardCharsets.UTF_8));

            assertThat(next.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(next.output("write", String.class)).contains("17 rows");
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("rows: kept", "write: runs, because it ended as FATALLY_FAILED", "check: new");
        }
    }
}
