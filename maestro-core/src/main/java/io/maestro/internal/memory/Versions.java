package io.maestro.internal.memory;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowChange.Activated;
import io.maestro.run.WorkflowChange.Deactivated;
import io.maestro.run.WorkflowChange.Deleted;
import io.maestro.store.VersionedDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The versions of each workflow, and what was done to it. */
final class Versions {

    private final ConcurrentNavigableMap<WorkflowId, Known> workflows = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<WorkflowId, Long> active = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<WorkflowId, List<WorkflowChange>> changes = new ConcurrentHashMap<>();

    /**
     * The versions of a workflow.
     *
     * @param deleted how many came before the first of them, and were deleted
     * @param versions those that there are
     */
    private record Known(long deleted, List<VersionedDefinition> versions) {
        private static final Known NONE = new Known(0, List.of());

        VersionedDefinition next(WorkflowDefinition definition, List<JobTemplate.Definition> templates) {
            return new VersionedDefinition(deleted + versions.size() + 1, definition, templates);
        }

        Known with(VersionedDefinition version) {
            var more = new ArrayList<>(versions);
            more.add(version);
            return new Known(deleted, List.copyOf(more));
        }

        Known emptied() {
            return new Known(deleted + versions.size(), List.of());
        }

        Optional<VersionedDefinition> find(long version) {
            return version > deleted && version - deleted <= versions.size()
                    ? Optional.of(versions.get((int) (version - deleted) - 1))
                    : Optional.empty();
        }
    }

    VersionedDefinition register(WorkflowDefinition definition, List<JobTemplate.Definition> templates) {
        return workflows
                .compute(definition.id(), (id, before) -> {
                    var known = before == null ? Known.NONE : before;
                    var next = known.next(definition, templates);
                    if (!known.versions().isEmpty() && isSame(known.versions().getLast(), next)) {
                        return known;
                    }
                    if (definition.origin().active()) {
                        active.put(id, next.version());
                    }
                    return known.with(next);
                })
                .versions()
                .getLast();
    }

    private static boolean isSame(VersionedDefinition one, VersionedDefinition other) {
        return one.definition().equals(other.definition()) && one.templates().equals(other.templates());
    }

    Optional<Long> active(WorkflowId workflow) {
        return Optional.ofNullable(active.get(workflow));
    }

    void change(WorkflowChange change) {
        var workflow = change.workflow();
        switch (change.what()) {
            case Activated activated -> active.put(workflow, activated.version());
            case Deactivated deactivated -> active.remove(workflow);
            case Deleted deleted -> {
                active.remove(workflow);
                workflows.computeIfPresent(workflow, (id, known) -> known.emptied());
            }
        }
        changes.computeIfAbsent(workflow, id -> new CopyOnWriteArrayList<>()).addFirst(change);
    }

    List<WorkflowChange> changes(WorkflowId workflow) {
        return List.copyOf(changes.getOrDefault(workflow, List.of()));
    }

    /** Returns the last deletion of each workflow that was deleted. */
    List<WorkflowChange> deletions() {
        return changes.values().stream()
                .flatMap(changed -> changed.stream()
                        .filter(change -> change.what() instanceof Deleted)
                        .limit(1))
                .toList();
    }

    Optional<VersionedDefinition> latest(WorkflowId workflow) {
        return Optional.ofNullable(workflows.get(workflow))
                .filter(known -> !known.versions().isEmpty())
                .map(known -> known.versions().getLast());
    }

    Optional<VersionedDefinition> find(WorkflowId workflow, long version) {
        return Optional.ofNullable(workflows.get(workflow)).flatMap(known -> known.find(version));
    }

    /** Tells whether a version was deleted with its workflow. */
    boolean isDeleted(WorkflowId workflow, long version) {
        var known = workflows.get(workflow);
        return known != null && version <= known.deleted();
    }

    List<WorkflowId> workflows() {
        return workflows.entrySet().stream()
                .filter(entry -> !entry.getValue().versions().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
