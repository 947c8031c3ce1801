/** Ways to write a workflow: Java, JSON and YAML. Pictures of workflows and runs. */
@org.jspecify.annotations.NullMarked
module io.maestro.dsl {
    requires transitive io.maestro.core;
    requires transitive org.jspecify;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;
    requires tools.jackson.dataformat.yaml;

    exports io.maestro.dsl;
    exports io.maestro.dsl.picture;
}
