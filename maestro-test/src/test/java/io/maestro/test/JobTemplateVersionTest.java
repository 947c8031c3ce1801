package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.store.ForwardingStore;
import org.junit.jupiter.api.Test;

/** A version of a workflow keeps the job templates that it was registered with. */
class JobTemplateVersionTest extends ShellHost {

    private final io.maestro.store.Store rows = Stores.inMemory();

    private Bench host(JobTemplate.Builder... templates) {
        return new Bench(builder -> with(templates).apply(builder).store(new ForwardingStore(rows) {
            @Override
            public void close() {}
        }));
    }

    private long register(Flow flow, JobTemplate.Builder... templates) {
        try (var bench = host(templates)) {
            return bench.maestro.register(flow).version();
        }
    }

    @Test
    void stays_while_its_templates_do() {
        var flow = Flow.of("w").template("a", shell());
        var before = template("shell").inheritFrom("base", "default");
        var base = template("base");

        assertThat(register(flow, before, base)).isEqualTo(1);
        assertThat(register(flow, base, before, template("unrelated"))).isEqualTo(1);
        assertThat(register(flow, before, template("base").param("x", text("new"))))
                .isEqualTo(2);
        assertThat(register(flow, before, base)).isEqualTo(3);
    }

    @Test
    void counts_only_the_template_that_a_step_fixes() {
        var flow = Flow.of("w").template("a", JobTemplateId.of("shell", "v1"));
        var first = template("shell").version("v1");

        assertThat(register(flow, first)).isEqualTo(1);
        assertThat(register(flow, first, template("shell").version("v2"))).isEqualTo(1);
    }

    @Test
    void counts_all_that_a_start_may_choose() {
        var flow = Flow.of("w").template("a", shell());

        assertThat(register(flow, template("shell"))).isEqualTo(1);
        assertThat(register(flow, template("shell"), template("shell").version("v2")))
                .isEqualTo(2);
    }

    @Test
    void keeps_its_templates_for_the_runs_that_began_with_it() {
        var gate = new Gate();
        var flow = Flow.of("w")
                .step("wait", context -> {
                    gate.pass();
                    return 1;
                })
                .template("a", shell())
                .after("wait");
        RunHandle begun;
        try (var old = host(template("shell").param("x", text("old")))) {
            begun = old.maestro.register(flow).start();
            gate.awaitArrival();
        }
        gate.open();
        try (var fresh = host(template("shell").param("x", text("new")))) {
            var workflow = fresh.maestro.register(flow);
            fresh.awaitEnd(fresh.maestro.find(begun.id()).orElseThrow());
            assertThat(seen("a", "x")).isEqualTo(ParamValue.of("old"));

            fresh.awaitEnd(workflow.start());
            assertThat(seen("a", "x")).isEqualTo(ParamValue.of("new"));
        }
    }

    @Test
    void goes_on_where_the_host_has_its_templates_no_more() {
        var gate = new Gate();
        var flow = Flow.of("w")
                .step("wait", context -> {
                    gate.pass();
                    return 1;
                })
                .template("a", shell())
                .after("wait");
        RunHandle begun;
        try (var old = host(template("shell").param("x", text("old")))) {
            begun = old.maestro.register(flow).start();
            gate.awaitArrival();
        }
        gate.open();
        try (var fresh = host()) {
            fresh.maestro.register(Flow.of("w").step("wait", context -> 1));
            var end = fresh.awaitEnd(fresh.maestro.find(begun.id()).orElseThrow());

            assertThat(end.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(seen("a", "x")).isEqualTo(ParamValue.of("old"));
        }
    }
}
