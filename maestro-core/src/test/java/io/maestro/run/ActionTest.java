package io.maestro.run;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be asked of whom (spec: runtime, sections 6.2 and 6.3). */
class ActionTest {

    private static String line(Enum<?> status, Set<Action> possible) {
        return status + ":"
                + Arrays.stream(Action.values())
                        .filter(possible::contains)
                        .map(action -> " " + action)
                        .collect(joining());
    }

    @Test
    void each_status_of_a_run_allows_what_the_table_says() {
        assertThat(Stream.of(RunStatus.values()).map(status -> line(status, Action.on(status))))
                .containsExactly(
                        "CREATED: STOP KILL",
                        "IN_PROGRESS: STOP KILL PAUSE",
                        "PAUSED: STOP KILL RESUME",
                        "TIMED_OUT: RESTART",
                        "STOPPED: RESTART",
                        "FAILED: RESTART UNBLOCK",
                        "SUCCEEDED: RESTART");
    }

    @Test
    void each_status_of_a_step_allows_what_the_table_says() {
        assertThat(Stream.of(StepStatus.values()).map(status -> line(status, Action.on(status))))
                .containsExactly(
                        "NOT_CREATED:",
                        "CREATED: STOP KILL PAUSE",
                        "INITIALIZED: STOP KILL SKIP PAUSE",
                        "PAUSED: STOP KILL SKIP RESUME",
                        "WAITING_FOR_SIGNALS: STOP KILL SKIP BYPASS_STEP_DEPENDENCIES",
                        "EVALUATING_PARAMS: STOP KILL SKIP",
                        "WAITING_FOR_PERMITS: STOP KILL SKIP",
                        "STARTING: STOP KILL SKIP",
                        "RUNNING: STOP KILL SKIP",
                        "FINISHING: STOP KILL SKIP",
                        "DISABLED: RESTART",
                        "UNSATISFIED: RESTART",
                        "SKIPPED: SKIP RESTART",
                        "SUCCEEDED: SKIP RESTART",
                        "COMPLETED_WITH_ERROR: SKIP RESTART",
                        "USER_FAILED: STOP KILL SKIP RETRY",
                        "PLATFORM_FAILED: STOP KILL SKIP RETRY",
                        "TIMEOUT_FAILED: STOP KILL SKIP RETRY",
                        "FATALLY_FAILED: SKIP RESTART",
                        "INTERNALLY_FAILED: SKIP RESTART",
                        "STOPPED: SKIP RESTART",
                        "TIMED_OUT: SKIP RESTART");
    }

    @Test
    void of_many_actions_the_newest_are_kept() {
        List<ActionTaken> all = List.of();
        for (int i = 1; i <= 100; i++) {
            all = ActionTaken.append(
                    all, new ActionTaken(new ActionRequest("" + i, Action.PAUSE, "ann", "again"), Instant.EPOCH));
        }

        assertThat(all).hasSize(ActionTaken.KEPT);
        assertThat(all.getFirst().request().id()).isEqualTo("69");
        assertThat(all.getLast().request().id()).isEqualTo("100");
    }
}
