package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.WorkflowChange.Activated;
import io.maestro.run.WorkflowChange.Deactivated;
import io.maestro.store.VersionedDefinition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How definitions are kept. */
abstract class DefinitionContract extends ChangeContract {

    @Test
    void versions_are_numbered_from_1_and_the_newest_is_the_latest() {
        var workflow = new WorkflowId("w");
        var first = Samples.definition("w", "a");
        var second = Samples.definition("w", "b");

        assertEquals(Optional.empty(), store().latest(workflow));
        assertEquals(1, store().register(first, List.of()).version());
        assertEquals(1, store().register(first, List.of()).version());
        assertEquals(2, store().register(second, List.of()).version());
        assertEquals(3, store().register(first, List.of()).version());

        assertEquals(first, store().latest(workflow).orElseThrow().definition());
        assertEquals(3, store().latest(workflow).orElseThrow().version());
        assertEquals(Optional.of(new VersionedDefinition(1, first, List.of())), store().definition(workflow, 1));
        assertEquals(Optional.of(new VersionedDefinition(2, second, List.of())), store().definition(workflow, 2));
        assertEquals(Optional.empty(), store().definition(workflow, 4));
        assertEquals(Optional.empty(), store().definition(workflow, Long.MAX_VALUE));
    }

    @Test
    void a_new_version_is_active_unless_its_origin_says_otherwise_until_somebody_says_so() {
        var workflow = new WorkflowId("w");
        assertEquals(Optional.empty(), store().active(workflow));
        store().register(Samples.definition("w", "a"), List.of());
        assertEquals(Optional.of(1L), store().active(workflow));
        store().register(Samples.inactive("w", "b"), List.of());
        assertEquals(Optional.of(1L), store().active(workflow));
        store().change(change(new Activated(2), 1));
        assertEquals(Optional.of(2L), store().active(workflow));

        store().change(change(new Deactivated(), 2));
        store().register(Samples.inactive("w", "b"), List.of());

        assertEquals(Optional.empty(), store().active(workflow));
        assertEquals(2, store().latest(workflow).orElseThrow().version());
    }

    /** The order of members is no matter of equality, but of fingerprints; the texts of records tell it. */
    @Test
    void a_definition_comes_back_as_it_was_and_in_its_order() {
        var definition = RichDefinition.of("rich");
        store().register(definition, List.of());

        var back = store().definition(definition.id(), 1).orElseThrow().definition();

        assertEquals(definition, back);
        assertEquals(definition.toString(), back.toString());
        assertEquals(1, store().register(RichDefinition.of("rich"), List.of()).version());
    }

    @Test
    void other_job_templates_make_another_version_of_the_same_definition() {
        var definition = Samples.definition("w", "a");
        var plain = JobTemplate.Definition.builder("shell", "NoOp").build();
        var changed = JobTemplate.Definition.builder("shell", "NoOp")
                .param("script", ParamDefinition.literal(ParamValue.of("ls")))
                .build();

        assertEquals(1, store().register(definition, List.of(plain)).version());
        assertEquals(1, store().register(definition, List.of(plain)).version());
        assertEquals(2, store().register(definition, List.of(changed, plain)).version());

        assertEquals(
                List.of(plain),
                store().definition(definition.id(), 1).orElseThrow().templates());
        assertEquals(
                List.of(changed, plain),
                store().latest(definition.id()).orElseThrow().templates());
    }

    @Test
    void workflows_come_in_ascending_order() {
        List.of("b", "B", "a_", "a", "a.b", "a-b", "10", "9")
                .forEach(id -> store().register(Samples.definition(id, "s"), List.of()));

        assertEquals(
                List.of("10", "9", "B", "a", "a-b", "a.b", "a_", "b"),
                store().workflows().stream().map(WorkflowId::value).toList());
    }
}
