package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TimeTrigger;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** Refuses what waits for signals or times, or sends signals: nobody should wait for what never happens. */
final class SignalsNotYet {

    private final List<Problem> problems = new ArrayList<>();

    private SignalsNotYet() {}

    /** Returns a problem for each trigger, and for each step with signals, in bodies too. */
    static List<Problem> problemsOf(WorkflowDefinition definition) {
        var check = new SignalsNotYet();
        var triggers = definition.triggers();
        for (int i = 0; i < triggers.time().size(); i++) {
            check.add("/workflow/time_triggers/" + i, construct(triggers.time().get(i)) + " are");
        }
        for (int i = 0; i < triggers.signals().size(); i++) {
            check.add("/workflow/signal_triggers/" + i, "signal triggers are");
        }
        check.steps("/workflow/steps", definition.steps());
        return List.copyOf(check.problems);
    }

    private static String construct(TimeTrigger trigger) {
        return switch (trigger) {
            case TimeTrigger.Cron cron -> "time triggers";
            case TimeTrigger.Predefined predefined -> "time triggers";
            case TimeTrigger.Interval interval -> "time triggers with an interval";
        };
    }

    private void steps(String at, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            step(at + '/' + i + '/' + steps.get(i).kind(), steps.get(i));
        }
    }

    private void step(String at, Step step) {
        var signals = step.basics().signals();
        if (!signals.dependencies().isEmpty()) {
            add(at + "/signal_dependencies", "signal dependencies are");
        }
        if (!signals.outputs().isEmpty()) {
            add(at + "/signal_outputs", "signal outputs are");
        }
        switch (step) {
            case LoopStep loop -> steps(at + "/steps", loop.steps());
            case TypedStep typed -> {}
            case SubworkflowStep subworkflow -> {}
            case TemplateStep template -> {}
        }
    }

    private void add(String at, String construct) {
        problems.add(Problem.of(ProblemCode.UNSUPPORTED, at, construct + " not supported yet"));
    }
}
