package io.maestro.test;

import io.maestro.Maestro;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.step.LoopCode;
import io.maestro.step.ParamCode;
import io.maestro.step.StepContext;
import io.maestro.step.StepItems;
import io.maestro.step.StepPredicate;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.step.ValueTypes;
import io.maestro.step.WorkflowCode;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** A random workflow as an engine gets it: its definitions, and code that does what a script says. */
final class Staging {

    static final String WORKFLOW = "w";
    static final String STEP_TYPE = "Scripted";

    private final Shape shape;
    private final Script script;
    private final Store rows;
    private final Map<RunId, String> paths = new ConcurrentHashMap<>();

    Staging(Shape shape, Script script, Store rows) {
        this.shape = shape;
        this.script = script;
        this.rows = rows;
    }

    /** Registers the workflow and its subworkflows. */
    void registerWith(Maestro maestro) {
        new Writing(WORKFLOW, shape).registerWith(maestro);
    }

    /** Returns which run it is by the steps that lead to it. */
    String path(WorkflowRun run) {
        return switch (run.initiator()) {
            case Initiator.ByHand byHand -> "";
            case Initiator.ByStep by ->
                Script.child(
                        path(by.parent()),
                        by.step().value(),
                        by.attempt(),
                        by.kind().isLoop() ? run.runId().instance() : 1);
        };
    }

    private String path(RunId run) {
        var known = paths.get(run);
        if (known == null) {
            known = path(rows.run(run).orElseThrow());
            paths.put(run, known);
        }
        return known;
    }

    /** Returns the work of all steps. It is under way elsewhere, and so outlives the process. */
    StepRuntime work() {
        return new StepRuntime() {
            @Override
            public StepResult start(StepContext context) {
                long duration =
                        script.duration(path(context.runId()), context.stepId().value(), context.attempt());
                return new StepResult.Pending("job", Duration.ofNanos(duration));
            }

            @Override
            public StepResult poll(StepContext context, String jobId) {
                return switch (script.end(
                        path(context.runId()), context.stepId().value(), context.attempt())) {
                    case DONE -> StepResult.done();
                    case ERROR -> StepResult.failed(FailureKind.USER, "no");
                    case FATAL -> StepResult.failed(FailureKind.FATAL, "never");
                };
            }
        };
    }

    /** Writes one definition and its code. */
    private final class Writing {
        private final WorkflowDefinition.Builder definition;
        private final Map<WorkflowCode.Edge, StepPredicate> predicates = new HashMap<>();
        private final Map<StepId, StepItems> items = new HashMap<>();
        private final Map<String, Shape> subworkflows = new LinkedHashMap<>();

        Writing(String id, Shape shape) {
            this.definition = WorkflowDefinition.builder(new WorkflowId(id))
                    .properties(WorkflowProperties.none().withRunStrategy(RunStrategy.unlimited()));
            steps(shape, Map.of()).forEach(definition::step);
        }

        void registerWith(Maestro maestro) {
            subworkflows.forEach((id, body) -> new Writing(id, body).registerWith(maestro));
            maestro.register(
                    definition.build(),
                    new WorkflowCode(
                            Map.of(),
                            Map.of(),
                            predicates,
                            new LoopCode(items, Map.of()),
                            ParamCode.none(),
                            ValueTypes.none()));
        }

        private List<Step> steps(Shape body, Map<String, ParamDefinition> params) {
            return body.steps().stream().map(step -> step(body, step, params)).toList();
        }

        private Step step(Shape body, Shape.Step step, Map<String, ParamDefinition> given) {
            var params = new LinkedHashMap<>(given);
            return switch (step.kind()) {
                case Shape.Work work ->
                    new TypedStep(
                            basics(body, step, params),
                            new StepType(STEP_TYPE),
                            Optional.empty(),
                            RetryPolicy.fixed(step.retries(), Reference.BACKOFF));
                case Shape.Foreach foreach -> foreach(basics(body, step, loopParams(step, foreach, params)), foreach);
                case Shape.While loop -> {
                    var counter = "count_" + step.id();
                    params.put(
                            LoopStep.LOOP_PARAMS,
                            ParamDefinition.literal(new ParamValue.MapValue(Map.of(counter, ParamValue.of(0)))));
                    yield new WhileStep(
                            basics(body, step, params),
                            new Predicate.Expression(counter + " < " + loop.times()),
                            Optional.empty(),
                            steps(
                                    loop.body(),
                                    Map.of(counter, ParamDefinition.expression(ParamType.LONG, counter + " + 1"))));
                }
                case Shape.Subworkflow subworkflow -> {
                    var id = "sub_" + step.id();
                    subworkflows.put(id, subworkflow.body());
                    params.put(SubworkflowStep.ID, ParamDefinition.literal(ParamValue.of(id)));
                    yield new SubworkflowStep(basics(body, step, params), subworkflow.sync(), false);
                }
            };
        }

        private Map<String, ParamDefinition> loopParams(
                Shape.Step step, Shape.Foreach foreach, Map<String, ParamDefinition> params) {
            if (foreach.coded()) {
                items.put(new StepId(step.id()), context -> {
                    int size = script.size(path(context.runId()), step.id(), context.attempt());
                    return Collections.nCopies(size, "element");
                });
            } else {
                var elements = LongStream.range(0, foreach.size()).boxed().toList();
                params.put(
                        LoopStep.LOOP_PARAMS,
                        ParamDefinition.literal(new ParamValue.MapValue(
                                Map.of("element_" + step.id(), new ParamValue.LongArray(elements)))));
            }
            return params;
        }

        private Step foreach(StepBasics basics, Shape.Foreach foreach) {
            return new ForeachStep(
                    basics,
                    foreach.coded() ? ForeachStep.Items.CODE : ForeachStep.Items.LOOP_PARAMS,
                    Optional.of(foreach.concurrency()),
                    foreach.strict(),
                    Optional.empty(),
                    steps(foreach.body(), Map.of()));
        }

        private StepBasics basics(Shape body, Shape.Step step, Map<String, ParamDefinition> params) {
            var successors = new LinkedHashMap<StepId, Predicate>();
            for (int successor : step.successors()) {
                var to = new StepId(body.steps().get(successor).id());
                successors.put(to, step.conditional() ? new Predicate.Code() : Predicate.always());
                if (step.conditional()) {
                    predicates.put(
                            new WorkflowCode.Edge(new StepId(step.id()), to),
                            context -> holds(context, step, to.value()));
                }
            }
            return new StepBasics(
                    new StepId(step.id()),
                    Optional.empty(),
                    Optional.empty(),
                    new Transition(successors).atMost(step.maxPasses()),
                    step.mode(),
                    List.of(),
                    Optional.empty(),
                    params);
        }

        private boolean holds(StepContext context, Shape.Step step, String successor) {
            var path = path(context.runId());
            if (step.kind() instanceof Shape.Work && script.breaks(path, step.id(), context.attempt())) {
                throw new IllegalStateException("cannot be told");
            }
            return script.holds(path, step.id(), context.attempt(), successor);
        }
    }
}
