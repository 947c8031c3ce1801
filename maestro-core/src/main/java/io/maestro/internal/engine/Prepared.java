package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.param.ParamValue;
import io.maestro.step.StepPredicate;
import io.maestro.step.StepRuntime;
import io.maestro.step.WorkflowCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a workflow, ready to run: its plan, and for each step, by its number, what does the work. Immutable.
 *
 * @param version the number of the version
 * @param definition the definition
 * @param plan what the machine knows of it
 * @param runtimes what does the work of each step
 * @param predicates the conditions of each step, by transition
 * @param stepParams the params of each step
 */
record Prepared(
        long version,
        WorkflowDefinition definition,
        RunPlan plan,
        List<StepRuntime> runtimes,
        List<List<StepPredicate>> predicates,
        List<Map<String, ParamValue>> stepParams) {

    /** Returns what a definition needs and this host does not have. */
    static List<Problem> missing(WorkflowDefinition definition, WorkflowCode code, StepTypes types) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < definition.steps().size(); i++) {
            var at = "/workflow/steps/" + i + "/step";
            switch (definition.steps().get(i)) {
                case TypedStep step -> {
                    runtimeProblem(at, step, code, types).ifPresent(problems::add);
                    problems.addAll(predicateProblems(at, step, code));
                }
                case LoopStep loop -> problems.add(unsupported(loop, i));
                case SubworkflowStep subworkflow -> problems.add(unsupported(subworkflow, i));
                case TemplateStep template -> problems.add(unsupported(template, i));
            }
        }
        return problems;
    }

    private static Optional<Problem> runtimeProblem(String at, TypedStep step, WorkflowCode code, StepTypes types) {
        if (step.type().equals(StepType.JAVA)) {
            return code.bodies().containsKey(step.id()) || code.actions().containsKey(step.id())
                    ? Optional.empty()
                    : Optional.of(Problem.of(
                            ProblemCode.NO_CODE,
                            at,
                            "step '" + step.id() + "' is written in Java, but no code came with the definition"));
        }
        if (types.find(step.type()).isPresent()) {
            return Optional.empty();
        }
        var message = "the step type '" + step.type() + "' is not registered; there are " + types.names();
        return Optional.of(Problem.of(ProblemCode.UNKNOWN_STEP_TYPE, at + "/type", message)
                .suggesting(NearMiss.of(step.type().name(), types.names())));
    }

    private static List<Problem> predicateProblems(String at, Step step, WorkflowCode code) {
        var problems = new ArrayList<Problem>();
        for (var edge : step.basics().transition().successors().entrySet()) {
            var inCode = new WorkflowCode.Edge(step.id(), edge.getKey());
            if (edge.getValue() instanceof Predicate.Code && !code.predicates().containsKey(inCode)) {
                problems.add(Problem.of(
                        ProblemCode.NO_CODE,
                        JsonPointer.member(
                                at + "/transition/successors", edge.getKey().value()),
                        "the condition from '" + step.id() + "' to '" + edge.getKey()
                                + "' is written in Java, but no code came with the definition"));
            }
        }
        return problems;
    }

    /** Makes a version ready; nothing may be missing. */
    static Prepared of(
            long version, WorkflowDefinition definition, WorkflowCode code, StepTypes types, Duration stopGrace) {
        var runtimes = new ArrayList<StepRuntime>();
        var predicates = new ArrayList<List<StepPredicate>>();
        var stepParams = new ArrayList<Map<String, ParamValue>>();
        for (var step : definition.steps()) {
            switch (step) {
                case TypedStep typed -> runtimes.add(runtime(typed, code, types));
                case LoopStep loop -> throw letThrough(loop);
                case SubworkflowStep subworkflow -> throw letThrough(subworkflow);
                case TemplateStep template -> throw letThrough(template);
            }
            predicates.add(predicates(step, code));
            stepParams.add(Literals.valuesOf(step.basics().params()));
        }
        return new Prepared(
                version,
                definition,
                RunPlan.of(definition, stopGrace),
                List.copyOf(runtimes),
                List.copyOf(predicates),
                List.copyOf(stepParams));
    }

    private static Problem unsupported(Step step, int index) {
        return Problem.of(
                ProblemCode.UNSUPPORTED,
                "/workflow/steps/" + index + '/' + step.kind(),
                "steps of kind '" + step.kind() + "' cannot run yet");
    }

    private static IllegalStateException letThrough(Step step) {
        return new IllegalStateException("step '" + step.id() + "' of kind '" + step.kind() + "' was let through");
    }

    private static StepRuntime runtime(TypedStep step, WorkflowCode code, StepTypes types) {
        var body = code.bodies().get(step.id());
        if (step.type().equals(StepType.JAVA) && body != null) {
            return BodyRuntime.ofBody(body);
        }
        var action = code.actions().get(step.id());
        if (step.type().equals(StepType.JAVA) && action != null) {
            return BodyRuntime.ofAction(action);
        }
        return types.find(step.type()).orElseThrow();
    }

    private static List<StepPredicate> predicates(Step step, WorkflowCode code) {
        var predicates = new ArrayList<StepPredicate>();
        for (var edge : step.basics().transition().successors().entrySet()) {
            predicates.add(predicate(new WorkflowCode.Edge(step.id(), edge.getKey()), edge.getValue(), code));
        }
        return List.copyOf(predicates);
    }

    private static StepPredicate predicate(WorkflowCode.Edge edge, Predicate predicate, WorkflowCode code) {
        return switch (predicate) {
            case Predicate.Always always -> context -> true;
            case Predicate.Code inJava ->
                code.predicates().getOrDefault(edge, context -> {
                    throw new IllegalStateException("the condition on " + edge + " was let through without its code");
                });
            case Predicate.Expression text ->
                throw new IllegalStateException("the condition '" + text.text() + "' was let through unread");
        };
    }
}
