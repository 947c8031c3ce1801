package io.maestro.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example as a newcomer would, and reads what it prints. */
class ExamplesTest {

    private static final Path DEFINITIONS = Path.of("definitions");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void hello_greets_by_name() {
        Hello.run(out);

        assertThat(printed()).contains("SUCCEEDED", "HELLO, MAESTRO!");
    }

    @Test
    void operating_pauses_resumes_and_skips() {
        Operating.run(out);

        assertThat(printed())
                .contains(
                        "step 'load' is PAUSED: attempt 1 is paused",
                        "ann asked for RESUME: 41 rows, as it should be",
                        "bob asked for SKIP: it is late",
                        "SUCCEEDED",
                        "SKIP of step 'notify' of run nightly:1:1 is not possible now");
    }

    @Test
    void a_trip_that_cannot_be_paid_is_given_back() {
        BookTrip.run(out);

        assertThat(printed())
                .containsSubsequence(
                        "FAILED",
                        "pay: FATALLY_FAILED",
                        "cancel-hotel: USER_FAILED",
                        "cancel-hotel: SUCCEEDED",
                        "cancel-flight: SUCCEEDED",
                        "2 of 2 undone: 'hotel', 'flight'",
                        "still booked: []");
    }

    @Test
    void failed_load_gives_its_lock_back_and_tells_somebody() {
        FailedLoad.run(out);

        assertThat(printed())
                .containsSubsequence(
                        "unlocked after the failure of load",
                        "somebody is told: step 'load' is FATALLY_FAILED: IllegalStateException: the disk is full",
                        "FAILED",
                        "handled by 'unlock', 'tell'",
                        "still locked: []");
    }

    @Test
    void daily_sales_joins_its_branches_into_a_report_and_gives_notice_of_broken_rows() {
        DailySales.run(out);

        assertThat(printed())
                .contains("SUCCEEDED", "sales by country", "largest order: ")
                .contains("broken rows: [1017,", "1041,");
    }

    @Test
    void training_goes_back_until_the_model_is_good_enough() {
        Training.run(out);

        assertThat(printed())
                .containsSubsequence(
                        "SUCCEEDED",
                        "train, visit 1: model 1 of lake/orders/2026-11-18_2026-11-25",
                        "train, visit 3: model 3",
                        "publish, visit 1: model 3 of lake/orders/2026-11-18_2026-11-25 scores 0.866")
                .doesNotContain("visit 4");
    }

    @Test
    void regional_loads_run_for_each_region_and_come_back_as_a_list() {
        RegionalLoads.run(out);

        assertThat(printed()).contains("SUCCEEDED, 8 steps in all", "3 regions, 41 rows");
    }

    @Test
    void a_second_try_keeps_what_was_done_and_prints_with_another_printer() {
        SecondTry.run(out);

        assertThat(printed())
                .containsSubsequence(
                        "collecting",
                        "invoices:1:1: FAILED",
                        "invoices:1:2: SUCCEEDED, 3 invoices printed on the second floor",
                        "collect: SUCCEEDED in run 1",
                        "print: SUCCEEDED in run 2")
                .containsOnlyOnce("collecting");
    }

    @Test
    void a_mended_version_goes_on_with_what_was_done_and_tells_so_before() {
        MendedVersion.run(out);

        assertThat(printed())
                .containsSubsequence(
                        "wages:1:1: FAILED",
                        "in version 2 instead of 1",
                        "hours: kept",
                        "worked: new",
                        "average: runs",
                        "wages:1:2: SUCCEEDED, 100 an hour")
                .containsOnlyOnce("reading the hours");
    }

    @Test
    void urgent_loads_run_one_at_a_time_and_the_urgent_one_before_those_that_came_first() {
        UrgentLoads.run(out);

        assertThat(printed())
                .containsSubsequence("loads prices", "loads orders", "loads customers")
                .contains("load:1:1 SUCCEEDED", "load:2:1 SUCCEEDED", "load:3:1 SUCCEEDED");
    }

    @Test
    void steps_that_share_a_gpu_are_at_it_one_at_a_time() {
        SharedGpu.run(out);

        assertThat(printed())
                .contains("faces are trained, 1 at once", "voices are trained, 1 at once")
                .doesNotContain("2 at once", "3 at once")
                .contains("faces:1:1 SUCCEEDED", "voices:1:1 SUCCEEDED", "faces:2:1 SUCCEEDED");
    }

    @Test
    void pictures_are_printed_for_mermaid_and_drawn_of_a_run(@TempDir Path folder) throws Exception {
        Pictures.run(out, folder);

        assertThat(printed()).contains("flowchart TB", "subgraph s1[", "received #60; 1.0<br>at most 5 passes");
        assertThat(folder.resolve("upload-run.svg"))
                .content()
                .startsWith("<svg ")
                .contains("succeeded", "visit 3", "3 iterations · 6 steps succeeded");
    }

    @Test
    void durable_orders_go_on_where_they_were_when_the_store_is_opened_again(@TempDir Path folder) {
        DurableOrders.run(folder.resolve("orders"), out);

        assertThat(printed())
                .containsSubsequence(
                        "charged Ada 42.50",
                        "the application stops while orders:1:1 is IN_PROGRESS",
                        "shipped to Ada",
                        "orders:1:1 is SUCCEEDED: receipt for Order[customer=Ada, day=2026-11-25, amount=42.50]")
                .containsOnlyOnce("charged Ada");
    }

    @Test
    void orders_and_their_runs_are_there_together(@TempDir Path folder) throws Exception {
        HostData.run(folder.resolve("shop"), out);

        assertThat(printed())
                .containsSubsequence(
                        "taken: SUCCEEDED", "dropped: there is no such run", "in stock: lamp 4", "ordered: lamp");
    }

    @Test
    void a_definition_from_a_file_runs_with_a_line_for_each_change_and_a_summary() throws Exception {
        var status = RunDefinition.run(DEFINITIONS.resolve("nightly-report.json"), List.of(), out, false);

        assertThat(status).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(printed())
                .containsSubsequence(
                        "run nightly-report:1:1 is IN_PROGRESS",
                        "begin                RUNNING",
                        "publish says: report published",
                        "run nightly-report:1:1 is SUCCEEDED",
                        "step                 status")
                .doesNotContain("\u001b[");
    }

    @Test
    void a_definition_takes_its_job_templates_from_other_files() throws Exception {
        var templates =
                List.of(DEFINITIONS.resolve("notice.template.yaml"), DEFINITIONS.resolve("notice-loud.template.yaml"));
        RunDefinition.run(DEFINITIONS.resolve("notices.yaml"), templates, out, false);

        assertThat(printed())
                .containsSubsequence(
                        "open says: Good morning, the shop is open.", "close says: GOOD MORNING, THE SHOP IS CLOSED!");
    }

    @Test
    void progress_on_a_terminal_is_a_table_that_is_drawn_anew(@TempDir Path directory) throws Exception {
        var file = directory.resolve("two.yaml");
        Files.writeString(file, """
                properties: {owner: me}
                workflow:
                  id: two
                  steps:
                    - step: {id: first, type: NoOp, transition: {successors: {second: 'true'}}}
                    - step: {id: second, type: NoOp}
                """);

        RunDefinition.run(file, List.of(), out, true);

        assertThat(printed()).contains("\u001b[2A\u001b[J", "second", "SUCCEEDED");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
