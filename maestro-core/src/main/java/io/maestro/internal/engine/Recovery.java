package io.maestro.internal.engine;

import io.maestro.definition.WorkflowId;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.run.RunId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has runs go on that nobody advances: after a start, when they wake, when another node has ended, when something went wrong. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int PAGE = 500;

    private final Engine engine;

    Recovery(Engine engine) {
        this.engine = engine;
    }

    /** Has the runs of a workflow go on that is registered. */
    void registered(WorkflowId workflow) {
        if (engine.elsewhere().isShared()) {
            engine.elsewhere().add(workflow);
            return;
        }
        engine.dormitory().find(workflow);
        resumeUnfinished(workflow);
    }

    /** Has the runs of a workflow go on that do not sleep and that nobody advances; returns how many. */
    long resumeUnfinished(WorkflowId workflow) {
        long resumed = 0;
        var page = engine.store().unfinished(workflow, Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            resumed += page.stream().filter(row -> resume(row.runId())).count();
            page = engine.store()
                    .unfinished(workflow, Optional.of(page.getLast().runId()), PAGE);
        }
        return resumed;
    }

    /** Has a run go on unless it is live; tells whether it was not. */
    boolean resume(RunId runId) {
        boolean resumed = engine.dormitory().resumed(runId);
        if (resumed) {
            LOG.info("resuming run {}", runId);
        }
        return resumed;
    }

    /**
     * Folds a run that is not live. Its row is read while nobody else can make it live: the one that a page of unfinished runs
     * shows may be out of date, because the run has been advanced to its end since.
     */
    Optional<RunProcess> restored(RunId runId) {
        long node = engine.elsewhere().self();
        return engine.elsewhere()
                .own(runId)
                .filter(row -> !row.status().isTerminal() && !row.isQueued())
                .flatMap(row -> engine.catalog().find(row.definition()).map(prepared -> {
                    var plan = prepared.plan(row.params(), engine.evaluator());
                    var machine = engine.folding().folded(plan, row);
                    var rest = Rest.ofFolded(machine, engine.settings().napLimit());
                    var process = engine.process(node, prepared, plan, machine, rest);
                    boolean fresh = engine.starts().isCommitted(runId)
                            && machine.attempts().isEmpty();
                    process.mail()
                            .prepare(fresh ? new RunEvent.Started(engine.now()) : new RunEvent.Resumed(engine.now()));
                    return process;
                }));
    }
}
