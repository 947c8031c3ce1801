package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.ForkRequest;
import io.maestro.Maestro;
import io.maestro.RestartRequest;
import io.maestro.dsl.Workflow;
import io.maestro.run.Action;
import io.maestro.run.ActionPendingException;
import io.maestro.run.ActionResult;
import io.maestro.run.ActionTaken;
import io.maestro.run.FailureKind;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.step.StepContext;
import io.maestro.step.StepFailedException;
import io.maestro.store.Node;
import io.maestro.store.RunQuery;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several engines that share one PostgreSQL. They are in one process here, so that bodies can meet each other. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class NodesTest {

    /** So long is waited at most for what need not come. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

    private final String schema = Postgres.freshSchema();

    private Maestro node(String name, Workflow... workflows) {
        var maestro = Postgres.node(schema, name).build();
        for (var workflow : workflows) {
            maestro.register(workflow);
        }
        return maestro;
    }

    private void execute(String sql) throws SQLException {
        try (var connection = Postgres.server().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A body that holds the first who come up until the test lets go, and counts who comes. */
    private static final class Gate {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicInteger comers = new AtomicInteger();

        String pass(StepContext context) throws InterruptedException {
            comers.incrementAndGet();
            reached.countDown();
            open.await();
            return context.runId().toString();
        }
    }

    private static Workflow gated(Gate gate) {
        return Workflow.define("gated", w -> {
            var before = w.step("before", ctx -> "done");
            var held = w.step("held", gate::pass).after(before);
            w.run("after", ctx -> {}).after(held);
        });
    }

    @Test
    void a_run_of_one_node_is_seen_and_awaited_on_another() throws InterruptedException {
        var gate = new Gate();
        try (var one = node("one", gated(gate));
                var other = node("other", gated(gate))) {
            var id = one.start("gated").id();
            gate.reached.await();
            var seen = other.find(id).orElseThrow();

            assertThat(seen.run().status()).isEqualTo(RunStatus.IN_PROGRESS);
            assertThat(seen.steps()).isNotEmpty();
            var end = seen.ended();
            assertThat(end).isNotDone();
            gate.open.countDown();
            assertThat(end.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
        assertThat(gate.comers).hasValue(1);
    }

    @Test
    void a_run_of_one_node_is_forked_on_another() throws InterruptedException {
        var gate = new Gate();
        try (var one = node("one", gated(gate));
                var other = node("other", gated(gate))) {
            var run = one.start("gated");
            gate.reached.await();

            var fork = other.find(run.id()).orElseThrow().fork(ForkRequest.from("held"));
            gate.open.countDown();

            assertThat(fork.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(one.find(fork.id()).orElseThrow().output("before", String.class))
                    .contains("done");
            assertThat(fork.output("held", String.class)).contains(fork.id().toString());
            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
        assertThat(gate.comers).hasValue(2);
    }

    @Test
    void a_run_of_one_node_is_stopped_from_another() throws InterruptedException {
        var gate = new Gate();
        try (var one = node("one", gated(gate));
                var other = node("other", gated(gate))) {
            var run = one.start("gated");
            gate.reached.await();

            assertThat(other.find(run.id()).orElseThrow().stop("enough")).isTrue();
            assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.run().ending().orElseThrow().toString()).contains("enough");
            assertThat(other.find(run.id()).orElseThrow().stop("again")).isFalse();
        }
    }

    @Test
    void a_step_of_one_node_is_skipped_from_another_which_learns_what_came_of_it() throws InterruptedException {
        var gate = new Gate();
        try (var one = node("one", gated(gate));
                var other = node("other", gated(gate))) {
            var run = one.start("gated");
            gate.reached.await();
            var seen = other.find(run.id()).orElseThrow();

            assertThat(seen.step("before").skip("ann", "why not")).isInstanceOf(ActionResult.Refused.class);
            assertThat(seen.step("hold").skip("ann", "why not").text()).contains("did you mean 'held'?");
            assertThat(seen.step("held").skip("ann", "not today")).isInstanceOf(ActionResult.Taken.class);
            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.step("held").attempt().orElseThrow().status()).isEqualTo(StepStatus.SKIPPED);
            assertThat(seen.kill("ann", "too late")).isInstanceOf(ActionResult.Refused.class);
        }
    }

    @Test
    void a_run_of_one_node_is_killed_from_another() throws InterruptedException {
        var gate = new Gate();
        try (var one = node("one", gated(gate));
                var other = node("other", gated(gate))) {
            var run = one.start("gated");
            gate.reached.await();

            assertThat(other.find(run.id()).orElseThrow().kill("ann", "enough")).isInstanceOf(ActionResult.Taken.class);
            assertThat(run.await().status()).isEqualTo(RunStatus.FAILED);
        }
    }

    @Test
    void nodes_know_each_other() {
        try (var one = node("one")) {
            try (var other = node("other")) {
                assertThat(other.nodes()).extracting(Node::name).containsExactly("one", "other");
            }
            await(() -> one.nodes().size() == 1);
            assertThat(one.nodes()).extracting(Node::name).containsExactly("one");
        }
    }

    private interface Question {
        boolean isSo();
    }

    private static void await(Question question) {
        while (!question.isSo()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void the_runs_of_a_node_that_closes_go_on_at_another() throws InterruptedException {
        var gate = new Gate();
        RunId id;
        try (var other = node("other", gated(gate))) {
            try (var one = node("one", gated(gate))) {
                id = one.start("gated").id();
                gate.reached.await();
            }
            gate.open.countDown();

            var run = other.find(id).orElseThrow();
            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.attempts()).hasSize(3);
        }
        assertThat(gate.comers).hasValue(2);
    }

    @Test
    void a_node_that_is_taken_for_dead_records_nothing_more_and_comes_back() throws Exception {
        var gate = new Gate();
        try (var zombie = node("zombie", gated(gate));
                var heir = node("heir", gated(gate))) {
            var run = zombie.start("gated");
            gate.reached.await();
            var end = run.ended();
            execute("update " + schema + ".maestro_node set live = false where name = 'zombie'");
            await(() -> gate.comers.get() == 2);
            gate.open.countDown();

            assertThat(heir.find(run.id()).orElseThrow().await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(end.join().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.attempts()).hasSize(3);
            await(() -> zombie.nodes().stream().filter(node -> node.id() > 2).count() == 1);
            assertThat(zombie.start("gated").await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void a_start_that_finds_its_node_dead_belongs_to_the_one_that_comes_back() throws SQLException {
        var gate = new Gate();
        gate.open.countDown();
        try (var one = node("one", gated(gate))) {
            execute("update " + schema + ".maestro_node set live = false");

            assertThat(one.start("gated").await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void iterations_of_a_foreach_spread_over_the_nodes_and_come_back_in_order() {
        var places = ConcurrentHashMap.<String>newKeySet();
        var both = new CountDownLatch(2);
        try (var one = node("one", spread("one", places, both));
                var other = node("other", spread("other", places, both))) {
            await(() -> one.nodes().size() == 2);
            var run = one.start("spread");

            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.output("sum", Integer.class))
                    .contains(IntStream.range(0, 100).map(i -> 2 * i).sum());
            assertThat(other.find(run.id()).orElseThrow().rollup().total()).isEqualTo(101);
        }
        assertThat(places).containsExactlyInAnyOrder("one", "other");
    }

    /** An iteration waits until there is one on each node; not for ever, since a node may have taken all that go on at once. */
    private static Workflow spread(String place, Set<String> places, CountDownLatch both) {
        return Workflow.define("spread", w -> {
            var doubled = w.foreach(
                            "each",
                            ctx -> IntStream.range(0, 100).boxed().toList(),
                            (number, body) -> body.step("double", number, value -> {
                                if (places.add(place)) {
                                    both.countDown();
                                }
                                var unused = both.await(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS);
                                return 2 * value;
                            }))
                    .concurrency(20);
            w.step(
                    "sum",
                    doubled,
                    all -> all.stream().mapToInt(Integer::intValue).sum());
        });
    }

    /** The first iteration fails in its first run, the second is held. */
    private static Workflow failsFirst(Gate gate) {
        return Workflow.define("fails-first", w -> {
            var all = w.foreach(
                            "each",
                            ctx -> List.of(1, 2, 3),
                            (number, body) -> body.step("k", ctx -> {
                                if (ctx.runId().instance() == 1 && ctx.runId().run() == 1) {
                                    throw new StepFailedException(FailureKind.FATAL, "first run");
                                }
                                return ctx.runId().instance() == 2 ? gate.pass(ctx) : "done";
                            }))
                    .concurrency(2);
            w.step("after", all, List::size);
        });
    }

    @Test
    void an_iteration_is_restarted_from_another_node_than_that_of_its_loop() throws InterruptedException {
        var gate = new Gate();
        try (var one = node("one", failsFirst(gate))) {
            var run = one.start("fails-first");
            gate.reached.await();
            await(() -> run.child("each", 1)
                    .filter(child -> child.status() == RunStatus.FAILED)
                    .isPresent());
            try (var other = node("other", failsFirst(gate))) {
                var seen = other.find(run.id()).orElseThrow().child("each", 1).orElseThrow();

                var top = seen.restart(RestartRequest.fromIncomplete()
                        .by("ann")
                        .reason("mended")
                        .requestId("once"));
                assertThat(top.id()).isEqualTo(run.id());
                assertThatThrownBy(() -> other.find(run.id())
                                .orElseThrow()
                                .child("each", 2)
                                .orElseThrow()
                                .restart(RestartRequest.fromIncomplete()))
                        .isInstanceOf(RestartRefusedException.class);
                gate.open.countDown();

                assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
                assertThat(run.child("each", 1).orElseThrow().id().run()).isEqualTo(2);
                assertThat(run.output("after", Integer.class)).contains(3);
            }
        }
    }

    @Test
    void iterations_on_other_nodes_are_stopped_with_their_parent() throws InterruptedException {
        var places = ConcurrentHashMap.<String>newKeySet();
        var reached = new CountDownLatch(2);
        try (var one = node("one", endless("one", places, reached));
                var other = node("other", endless("other", places, reached))) {
            await(() -> one.nodes().size() == 2);
            var run = one.start("endless");
            reached.await();

            assertThat(run.stop("enough")).isTrue();
            assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
            assertThat(other.runs(RunQuery.all().in(RunStatus.CREATED, RunStatus.IN_PROGRESS)))
                    .isEmpty();
            assertThat(other.runs(RunQuery.all().in(RunStatus.STOPPED)))
                    .as("the run and the iterations that went on, at least one on each node")
                    .hasSizeGreaterThan(2);
        }
    }

    /** Where a node has taken all iterations that go on at once, they make way for others. */
    private static Workflow endless(String place, Set<String> places, CountDownLatch reached) {
        return Workflow.define(
                "endless",
                w -> w.foreach(
                                "each",
                                ctx -> IntStream.range(0, 100).boxed().toList(),
                                (number, body) -> body.step("hang", number, value -> {
                                    if (places.add(place)) {
                                        reached.countDown();
                                    }
                                    if (reached.await(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)) {
                                        new CountDownLatch(1).await();
                                    }
                                    return value;
                                }))
                        .concurrency(8));
    }

    /** The messages that iterations have ended elsewhere are lost, as they never should be. */
    @Test
    void a_run_whose_iterations_have_ended_elsewhere_goes_on_although_it_was_not_told() throws Exception {
        var places = ConcurrentHashMap.<String>newKeySet();
        var both = new CountDownLatch(2);
        try (var one = Postgres.node(schema, "one")
                        .checkRunsEvery(Duration.ofMillis(300))
                        .build();
                var other = node("other", shared("other", places, both))) {
            one.register(shared("one", places, both));
            await(() -> one.nodes().size() == 2);
            execute("create function " + schema + ".lose() returns trigger language plpgsql as 'begin delete from "
                    + schema + ".maestro_inbox where id = new.id; return null; end'");
            execute("create trigger lost after insert on " + schema + ".maestro_inbox for each row"
                    + " when (new.kind = 'CHILD_ENDED') execute function " + schema + ".lose()");

            assertThat(one.start("shared").await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(places).contains("other");
            assertThat(one.health().repairs()).isPositive();
            assertThat(other.health().repairs()).isZero();
        }
    }

    /** As {@link #spread}, with fewer iterations. */
    private static Workflow shared(String place, Set<String> places, CountDownLatch both) {
        return Workflow.define(
                "shared",
                w -> w.foreach(
                                "each",
                                ctx -> IntStream.range(0, 12).boxed().toList(),
                                (number, body) -> body.step("meet", ctx -> {
                                    if (places.add(place)) {
                                        both.countDown();
                                    }
                                    return both.await(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS);
                                }))
                        .concurrency(4));
    }

    /** It was claimed, and the answer was lost: it belongs to a node that does not know of it. */
    @Test
    void a_run_that_its_node_does_not_know_of_goes_on_there() throws Exception {
        var gate = new Gate();
        RunId id;
        try (var before = node("before", gated(gate))) {
            id = before.start("gated").id();
            gate.reached.await();
        }
        gate.open.countDown();
        try (var one = Postgres.node(schema, "one")
                .checkRunsEvery(Duration.ofMillis(300))
                .build()) {
            var self = one.nodes().getFirst().id();
            execute("update " + schema + ".maestro_workflow_run set node = " + self);
            one.register(gated(gate));

            assertThat(one.find(id).orElseThrow().await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(one.health().repairs()).isPositive();
        }
    }

    @Test
    void who_asks_something_of_a_run_that_no_node_goes_on_with_is_told_so_and_it_is_done_when_one_does()
            throws InterruptedException {
        var gate = new Gate();
        RunId id;
        try (var before = node("before", gated(gate))) {
            id = before.start("gated").id();
            gate.reached.await();
        }
        try (var one =
                Postgres.node(schema, "one").answerLimit(Duration.ofMillis(200)).build()) {
            var run = one.find(id).orElseThrow();

            assertThatThrownBy(() -> run.stop("ann", "enough"))
                    .isInstanceOfSatisfying(ActionPendingException.class, pending -> {
                        assertThat(pending.runId()).isEqualTo(id);
                        assertThat(pending.request().action()).isEqualTo(Action.STOP);
                    })
                    .hasMessage("STOP of run " + id + " was not answered within PT0.2S; it is kept, and takes effect"
                            + " when a node goes on with the run");
            one.register(gated(gate));

            assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.run().actions()).extracting(ActionTaken::action).containsExactly(Action.STOP);
        }
    }

    @Test
    void a_run_that_a_node_has_no_code_for_is_left_to_others() throws InterruptedException {
        var gate = new Gate();
        var stranger = Workflow.define("stranger", w -> w.run("a", ctx -> {}));
        RunId id;
        try (var one = node("one", gated(gate))) {
            id = one.start("gated").id();
            gate.reached.await();
        }
        gate.open.countDown();
        try (var without = node("without", stranger)) {
            assertThat(without.start("stranger").await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(without.find(id).orElseThrow().run().status()).isEqualTo(RunStatus.IN_PROGRESS);
            try (var with = node("with", gated(gate))) {
                assertThat(with.find(id).orElseThrow().await().status()).isEqualTo(RunStatus.SUCCEEDED);
                assertThat(without.find(id).orElseThrow().await().status()).isEqualTo(RunStatus.SUCCEEDED);
            }
        }
    }

    @Test
    void a_request_begins_one_run_on_whichever_node_it_is_made() {
        var gate = new Gate();
        gate.open.countDown();
        try (var one = node("one", gated(gate));
                var other = node("other", gated(gate))) {
            var request = io.maestro.StartRequest.of(Map.of()).requestId("order 7");
            var ids = IntStream.range(0, 20)
                    .parallel()
                    .mapToObj(i ->
                            (i % 2 == 0 ? one : other).start("gated", request).id())
                    .distinct()
                    .toList();

            assertThat(ids).hasSize(1);
            assertThat(other.find(ids.getFirst()).orElseThrow().await().status())
                    .isEqualTo(RunStatus.SUCCEEDED);
        }
        assertThat(gate.comers).hasValue(1);
    }
}
