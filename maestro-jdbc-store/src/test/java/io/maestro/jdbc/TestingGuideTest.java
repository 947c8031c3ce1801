package io.maestro.jdbc;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.dsl.Workflow;
import io.maestro.test.EachStore;
import io.maestro.test.MaestroTest;
import io.maestro.test.MaestroTestKit;
import io.maestro.test.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the guide to testing says of stores. */
class TestingGuideTest {

    private static final Path MODULE = Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-jdbc-store");

    @Nested
    // region: stores
    @MaestroTest
    @EachStore({StoreKind.MEMORY, StoreKind.H2})
    class DeliveryTest {

        record Delivery(String parcel, LocalDate day) {}

        @Test
        void a_delivery_is_told_on_its_day(MaestroTestKit kit) {
            var delivery = Workflow.define("delivery", w -> {
                var promise = w.step("promise", ctx -> new Delivery("P-1", LocalDate.of(2026, 1, 7)))
                        .returns(Delivery.class);
                w.step("tell", promise, promised -> "on " + promised.day());
            });

            assertThat(kit.run(delivery)).succeeded().step("tell").returned("on 2026-01-07");
        }
    }
    // end

    @Test
    void the_guide_quotes_it() throws IOException {
        var code = Files.readString(MODULE.resolve("src/test/java/io/maestro/jdbc/TestingGuideTest.java"));
        var region = code.substring(
                code.indexOf("// region: stores\n") + "// region: stores\n".length(), code.indexOf("    // end\n"));

        assertThat(Files.readString(MODULE.toAbsolutePath().resolveSibling("docs/guide/testing.md")))
                .contains("```java\n" + region.stripTrailing().stripIndent() + "\n```\n");
    }
}
