package io.maestro.jdbc;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.maestro.dsl.Workflow;
import io.maestro.test.MaestroTest;
import io.maestro.test.MaestroTestKit;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A kit in memory keeps values as the durable store would, since that is there. */
@MaestroTest
class ValuesInMemoryTest {

    record Invoice(String number, Instant payBy) {}

    private static final Invoice INVOICE = new Invoice("I-1", Instant.EPOCH);

    @Test
    void a_record_of_which_no_type_is_declared_fails_and_is_told_what_to_do(MaestroTestKit kit) {
        var run = kit.run(Workflow.define("w", w -> w.step("invoice", ctx -> INVOICE)));

        assertThat(run).failed();
        assertThat(run.step("invoice")
                        .attempt()
                        .orElseThrow()
                        .error()
                        .orElseThrow()
                        .message())
                .contains("ValuesInMemoryTest$Invoice would not come back as itself unless its type is declared")
                .contains("valuesAsTheyAre()");
    }

    @Test
    void what_is_declared_comes_back_as_another_that_is_equal(MaestroTestKit kit) {
        var seen = new AtomicReference<Invoice>();
        var run = kit.run(Workflow.define("w", w -> {
            var invoice = w.step("invoice", ctx -> INVOICE).returns(Invoice.class);
            w.run("look", ctx -> seen.set(ctx.get(invoice))).after(invoice);
        }));

        assertThat(run).succeeded().step("invoice").returned(INVOICE);
        assertThat(seen.get()).isEqualTo(INVOICE).isNotSameAs(INVOICE);
    }

    /** Forgets something on its way through JSON. */
    static final class Forgetful {
        public String name = "a";

        @JsonIgnore
        public String secret = "b";
    }

    @Test
    void what_json_does_not_hold_is_missing_in_the_next_step(MaestroTestKit kit) {
        var run = kit.run(Workflow.define("w", w -> {
            var made = w.step("make", ctx -> {
                        var value = new Forgetful();
                        value.secret = "c";
                        return value;
                    })
                    .returns(Forgetful.class);
            w.step("look", made, value -> value.name + value.secret);
        }));

        assertThat(run).succeeded().step("look").returned("ab");
    }

    @Test
    void elements_of_loops_are_kept_so_as_well(MaestroTestKit kit) {
        var run = kit.run(Workflow.define(
                "w",
                w -> w.foreach(
                        "each",
                        ctx -> List.of(INVOICE),
                        (invoice, body) ->
                                body.step("look", ctx -> ctx.get(invoice).number()))));

        assertThat(run).failed();
        assertThat(run.step("each")
                        .attempt()
                        .orElseThrow()
                        .error()
                        .orElseThrow()
                        .message())
                .contains("an element of loop 'each' cannot be kept")
                .contains("unless its type is declared");
    }

    @Test
    void values_stay_as_they_are_where_that_is_asked_for() {
        var seen = new AtomicReference<Object>();
        try (var kit = MaestroTestKit.builder().valuesAsTheyAre().build()) {
            var run = kit.run(Workflow.define("w", w -> {
                var invoice = w.step("invoice", ctx -> INVOICE);
                w.run("look", ctx -> seen.set(ctx.get(invoice))).after(invoice);
            }));

            assertThat(run).succeeded();
        }
        assertThat(seen).hasValue(INVOICE);
        assertThat(seen.get()).isSameAs(INVOICE);
    }
}
