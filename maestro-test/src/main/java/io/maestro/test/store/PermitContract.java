package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitNeed;
import io.maestro.permit.PermitRequest;
import io.maestro.run.Children;
import io.maestro.run.PermitClaim;
import io.maestro.run.PermitHolder;
import io.maestro.run.PermitStanding;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.StepStatus;
import io.maestro.store.Commit;
import io.maestro.store.Permits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Steps that wait for permits. */
abstract class PermitContract extends QueueContract {

    private static final Limit GPU = Limit.ofTag("gpu");
    private static final Limit DB = Limit.ofTag("db");
    private static final Limit HTTP = Limit.ofStepType("Http");
    private static final Limit W = Limit.ofWorkflow(new WorkflowId("w"));

    private Optional<RunId> begun = Optional.empty();

    /** Returns the run that all steps are of, but where a test says otherwise. */
    private RunId run() {
        var known = begun.orElseGet(() -> begin("w").runId());
        begun = Optional.of(known);
        return known;
    }

    private PermitHolder who(String step) {
        return new PermitHolder(run(), new StepId(step), 1);
    }

    private static Instant at(int second) {
        return Samples.NOW.plusSeconds(second);
    }

    private static PermitNeed need(Limit limit) {
        return limit.equals(W) ? PermitNeed.of(W, 2) : PermitNeed.of(limit);
    }

    private void asks(String step, int second, Limit... limits) {
        var needs = Stream.of(limits).map(PermitContract::need).toList();
        record(
                Samples.attempt(run(), step, 1, StepStatus.WAITING_FOR_PERMITS),
                new PermitClaim(run(), new StepId(step), 1, Optional.of(new PermitRequest(at(second), 1, needs))));
    }

    private void givesBack(String step) {
        record(
                Samples.attempt(run(), step, 1, StepStatus.SUCCEEDED),
                new PermitClaim(run(), new StepId(step), 1, Optional.empty()));
    }

    private List<String> grant(Limit... limits) {
        return granted(0, limits);
    }

    private List<String> granted(int second, Limit... limits) {
        return store().permits().grant(List.of(limits), at(second)).granted().stream()
                .map(grant -> grant.holder().step().value())
                .toList();
    }

    private Set<PermitHolder> held(Limit... limits) {
        return store().permits().held(List.of(limits)).stream()
                .map(Permits.Grant::holder)
                .collect(Collectors.toSet());
    }

    private void allow(HostLimit limit) {
        store().permits().set(limit);
    }

    @Test
    void limits_of_the_host_are_kept_until_they_are_removed() {
        var gpu = HostLimit.ofTag("gpu").permits(2);
        var http = HostLimit.ofStepType("Http").rate(100, Duration.ofMinutes(1));
        allow(HostLimit.ofTag("gpu").permits(7).rate(1, Duration.ofSeconds(1)));
        allow(http);
        allow(gpu);

        assertEquals(List.of(gpu, http), store().permits().list());
        assertTrue(store().permits().remove(GPU));
        assertFalse(store().permits().remove(GPU));
        assertEquals(List.of(http), store().permits().list());
    }

    @Test
    void who_asks_gets_a_permit_as_long_as_there_are_some_and_else_when_one_is_given_back() {
        for (int i = 1; i <= 4; i++) {
            asks("s" + i, i, W);
        }

        assertEquals(List.of("s1", "s2"), grant(W));
        assertEquals(List.of(), grant(W));
        assertEquals(Set.of(who("s1"), who("s2")), held(W));
        givesBack("s2");
        assertEquals(List.of("s3"), grant(W));
        givesBack("s1");
        givesBack("s3");
        givesBack("s3");
        assertEquals(List.of("s4"), grant(W));
        assertEquals(Set.of(), store().permits().awaited());
    }

    @Test
    void who_has_waited_longest_comes_first() {
        allow(HostLimit.ofTag("gpu").permits(1));
        asks("young", 3, GPU);
        asks("old", 1, GPU);
        asks("middle", 2, GPU);

        assertEquals(List.of("old"), grant(GPU));
        givesBack("old");
        assertEquals(List.of("middle"), grant(GPU));
        givesBack("middle");
        assertEquals(List.of("young"), grant(GPU));
    }

    @Test
    void who_gives_up_waiting_is_passed_over_and_who_asks_again_waits_again() {
        asks("a", 1, W);
        asks("b", 2, W);
        asks("c", 3, W);
        givesBack("a");

        assertEquals(List.of("b", "c"), grant(W));
        var needs = List.of(PermitNeed.of(W, 2));
        record(new PermitClaim(run(), new StepId("b"), 1, Optional.of(new PermitRequest(at(2), 7, needs))));
        assertEquals(Set.of(who("c")), held(W));
        assertEquals(
                List.of(new Permits.Grant(who("b"), 7)),
                store().permits().grant(List.of(W), at(10)).granted());
    }

    @Test
    void a_tag_that_is_not_limited_any_more_holds_up_nobody() {
        allow(HostLimit.ofTag("gpu").permits(0));
        asks("a", 1, GPU);
        asks("b", 2, GPU);
        assertEquals(List.of(), grant(GPU));

        store().permits().remove(GPU);
        assertEquals(List.of("a", "b"), grant(GPU));
    }

    @Test
    void who_needs_several_gets_all_or_nothing() {
        allow(HostLimit.ofTag("gpu").permits(1));
        allow(HostLimit.ofTag("db").permits(1));
        asks("gpu", 1, GPU);
        asks("both", 2, GPU, DB);
        assertEquals(List.of("gpu"), grant(GPU, DB));
        assertEquals(Set.of(), held(DB));

        givesBack("gpu");
        assertEquals(List.of("both"), grant(GPU));
        assertEquals(Set.of(who("both")), held(DB, GPU));
    }

    @Test
    void who_needs_several_is_not_overtaken_for_ever_and_holds_up_one_permit_at_most() {
        allow(HostLimit.ofTag("gpu").permits(1));
        allow(HostLimit.ofTag("db").permits(2));
        asks("gpu", 1, GPU);
        assertEquals(List.of("gpu"), grant(GPU));
        asks("both", 2, GPU, DB);
        asks("db1", 3, DB);
        asks("db2", 4, DB);

        assertEquals(List.of("db1"), grant(GPU, DB));
        givesBack("db1");
        assertEquals(List.of("db2"), grant(DB));
        givesBack("gpu");
        assertEquals(List.of("both"), grant(GPU));
    }

    @Test
    void who_needs_what_the_host_does_not_allow_at_all_holds_up_nobody() {
        allow(HostLimit.ofTag("gpu").permits(0));
        allow(HostLimit.ofTag("db").permits(1));
        for (int i = 0; i < 60; i++) {
            asks("both" + i, i, GPU, DB);
        }
        asks("db", 70, DB);

        assertEquals(List.of("db"), grant(DB, GPU));
    }

    @Test
    void many_who_cannot_have_another_permit_do_not_hide_those_who_can() {
        allow(HostLimit.ofTag("gpu").permits(1));
        allow(HostLimit.ofTag("db").permits(3));
        asks("gpu", 0, GPU);
        assertEquals(List.of("gpu"), grant(GPU));
        for (int i = 1; i <= 120; i++) {
            asks("both" + i, i, GPU, DB);
        }
        asks("db1", 200, DB);
        asks("db2", 201, DB);
        asks("db3", 202, DB);

        assertEquals(List.of("db1", "db2"), grant(DB));
    }

    @Test
    void a_rate_lets_so_many_through_in_a_time_and_tells_when_to_look_again() {
        allow(HostLimit.ofStepType("Http").rate(2, Duration.ofSeconds(10)));
        for (int i = 1; i <= 5; i++) {
            asks("s" + i, i, HTTP);
        }

        assertEquals(List.of("s1", "s2"), granted(100, HTTP));
        givesBack("s1");
        var later = store().permits().grant(List.of(HTTP), at(105));
        assertEquals(List.of(), later.granted());
        assertEquals(Optional.of(at(110)), later.again());
        assertEquals(List.of("s3", "s4"), granted(110, HTTP));
        assertEquals(List.of(), granted(119, HTTP));
        assertEquals(List.of("s5"), granted(120, HTTP));
    }

    @Test
    void what_an_attempt_waits_for_and_who_has_it_is_told() {
        asks("a", 1, W);
        asks("b", 2, W);
        asks("c", 3, W);
        asks("d", 4, W);
        grant(W);

        assertEquals(
                List.of(new PermitStanding(W, Optional.of(2), Optional.empty(), 2, List.of(who("a"), who("b")), 1)),
                store().permits().standings(who("d")));
        assertEquals(List.of(), store().permits().standings(who("a")));
        assertEquals(Set.of(W), store().permits().awaited());
    }

    @Test
    void permits_of_work_that_is_gone_return_and_those_of_work_that_goes_on_alone_stay() {
        asks("body", 1, W);
        asks("loop", 2, W);
        asks("waits", 3, W);
        assertEquals(List.of("body", "loop"), grant(W));
        var runs = new Children.Iterations(new WorkflowId("i"), 1, 3, List.of(), Rollup.none());
        record(
                Samples.attempt(run(), "body", 1, StepStatus.RUNNING),
                Samples.visit(run(), "loop", 1, 1, StepStatus.RUNNING, Optional.of(runs)));

        store().permits().recallAll();
        assertEquals(Set.of(), store().permits().awaited());
        asks("waits", 3, W);
        assertEquals(List.of("waits"), grant(W));
        store().permits().recall(run());
        asks("body", 1, W);
        assertEquals(List.of("body"), grant(W));
        givesBack("loop");
        asks("waits", 3, W);
        assertEquals(List.of("waits"), grant(W));
    }

    @Test
    void no_more_permits_are_given_away_than_there_are_whoever_asks_at_the_same_time() throws InterruptedException {
        var runs = IntStream.range(0, 8).mapToObj(i -> begin("w").runId()).toList();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        var threads = runs.stream()
                .map(each -> Thread.ofVirtual().start(() -> takeTurns(each, seen)))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertEquals(Set.of(), held(W));
        assertEquals(Set.of(), store().permits().awaited());
        assertTrue(Set.of(1, 2).containsAll(seen), () -> seen + " held permits of which there are 2");
    }

    private void takeTurns(RunId each, Set<Integer> seen) {
        for (int turn = 1; turn <= 10; turn++) {
            var claim = new PermitHolder(each, new StepId("s"), turn);
            var request = new PermitRequest(at(turn), 1, List.of(PermitNeed.of(W, 2)));
            commit(new PermitClaim(each, claim.step(), turn, Optional.of(request)));
            var held = held(W);
            while (!held.contains(claim)) {
                store().permits().grant(List.of(W), at(0));
                held = held(W);
            }
            seen.add(held.size());
            commit(new PermitClaim(each, claim.step(), turn, Optional.empty()));
        }
    }

    private void commit(PermitClaim claim) {
        store().commit(new Commit(List.of(), List.of(claim)));
    }
}
