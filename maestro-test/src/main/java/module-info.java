/** What tests of workflows and of stores need. */
@org.jspecify.annotations.NullMarked
module io.maestro.test {
    requires transitive io.maestro.core;
    requires org.jspecify;
    requires static org.junit.jupiter.api;

    exports io.maestro.test;
    exports io.maestro.test.store;
}
