package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.LeaseLostException;
import io.maestro.store.Message;
import io.maestro.store.NewRun;
import io.maestro.store.Node;
import io.maestro.store.Nodes;
import io.maestro.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The suite that every store must pass that several processes share, beside {@link StoreContract}: what is written at the methods of
 * {@link Nodes}. Each of two nodes is a store of its own over the same database, in one process.
 */
public abstract class SharedStoreContract {

    private static final WorkflowId DEFINED = new WorkflowId("defined");
    private static final DefinitionRef VERSION = DefinitionRef.whole(DEFINED, 1);

    /** How often a question is asked, 5 ms apart, before the answer counts as no. */
    private static final int LOOKS = 12_000;

    private Store store;
    private Store otherStore;

    /** For subclasses. */
    protected SharedStoreContract() {}

    /**
     * Opens a store over the database of this test, in which nothing is at first.
     *
     * @param name what people call the node
     * @return the store, as a node of its own; it is closed after the test
     */
    protected abstract Store open(String name);

    /**
     * Has a node be taken for dead, as if it had not been heard of for long.
     *
     * @param node the number of the node
     */
    protected abstract void bury(long node);

    @BeforeEach
    final void open() {
        store = open("one");
        otherStore = open("other");
    }

    @AfterEach
    final void close() {
        store.close();
        otherStore.close();
    }

    private static Nodes nodes(Store store) {
        return store.nodes().orElseThrow();
    }

    private Nodes one() {
        return nodes(store);
    }

    private Nodes other() {
        return nodes(otherStore);
    }

    private static List<RunId> begin(Store store, NewRun... runs) {
        return store.commit(new Commit(List.of(runs), List.of())).stream()
                .map(Begun::run)
                .map(WorkflowRun::runId)
                .toList();
    }

    private RunId begin() {
        return begin(store, Samples.next("w")).getFirst();
    }

    private RunId beginAnywhere() {
        return begin(store, anywhere(Samples.next("w"))).getFirst();
    }

    private static NewRun anywhere(NewRun run) {
        return new NewRun(run.key(), run.definition(), run.initiator(), run.params(), run.at(), NewRun.Place.ANYWHERE);
    }

    private static List<RunId> claim(Nodes nodes, int limit) {
        return nodes.claim(Set.of(DEFINED), Set.of(), limit).stream()
                .map(Nodes.Claimed::runId)
                .toList();
    }

    private static List<Message> received(Nodes nodes) {
        return nodes.received(List.of(), 10).stream()
                .map(Message.Received::message)
                .toList();
    }

    private static void tell(Store store, Message... messages) {
        store.commit(new Commit(List.of(), List.of(), List.of(), List.of(messages)));
    }

    /** A question that is answered with yes at some time. */
    private interface Question {
        boolean isAnswered();
    }

    private static void await(Question question) throws InterruptedException {
        var pause = new CountDownLatch(1);
        for (int look = 0; !question.isAnswered(); look++) {
            assertTrue(look < LOOKS, "it has not come to that after a minute");
            assertFalse(pause.await(5, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void nodes_know_each_other() throws InterruptedException {
        assertTrue(one().self() < other().self());
        for (var nodes : List.of(one(), other())) {
            await(() -> nodes.list().size() == 2);

            assertEquals(
                    List.of("one", "other"),
                    nodes.list().stream().map(Node::name).toList());
            assertEquals(
                    List.of(one().self(), other().self()),
                    nodes.list().stream().map(Node::id).toList());
        }
    }

    @Test
    void the_others_know_how_busy_a_node_is() throws InterruptedException {
        one().attend(() -> 17, () -> {});

        await(() -> other().list().stream().anyMatch(node -> node.id() == one().self() && node.runs() == 17));
    }

    @Test
    void a_run_belongs_to_the_node_that_has_it_begin() {
        var run = begin();

        assertEquals(List.of(), claim(other(), 10));
        assertEquals(Optional.empty(), other().own(run));
        assertEquals(store.run(run), one().own(run));
    }

    @Test
    void runs_that_may_go_on_anywhere_are_claimed_by_one_node_each() throws Exception {
        var runs = begin(
                store,
                IntStream.range(0, 200)
                        .mapToObj(number -> anywhere(Samples.next("w")))
                        .toArray(NewRun[]::new));

        var claimed = new ArrayList<RunId>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var jobs = Stream.of(one(), other(), one(), other())
                    .map(nodes -> threads.submit(() -> allOf(nodes)))
                    .toList();
            for (var job : jobs) {
                claimed.addAll(job.get());
            }
        }

        assertEquals(runs.size(), claimed.size());
        assertEquals(Set.copyOf(runs), Set.copyOf(claimed));
    }

    private static List<RunId> allOf(Nodes nodes) {
        var all = new ArrayList<RunId>();
        for (var some = claim(nodes, 7); !some.isEmpty(); some = claim(nodes, 7)) {
            assertTrue(some.size() <= 7);
            all.addAll(some);
        }
        return all;
    }

    @Test
    void a_claim_is_for_some_workflows_and_no_version_that_is_excepted() {
        var run = beginAnywhere();

        assertEquals(List.of(), other().claim(Set.of(new WorkflowId("w")), Set.of(), 10));
        assertEquals(List.of(), other().claim(Set.of(DEFINED), Set.of(VERSION), 10));
        assertEquals(
                List.of(new Nodes.Claimed(run, VERSION, Optional.empty())),
                other().claim(Set.of(DEFINED, new WorkflowId("x")), Set.of(DefinitionRef.whole(DEFINED, 2)), 10));
    }

    @Test
    void a_claim_tells_until_when_a_run_sleeps() {
        var run = beginAnywhere();
        var until = Samples.NOW.plus(Duration.ofDays(1));
        store.commit(new Commit(List.of(), List.of(new WakeUp(run, Optional.of(until)))));

        assertEquals(
                List.of(new Nodes.Claimed(run, VERSION, Optional.of(until))),
                other().claim(Set.of(DEFINED), Set.of(), 10));
    }

    @Test
    void a_run_of_nobody_belongs_to_the_first_who_wants_it() {
        var run = beginAnywhere();

        assertEquals(store.run(run), other().own(run));
        assertEquals(Optional.empty(), one().own(run));
        assertEquals(List.of(), claim(one(), 10));
    }

    @Test
    void a_node_finds_the_runs_that_belong_to_it_and_are_awake() {
        var until = Samples.NOW.plus(Duration.ofDays(1));
        var runs = List.of(begin(), begin(), begin(), begin());
        var ended = store.run(runs.get(1)).orElseThrow().ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW);
        store.commit(new Commit(List.of(), List.of(ended, new WakeUp(runs.get(2), Optional.of(until)))));
        beginAnywhere();

        assertEquals(List.of(runs.get(0), runs.get(3)), held(one(), until.minusSeconds(1)));
        assertEquals(List.of(runs.get(0), runs.get(2), runs.get(3)), held(one(), until));
        assertEquals(List.of(), held(other(), until));
        assertEquals(
                new Nodes.Claimed(runs.get(2), VERSION, Optional.of(until)),
                one().held(0, until, 10).get(1).run());
    }

    /** Returns the runs of a node, which are read one by one. */
    private static List<RunId> held(Nodes nodes, Instant awakeAt) {
        var all = new ArrayList<RunId>();
        long place = 0;
        for (var page = nodes.held(0, awakeAt, 1); !page.isEmpty(); page = nodes.held(place, awakeAt, 1)) {
            assertEquals(1, page.size());
            all.add(page.getFirst().run().runId());
            place = page.getFirst().place();
        }
        return all;
    }

    @Test
    void a_run_that_is_given_back_is_there_for_others() {
        var run = begin();

        other().release(run);
        assertEquals(Optional.empty(), other().own(run));
        one().release(run);

        assertEquals(List.of(run), claim(other(), 10));
    }

    @Test
    void a_run_that_has_ended_belongs_to_nobody() {
        var run = beginAnywhere();
        var row = store.run(run).orElseThrow();
        store.commit(new Commit(List.of(), List.of(row.ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW))));

        assertEquals(List.of(), claim(other(), 10));
        assertEquals(Optional.empty(), other().own(run));
    }

    @Test
    void runs_of_a_node_that_closes_are_there_for_others() {
        var run = begin();
        store.close();

        assertEquals(List.of(run), claim(other(), 10));
    }

    @Test
    void a_node_that_is_taken_for_dead_records_nothing_more() {
        var run = begin();
        var row = store.run(run).orElseThrow();
        bury(one().self());

        assertThrows(LeaseLostException.class, this::begin);
        assertThrows(
                LeaseLostException.class,
                () -> store.commit(
                        new Commit(List.of(), List.of(row.ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW)))));
        assertThrows(LeaseLostException.class, () -> tell(store, new Message.StopAsked(run, "enough")));
        assertThrows(LeaseLostException.class, one()::ensure);

        assertEquals(Optional.of(row), otherStore.run(run));
        assertEquals(List.of(run), claim(other(), 10));
        assertEquals(List.of(), received(other()));
    }

    @Test
    void a_node_that_was_taken_for_dead_takes_nothing_until_it_comes_back_as_another() throws InterruptedException {
        var run = begin();
        long before = one().self();
        bury(before);

        assertThrows(LeaseLostException.class, this::begin);
        assertThrows(LeaseLostException.class, () -> claim(one(), 10));
        assertThrows(LeaseLostException.class, () -> one().own(run));
        one().rejoin();
        one().ensure();

        assertNotEquals(before, one().self());
        await(() -> other().list().stream().anyMatch(node -> node.id() == one().self()));
        assertEquals(store.run(run), one().own(run));
        assertEquals(Optional.empty(), other().own(run));
    }

    @Test
    void a_node_that_does_not_know_yet_that_it_is_taken_for_dead_takes_nothing() {
        var run = begin(otherStore, anywhere(Samples.next("w"))).getFirst();
        bury(one().self());

        assertEquals(List.of(), orNothing(() -> claim(one(), 10)));
        assertEquals(List.of(), orNothing(() -> one().own(run).stream().toList()));
        assertEquals(List.of(run), claim(other(), 10));
    }

    /** By the time of the question it may know. */
    private static <T> List<T> orNothing(Supplier<List<T>> question) {
        try {
            return question.get();
        } catch (LeaseLostException e) {
            return List.of();
        }
    }

    @Test
    void a_message_comes_to_the_node_that_has_the_run_until_it_is_settled() {
        var run = begin();
        var first = new Message.StopAsked(run, "enough");
        var second = new Message.ChildEnded(run, new RunId(new WorkflowId("child"), 3, 1));
        tell(otherStore, first, second);

        assertEquals(List.of(), received(other()));
        var received = one().received(List.of(), 10);
        assertEquals(
                List.of(first, second),
                received.stream().map(Message.Received::message).toList());
        assertEquals(received.subList(0, 1), one().received(List.of(), 1));
        assertEquals(
                received.subList(1, 2),
                one().received(List.of(received.getFirst().id()), 10));

        one().settled(List.of(received.getFirst().id()));
        assertEquals(List.of(second), received(one()));
    }

    @Test
    void what_is_asked_of_a_run_waits_until_it_is_settled() {
        var run = begin();
        var restart = Samples.stepRestart("request-17");
        var request = new ActionRequest("request-17", Action.RESTART, "ann", "wrong day", Optional.of(restart));
        var ofStep = new Message.ActionAsked(run, Optional.of(new StepId("load")), request);
        var other = new ActionRequest("request-18", Action.KILL, "ann", "enough");
        var ofRun = new Message.ActionAsked(run, Optional.empty(), other);
        var asked = Set.of("request-17", "request-18", "never sent");
        tell(otherStore, ofStep, ofRun);

        assertEquals(List.of(ofStep, ofRun), received(one()));
        assertEquals(Set.of("request-17", "request-18"), other().waiting(asked));
        one().settled(List.of(one().received(List.of(), 10).getFirst().id()));
        assertEquals(Set.of("request-18"), other().waiting(asked));
    }

    @Test
    void a_message_goes_with_the_run_to_the_node_that_has_it_next() {
        var run = begin();
        var message = new Message.StopAsked(run, "enough");
        tell(otherStore, message);
        store.close();

        assertEquals(List.of(run), claim(other(), 10));
        assertEquals(List.of(message), received(other()));
    }

    @Test
    void a_message_is_kept_with_the_facts_of_its_commit() {
        var parent = begin();
        var child = begin(otherStore, Samples.next("child")).getFirst();
        var ended = otherStore.run(child).orElseThrow().ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW);
        otherStore.commit(
                new Commit(List.of(), List.of(ended), List.of(), List.of(new Message.ChildEnded(parent, child))));

        assertEquals(List.of(new Message.ChildEnded(parent, child)), received(one()));
        assertEquals(Optional.of(ended), store.run(child));
    }

    @Test
    void nodes_are_called_when_there_may_be_something_to_do() throws InterruptedException {
        var run = begin();
        await(() -> other().list().size() == 2);
        var called = new CountDownLatch(2);
        one().attend(() -> 0, called::countDown);

        tell(otherStore, new Message.StopAsked(run, "enough"));

        assertTrue(called.await(1, TimeUnit.MINUTES));
    }
}
