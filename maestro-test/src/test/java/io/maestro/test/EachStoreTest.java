package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Stores;
import io.maestro.dsl.Workflow;
import io.maestro.store.ForwardingStore;
import io.maestro.store.ScratchDatabase;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.StoreProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be told without a database: the kit itself knows none. */
class EachStoreTest {

    private static Workflow hello() {
        return Workflow.define("hello", w -> w.step("greet", ctx -> "hello"));
    }

    @EachStore({StoreKind.MEMORY, StoreKind.H2})
    static class OfClass {
        @Test
        void a_greeting(MaestroTestKit kit) {
            assertThat(kit.run(hello())).succeeded();
        }
    }

    @MaestroTest
    static class OfTest {
        @EachStore({StoreKind.POSTGRES, StoreKind.MEMORY})
        void a_greeting(MaestroTestKit kit) {
            assertThat(kit.run(hello())).succeeded();
        }
    }

    static class Twice {
        @EachStore(StoreKind.MEMORY)
        @Seeds(3)
        void a_greeting(MaestroTestKit kit) {
            assertThat(kit.run(hello())).succeeded();
        }
    }

    @EachStore({StoreKind.MEMORY, StoreKind.H2})
    static class WithSeeds {
        @Seeds(1)
        void a_greeting(MaestroTestKit kit) {
            assertThat(kit.run(hello())).succeeded();
        }
    }

    @EachStore({})
    static class OnNothing {
        @Test
        void a_greeting(MaestroTestKit kit) {
            assertThat(kit.run(hello())).succeeded();
        }
    }

    @Test
    void each_test_of_a_class_runs_on_each_store_and_one_that_is_missing_is_told() {
        assertThat(Played.of(OfClass.class))
                .satisfiesExactly(
                        memory -> assertThat(memory).startsWith("a_greeting").doesNotContain(": "),
                        h2 -> assertThat(h2)
                                .contains(
                                        "nothing makes stores of the kind H2; add the dependency io.maestro:maestro-jdbc-store"));
    }

    @Test
    void one_test_runs_on_each_store() {
        assertThat(Played.of(OfTest.class))
                .satisfiesExactly(
                        postgres -> assertThat(postgres).contains("nothing makes stores of the kind POSTGRES"),
                        memory -> assertThat(memory).isEqualTo("on MEMORY"));
    }

    @Test
    void a_test_is_multiplied_in_one_way() {
        assertThat(Played.failuresOfClasses(Twice.class))
                .singleElement()
                .asString()
                .contains(
                        "a test has either @EachStore or @Seeds but a_greeting has both; put @EachStore on its class");
    }

    @Test
    void tests_with_seeds_are_passed_over_for_stores_of_databases() {
        assertThat(Played.of(WithSeeds.class))
                .satisfiesExactly(
                        memory -> assertThat(memory).doesNotContain(": "),
                        h2 -> assertThat(h2).contains("seeds are for the store in memory, not for H2"));
    }

    @Test
    void without_a_store_there_is_no_test() {
        assertThat(Played.failuresOfClasses(OnNothing.class))
                .singleElement()
                .asString()
                .contains("names no store");
    }

    /** Tells what is done with it. */
    private static final class Told implements StoreProvider {
        final List<String> told = new ArrayList<>();

        @Override
        public String name() {
            return "told";
        }

        @Override
        public ScratchDatabase scratch() {
            told.add("made");
            return new ScratchDatabase() {
                @Override
                public Store open(String node) {
                    told.add("opened for " + node);
                    return new ForwardingStore(Stores.inMemory()) {
                        @Override
                        public void close() {
                            told.add("store closed");
                        }
                    };
                }

                @Override
                public void close() {
                    told.add("deleted");
                }
            };
        }
    }

    @Test
    void a_database_is_made_for_a_kit_and_deleted_with_it() {
        var provider = new Told();

        try (var kit = MaestroTestKit.builder().database(provider).build()) {
            kit.faults().crashAfter(CrashPoint.commit(1));
            assertThat(kit.run(hello())).succeeded();
        }

        assertThat(provider.told).containsExactly("made", "opened for node 1", "store closed", "deleted");
    }

    @Test
    void a_database_that_has_no_nodes_cannot_bury_one() {
        assertThatThrownBy(() -> new Told().scratch().bury(17))
                .hasMessage("the stores over this database have no nodes");
    }

    @Test
    void threads_of_a_database_take_no_turns() {
        var builder = MaestroTestKit.builder().database(new Told()).seed(17);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a seed is for the store in memory: threads of databases and nodes take no turns");
    }

    @Test
    void without_junit_a_kind_is_an_option() {
        var builder = MaestroTestKit.builder().store(StoreKind.H2);

        assertThatThrownBy(builder::build)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("maestro-jdbc-store");
        try (var kit = builder.store(StoreKind.MEMORY).build()) {
            assertThat(kit.run(hello())).succeeded();
        }
    }
}
