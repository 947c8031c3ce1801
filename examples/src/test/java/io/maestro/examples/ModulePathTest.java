package io.maestro.examples;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The published modules work as modules: a program runs with each of them on the module path. */
class ModulePathTest {

    @Test
    void hello_runs_with_the_library_on_the_module_path() throws Exception {
        assertThat(printed("io.maestro.dsl", Hello.class)).contains("HELLO, MAESTRO!");
    }

    @Test
    void the_durable_store_finds_its_database_on_the_module_path() throws Exception {
        assertThat(printed("io.maestro.dsl,io.maestro.jdbc", DurableOrders.class))
                .contains("is SUCCEEDED: receipt for");
    }

    private static String printed(String modules, Class<?> example) throws Exception {
        var own = Path.of(Hello.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        var paths = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(partitioningBy(entry -> entry.equals(own), joining(File.pathSeparator)));

        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        paths.get(false),
                        "--add-modules",
                        modules,
                        "-cp",
                        own,
                        example.getName())
                .redirectErrorStream(true)
                .start();
        var printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).as(printed).isZero();
        return printed;
    }
}
