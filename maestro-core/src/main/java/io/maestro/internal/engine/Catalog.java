package io.maestro.internal.engine;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.Severity;
import io.maestro.internal.graph.check.DefinitionCheck;
import io.maestro.internal.graph.check.Host;
import io.maestro.internal.kernel.HostRules;
import io.maestro.internal.template.JobTemplates;
import io.maestro.run.DefinitionRef;
import io.maestro.step.WorkflowCode;
import io.maestro.store.Store;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workflows that are registered with this engine, ready to run. A run keeps the version that it began with: after a
 * redeploy its definition comes from the store, with the job templates as they were, and its code is the newest registered one, found by the ids of the steps.
 */
final class Catalog {

    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    private final Store store;
    private final StepTypes types;
    private final JobTemplates templates;
    private final Prepared.Maker maker;
    private final ConcurrentHashMap<WorkflowId, Newest> newest = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<WorkflowId, ConcurrentHashMap<Long, Prepared>> versions = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<WorkflowId, Optional<Long>> active = new ConcurrentHashMap<>();

    private record Newest(Prepared prepared, WorkflowCode code) {

        /** Of two that register at the same time, the one with the older version may come last. */
        Newest or(Newest other) {
            return other.prepared.version() >= prepared.version() ? other : this;
        }
    }

    Catalog(Store store, StepTypes types, JobTemplates templates, Evaluator evaluator, HostRules host) {
        this.store = store;
        this.types = types;
        this.templates = templates;
        this.maker = new Prepared.Maker(types, evaluator, host);
    }

    /**
     * Registers a definition with its code.
     *
     * @throws InvalidDefinitionException if it does not hold together or needs what this host does not have
     */
    Registered register(WorkflowDefinition definition, WorkflowCode code) {
        var findings = DefinitionCheck.findingsOf(definition, new Host(templates, types::params));
        var problems = new ArrayList<Problem>(DefinitionCheck.only(Severity.ERROR, findings));
        problems.addAll(Requirements.missing(definition, code, types, templates));
        LayersCheck.problemsOf(definition, types, templates).stream()
                .filter(problem ->
                        problems.stream().noneMatch(told -> JsonPointer.related(told.path(), problem.path())))
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException("workflow '" + definition.id() + "'", problems);
        }
        var needed = templates.neededBy(definition.steps());
        var registered = store.register(definition, needed.all());
        activated(definition.id());
        var prepared = maker.prepared(registered, code);
        boolean isNew = versionsOf(definition.id()).put(registered.version(), prepared) == null;
        newest.merge(definition.id(), new Newest(prepared, code), Newest::or);
        var warnings = DefinitionCheck.only(Severity.WARNING, findings);
        if (isNew) {
            warnings.forEach(warning ->
                    LOG.warn("workflow '{}', version {}: {}", definition.id(), registered.version(), warning));
        }
        return new Registered(registered.version(), warnings);
    }

    /**
     * Returns the newest registered version of a workflow.
     *
     * @throws UnknownWorkflowException if it is not registered
     */
    Prepared newest(WorkflowId workflow) {
        var registered = newest.get(workflow);
        if (registered == null) {
            var known = newest.keySet().stream().map(WorkflowId::value).sorted().toList();
            throw new UnknownWorkflowException(workflow, NearMiss.of(workflow.value(), known));
        }
        return registered.prepared();
    }

    /** Returns the workflows that are registered here. */
    Set<WorkflowId> workflows() {
        return Set.copyOf(newest.keySet());
    }

    /** Tells whether a workflow is registered here. */
    boolean isKnown(WorkflowId workflow) {
        return newest.containsKey(workflow);
    }

    /** Tells whether runs of a workflow may have to wait for others, as far as is known here. */
    boolean isLimited(WorkflowId workflow) {
        return strategy(workflow)
                .filter(rule -> rule != RunStrategy.Rule.UNLIMITED)
                .isPresent();
    }

    /** Returns by which rule runs of a workflow wait for others, or empty if it is not registered here. */
    Optional<RunStrategy.Rule> strategy(WorkflowId workflow) {
        return latest(workflow)
                .map(prepared ->
                        prepared.definition().properties().strategyInForce().rule());
    }

    /**
     * Returns the version that a selector means: a number; {@code active}; {@code latest}, which is the newest that is registered here;
     * or {@code default}, which is the active one or else the latest (spec: definitions, section 1.2). Empty if there is none.
     */
    Optional<Prepared> select(WorkflowId workflow, String selector) {
        return switch (selector.toLowerCase(Locale.ROOT)) {
            case "latest" -> latest(workflow);
            case "active" -> active(workflow).flatMap(number -> version(workflow, number));
            case "default" ->
                active(workflow).flatMap(number -> version(workflow, number)).or(() -> latest(workflow));
            default ->
                VERSION.matcher(selector).matches() ? version(workflow, Long.parseLong(selector)) : Optional.empty();
        };
    }

    private Optional<Prepared> latest(WorkflowId workflow) {
        return Optional.ofNullable(newest.get(workflow)).map(Newest::prepared);
    }

    /** Returns which version is active. Where nobody else has the store open, it is asked only once. */
    Optional<Long> active(WorkflowId workflow) {
        return store.nodes().isPresent()
                ? store.active(workflow)
                : active.computeIfAbsent(workflow, id -> store.active(id));
    }

    /** Takes notice that another version may be active. */
    void activated(WorkflowId workflow) {
        active.remove(workflow);
    }

    /** Takes notice that a workflow was deleted. */
    void forget(WorkflowId workflow) {
        newest.remove(workflow);
        versions.remove(workflow);
        active.remove(workflow);
    }

    /** Returns what a run runs, or empty, and says why, if it cannot run here. */
    Optional<Prepared> find(DefinitionRef ref) {
        return version(ref.workflow(), ref.version()).map(prepared -> prepared.body(ref.body()));
    }

    /** Returns a version of a workflow, or empty, and says why, if it cannot run here. */
    Optional<Prepared> version(WorkflowId workflow, long number) {
        var known = versionsOf(workflow).get(number);
        return known != null ? Optional.of(known) : prepare(workflow, number);
    }

    private Optional<Prepared> prepare(WorkflowId workflow, long number) {
        var registered = newest.get(workflow);
        var stored = store.definition(workflow, number);
        if (registered == null || stored.isEmpty()) {
            return Optional.empty();
        }
        var code = registered.code();
        var version = stored.get();
        var missing = Requirements.missing(version.definition(), code, types, JobTemplates.of(version.templates()));
        if (!missing.isEmpty()) {
            LOG.warn("version {} of workflow {} cannot run here: {}", number, workflow, missing);
            return Optional.empty();
        }
        var prepared = maker.prepared(version, code);
        versionsOf(workflow).put(number, prepared);
        return Optional.of(prepared);
    }

    private ConcurrentHashMap<Long, Prepared> versionsOf(WorkflowId workflow) {
        return versions.computeIfAbsent(workflow, id -> new ConcurrentHashMap<>());
    }
}
