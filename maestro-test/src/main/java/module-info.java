/** What tests of workflows need. */
@org.jspecify.annotations.NullMarked
module io.maestro.test {
    requires transitive io.maestro.core;
    requires org.jspecify;

    exports io.maestro.test;
}
