package io.maestro.internal.graph.check;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.SubworkflowStep;
import io.maestro.error.NearMiss;
import io.maestro.error.ProblemCode;
import io.maestro.error.Severity;
import io.maestro.internal.eval.check.Inspection.Ask;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.internal.eval.params.StepReference;
import io.maestro.internal.eval.params.StepReference.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The params of a step know each other, those of the run and those of the steps before it; so do conditions on its transitions
 * (spec: definitions, section 3.6). They are evaluated when the step is reached, and a start may give params that nobody
 * declares: whatever is wrong here is a warning.
 */
final class StepScope implements Scope {

    private static final Set<String> ABOUT_STEPS =
            Set.of("getFromStep", "getFromForeach", "getFromSubworkflow", "getFromSignalDependency");
    private static final String SATISFIED = "maestro_step_satisfied";
    private static final Set<String> ALSO_READABLE = Set.of("MAESTRO_STEP_STATUS", "MAESTRO_STEP_END_TIME", SATISFIED);

    private final Level level;
    private final Level workflow;
    private final Step step;

    /**
     * Creates the scope of a step.
     *
     * @param workflow all steps
     * @param level the step's own level
     * @param step the step
     */
    StepScope(Level workflow, Level level, Step step) {
        this.workflow = workflow;
        this.level = level;
        this.step = step;
    }

    /** Tells whether a question can be asked only in the params of a step. */
    static boolean isAboutSteps(Ask ask) {
        return ABOUT_STEPS.contains(ask.function());
    }

    @Override
    public Severity severity() {
        return Severity.WARNING;
    }

    @Override
    public Optional<BadReference> check(String name) {
        if (StepReference.isIn(name)) {
            return reference(name);
        }
        if (level.runParams().contains(name) || declares(level, step, name) || name.equals(SATISFIED)) {
            return Optional.empty();
        }
        var visible = new LinkedHashSet<>(params(level, step));
        visible.addAll(level.runParams());
        return Optional.of(new BadReference(
                ProblemCode.UNKNOWN_PARAM,
                "refers to '" + name + "', which neither step '" + step.id()
                        + "' nor the workflow has, unless a start gives it",
                NearMiss.of(name, visible)));
    }

    private Optional<BadReference> reference(String name) {
        var reference = StepReference.of(name);
        if (reference.clear()) {
            return read(reference.readings().getFirst());
        }
        var known = reference.readings().stream()
                .filter(reading -> level.find(reading.stepId()).isPresent())
                .toList();
        return known.size() == 1
                ? read(known.getFirst())
                : Optional.of(
                        BadReference.of(
                                ProblemCode.UNKNOWN_STEP,
                                known.isEmpty()
                                        ? "refers to '" + name + "', which begins with the id of no step"
                                        : "refers to '" + name
                                                + "', which can mean params of two steps; say params.getFromStep(step, param)"));
    }

    private Optional<BadReference> read(Reading reading) {
        var other = level.find(reading.stepId());
        if (other.isEmpty()) {
            return level.signals().contains(reading.stepId()) ? Optional.empty() : Optional.of(elsewhere(reading));
        }
        return notBefore(other.get()).or(() -> undeclared(level, other.get(), reading.param()));
    }

    private Optional<BadReference> notBefore(Step other) {
        if (other.id().equals(step.id())) {
            return Optional.empty();
        }
        int from = level.graph().number(other.id()).orElseThrow();
        int to = level.graph().number(step.id()).orElseThrow();
        if (level.graph().isUpstream(from, to)) {
            return Optional.empty();
        }
        var why = level.graph().isUpstream(to, from)
                ? "which comes only after step '" + step.id() + "'"
                : "but no way leads from there to step '" + step.id() + "'";
        return Optional.of(
                BadReference.of(ProblemCode.NOT_UPSTREAM, "reads a param of step '" + other.id() + "', " + why));
    }

    private static Optional<BadReference> undeclared(Level level, Step other, String param) {
        return declares(level, other, param) || ALSO_READABLE.contains(param)
                ? Optional.empty()
                : Optional.of(new BadReference(
                        ProblemCode.UNKNOWN_PARAM,
                        "reads param '" + param + "' of step '" + other.id() + "', which declares no such param",
                        NearMiss.of(param, params(level, other))));
    }

    /** Tells of a step that is not of this level: it belongs to another, or it is misspelt. */
    private BadReference elsewhere(Reading reading) {
        var id = reading.stepId();
        for (var other : workflow.inwards()) {
            if (other.find(id).isPresent()) {
                return other.loop()
                        .filter(loop -> level.steps().contains(loop))
                        .map(loop -> inBody(loop, reading))
                        .orElseGet(() -> BadReference.of(
                                ProblemCode.NOT_UPSTREAM,
                                "reads a param of step '" + id + "', but each iteration sees the steps of its own body"
                                        + " only; let the loop step hand the param on as one of its own"));
            }
        }
        return new BadReference(
                ProblemCode.UNKNOWN_STEP,
                "reads a param of '" + id + "', which is neither a step nor a signal that starts the workflow",
                NearMiss.of(id, level.ids()));
    }

    private static BadReference inBody(LoopStep loop, Reading reading) {
        var hint = loop instanceof ForeachStep
                ? "; say params.getFromForeach('" + loop.id() + "', '" + reading.stepId() + "', '" + reading.param()
                        + "')"
                : "";
        return BadReference.of(
                ProblemCode.NOT_UPSTREAM,
                "reads a param of step '" + reading.stepId() + "', which is in the body of step '" + loop.id() + "'"
                        + hint);
    }

    @Override
    public Optional<BadReference> check(Ask ask) {
        var arguments = ask.arguments();
        return switch (ask.function()) {
            case "getFromStep" ->
                arguments.size() == 2 ? read(new Reading(arguments.getFirst(), arguments.getLast())) : Optional.empty();
            case "getFromForeach" -> arguments.size() == 3 ? readIterations(arguments) : Optional.empty();
            case "getFromSubworkflow" ->
                arguments.size() == 3
                        ? readChild(arguments.getFirst(), SubworkflowStep.class, "subworkflow")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<BadReference> readIterations(List<String> arguments) {
        return readChild(arguments.getFirst(), ForeachStep.class, "foreach").or(() -> {
            var foreach = level.find(arguments.getFirst()).orElseThrow();
            var body = level.body(level.index(foreach.id())).orElseThrow();
            var inner = body.find(arguments.get(1));
            return inner.isPresent()
                    ? undeclared(body, inner.get(), arguments.getLast())
                    : Optional.of(new BadReference(
                            ProblemCode.UNKNOWN_STEP,
                            "asks for step '" + arguments.get(1) + "', which is not in the body of step '"
                                    + foreach.id() + "'",
                            NearMiss.of(arguments.get(1), body.ids())));
        });
    }

    private Optional<BadReference> readChild(String id, Class<? extends Step> kind, String name) {
        var other = level.find(id).filter(kind::isInstance);
        return other.isPresent()
                ? notBefore(other.get())
                : Optional.of(new BadReference(
                        ProblemCode.UNKNOWN_STEP,
                        "asks for the runs of '" + id + "', which is no " + name + " step",
                        NearMiss.of(
                                id,
                                level.steps().stream()
                                        .filter(kind::isInstance)
                                        .map(candidate -> candidate.id().value())
                                        .toList())));
    }

    /** Tells whether a step has a param, or may have it from elsewhere: a job template or a type that only the host knows. */
    static boolean declares(Level level, Step step, String param) {
        return own(level, step).contains(param)
                || level.given(step).map(given -> given.containsKey(param)).orElse(true);
    }

    private static Set<String> params(Level level, Step step) {
        var params = own(level, step);
        level.given(step).ifPresent(given -> params.addAll(given.keySet()));
        return params;
    }

    private static Set<String> own(Level level, Step step) {
        var params = new LinkedHashSet<>(step.basics().params().keySet());
        boolean handles = level.graph().number(step.id()).stream()
                .anyMatch(number -> level.graph().handlers().handles(number));
        params.addAll((handles ? DefaultParams.handler() : DefaultParams.step()).keySet());
        return params;
    }
}
