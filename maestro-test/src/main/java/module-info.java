/** What tests of workflows and of stores need. */
@org.jspecify.annotations.NullMarked
module io.maestro.test {
    requires transitive io.maestro.core;
    requires io.maestro.dsl;
    requires org.jspecify;
    requires static transitive org.assertj.core;
    requires static transitive org.junit.jupiter.api;

    exports io.maestro.test;
    exports io.maestro.test.step;
    exports io.maestro.test.store;

    uses io.maestro.store.StoreProvider;

    opens io.maestro.test to
            org.junit.platform.commons;
}
