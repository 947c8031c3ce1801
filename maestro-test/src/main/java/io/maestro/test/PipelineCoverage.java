package io.maestro.test;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Children;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Collects how much of workflows their tests have come to: which steps ran, which conditions were true and false, which retries were used
 * up, and so on. Kits tell it when they are closed. Thread-safe.
 *
 * {@snippet :
 * var coverage = PipelineCoverage.create();
 * try (var kit = MaestroTestKit.builder().coverage(coverage).build()) {
 *     kit.run(payment, Map.of("order", 17));
 * }
 * coverage.requireAtLeast(0.9);
 * }
 *
 * <p>It counts what the store has when a kit is closed: a run that was purged does not count, nor do visits of a cycle that were dropped. With JUnit, {@link
 * CoversPipelines} requires it of a class of tests.
 */
public final class PipelineCoverage {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<WorkflowDefinition, Map<CoveragePoint, Long>> counts = new LinkedHashMap<>();

    private PipelineCoverage() {}

    /**
     * Returns one that no kit has told anything yet.
     *
     * @return the coverage
     */
    public static PipelineCoverage create() {
        return new PipelineCoverage();
    }

    /** Adds what the runs in a store came to. */
    void add(Store rows, List<WorkflowRun> runs) {
        var tallies = new LinkedHashMap<WorkflowDefinition, CoverageTally>();
        for (var definition : definitions(rows)) {
            tallies.computeIfAbsent(definition, CoverageTally::new);
        }
        var started = runs.stream().map(WorkflowRun::runId).collect(Collectors.groupingBy(RunId::workflow));
        for (var run : runs) {
            rows.definition(run.definition().workflow(), run.version())
                    .ifPresent(version -> tallies.computeIfAbsent(version.definition(), CoverageTally::new)
                            .add(run, rows.attempts(run.runId()), iterations -> begun(iterations, started)));
        }
        lock.lock();
        try {
            tallies.forEach((definition, tally) -> {
                var known = counts.computeIfAbsent(definition, first -> new LinkedHashMap<>());
                tally.counts().forEach((point, count) -> known.merge(point, count, Long::sum));
            });
        } finally {
            lock.unlock();
        }
    }

    private static List<WorkflowDefinition> definitions(Store rows) {
        var definitions = new ArrayList<WorkflowDefinition>();
        for (var workflow : rows.workflows()) {
            long latest =
                    rows.latest(workflow).map(version -> version.version()).orElse(0L);
            for (long version = 1; version <= latest; version++) {
                rows.definition(workflow, version).ifPresent(found -> definitions.add(found.definition()));
            }
        }
        return definitions;
    }

    private static long begun(Children.Iterations iterations, Map<WorkflowId, List<RunId>> started) {
        return started.getOrDefault(iterations.workflow(), List.of()).stream()
                .filter(run -> run.run() >= iterations.since() && run.run() <= iterations.through())
                .map(RunId::instance)
                .distinct()
                .count();
    }

    /**
     * Returns what was told so far: a part for each definition that a kit has registered, by the ids of the workflows. Definitions with one
     * id that differ have a part each.
     *
     * @return the report
     */
    public CoverageReport report() {
        lock.lock();
        try {
            return new CoverageReport(counts.entrySet().stream()
                    .map(entry -> new WorkflowCoverage(entry.getKey(), entry.getValue()))
                    .sorted(Comparator.comparing(part -> part.definition().id().value()))
                    .toList());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Verifies how much was come to, as {@link CoverageReport#requireAtLeast} does.
     *
     * @param share how much at least, from 0 to 1
     * @throws AssertionError if it is less; lists what is missing
     */
    public void requireAtLeast(double share) {
        report().requireAtLeast(share);
    }
}
