package io.maestro.dsl.internal.bind;

import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.ForeachStep.Items;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs, as the short form calls steps (spec: definitions, section 5.2). Every member that is not known is a param. */
final class JobBinder {

    private static final List<String> KINDS = List.of("job", "subworkflow", "foreach", "while");

    private final StepList steps;
    private final SourceMap source;
    private final JobTypes types;
    private final List<Spot> rowsOfDag;

    private JobBinder(StepList steps, SourceMap source, JobTypes types, List<Spot> rowsOfDag) {
        this.steps = steps;
        this.source = source;
        this.types = types;
        this.rowsOfDag = rowsOfDag;
    }

    /** Binds the jobs of a workflow, or those of a loop, and the order in which they run. */
    static void bindAll(Fields owner, StepList steps, SourceMap source, JobTypes types) {
        var jobs = jobs(owner, steps).map(Spot::elements).orElse(List.of());
        steps.written(jobs.size());
        var dag = Dag.bind(owner.take("dag"), jobs.stream().map(Wrapped::idIn).toList());
        for (int i = 0; i < jobs.size(); i++) {
            new JobBinder(steps, source, types, dag.rows(i)).bind(jobs.get(i));
        }
    }

    /** Whoever is used to the long form writes steps. */
    private static Optional<Spot> jobs(Fields owner, StepList steps) {
        var misnamed = owner.take("jobs").isPresent() ? Optional.<Spot>empty() : owner.take("steps");
        misnamed.ifPresent(spot -> spot.nameProblem(
                ProblemCode.UNKNOWN_MEMBER,
                "the short form has jobs where the long form has steps",
                Optional.of("jobs")));
        var jobs = misnamed.isPresent() ? Optional.<Spot>empty() : owner.require("jobs");
        steps.saidAt(misnamed.or(() -> jobs).orElse(owner.spot()));
        return jobs;
    }

    private void bind(Spot spot) {
        Wrapped.of(spot, "job", KINDS, steps).ifPresent(wrapped -> {
            var content = wrapped.content();
            content.object()
                    .flatMap(fields -> step(wrapped.kind(), fields))
                    .ifPresentOrElse(step -> steps.add(step, content), () -> steps.addBroken(content));
        });
    }

    private Optional<Step> step(String kind, Fields fields) {
        return switch (kind) {
            case "job" -> typed(fields);
            case "subworkflow" -> subworkflow(fields);
            case "foreach" -> foreach(fields);
            case "while" -> loop(fields);
            default -> throw new IllegalArgumentException("no kind of job: " + kind);
        };
    }

    private Optional<Step> typed(Fields fields) {
        var id = BasicsBinder.id(fields);
        var type = types.bind(fields);
        var stepType = type.map(JobTypes.Type::stepType).orElse(StepType.NO_OP);
        var retryPolicy =
                fields.take("retry_policy").flatMap(RetryPolicyBinder::bind).orElseGet(RetryPolicy::standard);
        var effects = EffectsBinder.bind(fields);
        return id.map(known -> new TypedStep(
                basics(known, "step", fields, Map.of()),
                stepType,
                type.flatMap(JobTypes.Type::template),
                retryPolicy,
                effects));
    }

    private Optional<Step> subworkflow(Fields fields) {
        var id = BasicsBinder.id(fields);
        var workflow = fields.take("workflow_id", SubworkflowStep.ID);
        var version = fields.take("version", SubworkflowStep.VERSION);
        boolean sync = fields.take("sync").flatMap(Spot::truth).orElse(true);
        boolean explicitParams =
                fields.take("explicit_params").flatMap(Spot::truth).orElse(false);
        return id.map(known -> {
            var params = new LinkedHashMap<String, ParamDefinition>();
            var name = workflow.flatMap(Spot::text).orElse(known.value());
            params.put(SubworkflowStep.ID, ParamDefinition.literal(ParamValue.of(name)));
            version.flatMap(Spot::text)
                    .ifPresent(
                            text -> params.put(SubworkflowStep.VERSION, ParamDefinition.literal(ParamValue.of(text))));
            return new SubworkflowStep(basics(known, "subworkflow", fields, params), sync, explicitParams);
        });
    }

    private Optional<Step> foreach(Fields fields) {
        var id = BasicsBinder.id(fields);
        var concurrency = fields.take("concurrency", "job_concurrency")
                .flatMap(spot -> spot.integer(1, ForeachStep.MAX_CONCURRENCY));
        boolean strictOrdering =
                fields.take("strict_ordering").flatMap(Spot::truth).orElse(false);
        var maxIterations = LoopBinder.maxIterations(fields);
        var loopParams = new LoopParams(steps.pathOfNext("foreach"), source);
        loopParams.addLiterals(fields);
        loopParams.addRanges(fields);
        var body = body("foreach", fields);
        return id.map(known -> new ForeachStep(
                basics(known, "foreach", fields, loopParams.asParam()),
                Items.LOOP_PARAMS,
                concurrency,
                strictOrdering,
                maxIterations,
                body));
    }

    private Optional<Step> loop(Fields fields) {
        var id = BasicsBinder.id(fields);
        // What stands in for a condition that cannot be read is never looked at.
        var condition = fields.require("condition")
                .flatMap(Spot::text)
                .map(TransitionBinder::predicate)
                .orElse(Predicate.always());
        var maxIterations = LoopBinder.maxIterations(fields);
        var loopParams = new LoopParams(steps.pathOfNext("while"), source);
        boolean hasLoopParams = loopParams.addLiterals(fields);
        var body = body("while", fields);
        return id.map(known -> new WhileStep(
                basics(known, "while", fields, hasLoopParams ? loopParams.asParam() : Map.of()),
                condition,
                maxIterations,
                body));
    }

    private List<Step> body(String kind, Fields fields) {
        var body = steps.body(kind);
        bindAll(fields, body, source, types);
        return body.steps();
    }

    /** Returns what jobs of every kind have; the params that the kind gives come behind those of the author. */
    private StepBasics basics(StepId id, String kind, Fields fields, Map<String, ParamDefinition> more) {
        var path = steps.pathOfNext(kind);
        var name = fields.take("name").flatMap(Spot::text);
        var description = fields.take("description").flatMap(Spot::text);
        var failureMode = fields.take("failure_mode")
                .flatMap(spot -> spot.constant(FailureMode.class))
                .orElse(FailureMode.FAIL_AFTER_RUNNING);
        var tags = TagBinder.names(fields);
        var timeout = fields.take("timeout").flatMap(SettingBinder::duration);
        var ownRows = fields.take("transition").map(Spot::elements).orElse(List.of());
        var successors = TransitionRows.bind(ownRows.isEmpty() ? rowsOfDag : ownRows, path, source);
        var transition =
                new Transition(successors, TransitionBinder.maxPasses(fields), TransitionBinder.keptVisits(fields));
        var signals = SignalBinder.signals(fields);
        var compensation = BasicsBinder.compensation(fields);
        var onFailure = BasicsBinder.onFailure(fields);
        refuseReserved(fields, "job_params");
        var params =
                new LinkedHashMap<>(new ShortParamBinder(source).params(fields.othersAndNulls(), path + "/params"));
        params.putAll(more);
        return new StepBasics(
                id,
                name,
                description,
                transition,
                failureMode,
                tags,
                timeout,
                params,
                signals,
                compensation,
                onFailure);
    }

    /** Refuses a member that could be taken for the place of all params. */
    static void refuseReserved(Fields fields, String name) {
        fields.take(name)
                .ifPresent(spot -> spot.nameProblem(
                        ProblemCode.RESERVED_ID,
                        "'" + name + "' cannot be a param; params stand beside the other members",
                        Optional.empty()));
    }
}
