package io.maestro.dsl;

import io.maestro.Definitions;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Makes a workflow of what was declared: its definition, and its code. */
final class Assembly {

    private final Draft draft;
    private final Code code = new Code();

    Assembly(Draft draft) {
        this.draft = draft;
    }

    /** Returns the workflow, or throws an {@link InvalidDefinitionException} with everything that is wrong with it. */
    Workflow workflow(WorkflowDefinition.Builder options) {
        new Wiring(draft).connect(draft.top());
        draft.params().values().forEach(param -> {
            options.param(param.name(), param.definition());
            code.add(param);
        });
        steps(draft.top()).forEach(options::step);
        var definition = options.build();
        var problems = new ArrayList<Problem>(draft.problems());
        Definitions.check(definition).stream().filter(this::isNews).forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException("workflow '" + draft.name() + "'", problems);
        }
        return new Workflow(definition, code.all());
    }

    /** What is told in words of this builder need not be told once more in those of JSON. */
    private boolean isNews(Problem problem) {
        return draft.problems().stream()
                .noneMatch(told -> told.code() == ProblemCode.CYCLE
                        ? problem.code() == ProblemCode.CYCLE || problem.path().contains("/transition/")
                        : told.code() == problem.code() && told.path().equals(problem.path()));
    }

    private List<Step> steps(Scope scope) {
        return scope.steps().stream().map(this::assembled).toList();
    }

    private Step assembled(AnyStep<?> step) {
        if (step instanceof AnyLoop<?> loop) {
            loop.setLoopParams();
            checkLoopParams(loop);
        }
        code.add(step);
        if (step instanceof io.maestro.dsl.Step<?> withOutput) {
            code.outputType(step.id(), withOutput.type());
        }
        var basics = step.basics(transition(step));
        return switch (step) {
            case LeafStep<?> leaf ->
                new TypedStep(basics, type(leaf), template(leaf), leaf.retryPolicy(), leaf.effects());
            case AnyForeach<?> foreach -> {
                foreach.items().ifPresent(items -> code.items(foreach.id(), items));
                code.elementType(foreach.id(), foreach.elementType());
                yield foreach.assembled(basics, body(foreach));
            }
            case WhileLoop loop -> new WhileStep(basics, condition(loop), loop.maxIterations(), body(loop));
            case Subworkflow subworkflow -> subworkflow.assembled(basics);
            case TemplateStep template -> new io.maestro.definition.TemplateStep(basics, template.template());
        };
    }

    private static Optional<JobTemplateId> template(LeafStep<?> step) {
        return step.work() instanceof Work.Registered(var type, var template) ? template : Optional.empty();
    }

    private StepType type(LeafStep<?> step) {
        return switch (step.work()) {
            case Work.Body work -> {
                code.body(step.id(), work.body());
                yield StepType.JAVA;
            }
            case Work.Action work -> {
                code.action(step.id(), work.action());
                yield StepType.JAVA;
            }
            case Work.Registered work -> work.type();
        };
    }

    private List<Step> body(AnyLoop<?> loop) {
        if (loop.body().steps().isEmpty()) {
            draft.add(ProblemCode.MISSING, loop.path() + "/steps", "the body of a loop needs at least one step");
        }
        if (loop instanceof Foreach<?> foreach
                && draft.owns(foreach.gathered(), loop.path())
                && foreach.gathered().scope() != loop.body()) {
            draft.add(
                    ProblemCode.CONFLICT,
                    loop.path(),
                    "loop '" + loop + "' cannot gather the outputs of step '" + foreach.gathered()
                            + "', which is not in its body");
        }
        return steps(loop.body());
    }

    private Predicate condition(WhileLoop loop) {
        return loop.condition()
                .<Predicate>map(condition -> switch (condition) {
                    case Condition.InSel(var text) -> new Predicate.Expression(text);
                    case Condition.InJava(var predicate) -> {
                        code.condition(loop.id(), predicate);
                        yield new Predicate.Code();
                    }
                })
                .orElseGet(() -> {
                    draft.add(
                            ProblemCode.MISSING,
                            loop.path() + "/condition",
                            "loop '" + loop + "' does not say when it goes on; say it by asLongAs");
                    return Predicate.always();
                });
    }

    /** In the body of a loop its params take the place of those around it, whose handles would then read them. */
    private void checkLoopParams(AnyLoop<?> loop) {
        var params = loop.body().loopParams();
        if (params.isEmpty()
                && loop instanceof AnyForeach<?> foreach
                && foreach.items().isEmpty()) {
            draft.add(
                    ProblemCode.MISSING,
                    loop.path() + "/params/loop_params",
                    "loop '" + loop + "' does not say what it loops over; say it by over");
        }
        params.values()
                .forEach(param -> declaredAround(loop.scope(), param.name())
                        .ifPresent(where -> draft.add(
                                ProblemCode.DUPLICATE,
                                loop.body().pathOf(param),
                                "the loop param has the name of a param of " + where + ", which it would hide")));
    }

    private Optional<Scope> declaredAround(Scope scope, String name) {
        boolean here = scope == draft.top()
                ? draft.params().containsKey(name)
                : scope.loopParams().containsKey(name);
        return here ? Optional.of(scope) : scope.loop().flatMap(loop -> declaredAround(loop.scope(), name));
    }

    private Transition transition(AnyStep<?> step) {
        var edges = step.scope().edges();
        var successors = new LinkedHashMap<StepId, Predicate>();
        edges.from(step)
                .forEach((to, way) -> successors.put(
                        to.id(),
                        way.condition()
                                .map(condition -> predicate(step, to, condition))
                                .orElseGet(Predicate::always)));
        return new Transition(successors, edges.maxPasses(step), edges.keptVisits(step));
    }

    private Predicate predicate(AnyStep<?> from, AnyStep<?> to, Condition condition) {
        return switch (condition) {
            case Condition.InSel(var text) -> new Predicate.Expression(text);
            case Condition.InJava(var predicate) -> {
                code.predicate(from.id(), to.id(), predicate);
                yield new Predicate.Code();
            }
        };
    }
}
