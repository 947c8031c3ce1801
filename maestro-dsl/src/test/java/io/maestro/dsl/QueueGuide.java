package io.maestro.dsl;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.WorkflowControl;
import io.maestro.definition.RunStrategy;
import io.maestro.step.StepContext;
import java.util.Map;
import java.util.Optional;

/** The code of the guide to run strategies. What stands between the marks is quoted there; a test compares them. */
final class QueueGuide {

    private QueueGuide() {}

    /** What a step does. */
    interface Work {
        void work(StepContext context) throws Exception;
    }

    static Workflow workflow(Work work) {
        return Workflow.define("load", w -> {
            // region: sequential
            w.runStrategy(RunStrategy.of(RunStrategy.Rule.SEQUENTIAL));
            // end
            w.param("day", 1L);
            w.run("load", work::work);
        });
    }

    static Optional<Long> waiting(Maestro maestro) {
        // region: waiting
        RunHandle run = maestro.start("load", StartRequest.of(Map.of("day", 17)).priority(5));
        Optional<Long> before = run.ahead();
        run.stop("ann", "not needed any more");
        // end
        return before;
    }

    static WorkflowControl.Ended control(Maestro maestro) {
        // region: control
        WorkflowControl control = maestro.control("load");
        WorkflowControl.Ended ended = control.stopAll("ann", "the source is wrong");
        long unblocked = control.unblock("ann", "the source is mended");
        // end
        return unblocked == 0 ? ended : new WorkflowControl.Ended(-1, -1);
    }

    static RunHandle version(Maestro maestro) {
        // region: version
        RunHandle old = maestro.start("load", StartRequest.of(Map.of("day", 17)).version("1"));
        // end
        return old;
    }
}
