package io.maestro.internal.memory;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.store.VersionedDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The versions of each workflow. */
final class Versions {

    private final ConcurrentNavigableMap<WorkflowId, List<VersionedDefinition>> definitions =
            new ConcurrentSkipListMap<>();

    private final ConcurrentHashMap<WorkflowId, Long> active = new ConcurrentHashMap<>();

    VersionedDefinition register(WorkflowDefinition definition, List<JobTemplate.Definition> templates) {
        return definitions
                .compute(definition.id(), (id, known) -> {
                    var versions = known == null ? List.<VersionedDefinition>of() : known;
                    var next = new VersionedDefinition(versions.size() + 1, definition, templates);
                    if (!versions.isEmpty() && isSame(versions.getLast(), next)) {
                        return versions;
                    }
                    if (definition.origin().active()) {
                        active.put(id, next.version());
                    }
                    var more = new ArrayList<>(versions);
                    more.add(next);
                    return List.copyOf(more);
                })
                .getLast();
    }

    private static boolean isSame(VersionedDefinition one, VersionedDefinition other) {
        return one.definition().equals(other.definition()) && one.templates().equals(other.templates());
    }

    Optional<Long> active(WorkflowId workflow) {
        return Optional.ofNullable(active.get(workflow));
    }

    void activate(WorkflowId workflow, long version) {
        active.put(workflow, version);
    }

    void deactivate(WorkflowId workflow) {
        active.remove(workflow);
    }

    Optional<VersionedDefinition> latest(WorkflowId workflow) {
        return Optional.ofNullable(definitions.get(workflow)).map(List::getLast);
    }

    Optional<VersionedDefinition> find(WorkflowId workflow, long version) {
        return Optional.ofNullable(definitions.get(workflow))
                .filter(versions -> version >= 1 && version <= versions.size())
                .map(versions -> versions.get((int) version - 1));
    }

    List<WorkflowId> workflows() {
        return List.copyOf(definitions.keySet());
    }
}
