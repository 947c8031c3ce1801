/**
 * The embeddable workflow engine: what a workflow is, what happens when it runs, and the engine that runs it with the
 * in-memory store.
 */
@org.jspecify.annotations.NullMarked
module io.maestro.core {
    requires com.github.benmanes.caffeine;
    requires transitive org.jspecify;
    requires org.slf4j;

    exports io.maestro;
    exports io.maestro.definition;
    exports io.maestro.error;
    exports io.maestro.event;
    exports io.maestro.param;
    exports io.maestro.permit;
    exports io.maestro.queue;
    exports io.maestro.run;
    exports io.maestro.sel;
    exports io.maestro.step;
    exports io.maestro.store;
    exports io.maestro.tag;
    exports io.maestro.time;
    exports io.maestro.value;
}
