package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.run.DefinitionRef;
import io.maestro.run.InstanceView;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.step.ValueTypes;
import java.util.List;
import java.util.Optional;

/** Folds runs from their facts, to ask how they stand; whoever has them go on does so elsewhere. */
public final class Folding {

    private final Engine engine;

    Folding(Engine engine) {
        this.engine = engine;
    }

    /**
     * Returns the machine of a run as the store tells, to ask it questions.
     *
     * @param row the run
     * @return the machine, or empty if the version of the run is not known here
     */
    public Optional<RunMachine> folded(WorkflowRun row) {
        return engine.catalog()
                .find(row.definition())
                .map(prepared -> folded(prepared.plan(row.params(), engine.evaluator()), row));
    }

    RunMachine folded(RunPlan plan, WorkflowRun row) {
        return RunMachine.folded(plan, row, engine.store().attempts(row.runId()));
    }

    /**
     * Returns how an instance stands at the end of a run, also where the code of the version of that run is not there any more: what has
     * ended needs none.
     *
     * @param row the run
     * @return the view, or empty if the version is not known
     */
    Optional<InstanceView> standing(WorkflowRun row) {
        return folded(row).or(() -> foldedWithoutCode(row)).map(RunMachine::instance);
    }

    private Optional<RunMachine> foldedWithoutCode(WorkflowRun row) {
        return engine.store()
                .definition(row.definition().workflow(), row.version())
                .map(version -> {
                    var whole = version.definition();
                    var body = row.definition().body();
                    var steps = LoopStep.stepsOf(whole.steps(), body);
                    var plan = RunPlan.of(
                            body.isEmpty() ? Graph.of(whole) : Graph.of(steps),
                            steps,
                            Optional.empty(),
                            engine.evaluator().settings(row.params()),
                            engine.settings().host());
                    return folded(plan, row);
                });
    }

    /** Returns the newest attempts of a run that is not live. */
    List<StepAttempt> newestAttempts(WorkflowRun row) {
        return folded(row).map(RunMachine::attempts).orElse(List.of());
    }

    /**
     * Returns what is declared of the values of the Java code of a run.
     *
     * @param definition what the run runs
     * @return the types; none if the definition is not known here
     */
    public ValueTypes types(DefinitionRef definition) {
        return engine.catalog().find(definition).map(Prepared::types).orElseGet(ValueTypes::none);
    }
}
