package io.maestro.internal.engine;

import io.maestro.definition.ParamNames;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.internal.eval.merge.GivenParams;
import io.maestro.internal.eval.merge.RequestCheck;
import io.maestro.internal.eval.merge.WorkflowLayers;
import io.maestro.internal.eval.params.RunWorld;
import io.maestro.internal.eval.params.Secrets;
import io.maestro.internal.eval.params.WorkflowEvaluation;
import io.maestro.internal.template.VersionRule;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamException;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Initiator;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the params of a start together, what every workflow has, what the definition says, what the caller gives, and evaluates them. */
final class StartParams {

    private static final String PATH = "/run_params";

    private final Prepared prepared;
    private final WorkflowDefinition definition;
    private final Base base;
    private final Map<String, ParamDefinition> known;
    private final Map<String, ?> given;
    private final List<Problem> problems = new ArrayList<>();

    private StartParams(Prepared prepared, Base base, Map<String, ?> given) {
        this.prepared = prepared;
        this.definition = prepared.definition();
        this.base = base;
        this.known = base.known();
        this.given = given;
    }

    /** What the params that are given are laid over. */
    private sealed interface Base {

        /** The run starts afresh: what the definition says. */
        record Declared(Map<String, ParamDefinition> all, Map<String, ParamDefinition> ofDefinition) implements Base {}

        /** The run goes on from another: what that came to. */
        record Before(PreviousParams params) implements Base {}

        /** Returns the params by name as they are defined. */
        default Map<String, ParamDefinition> known() {
            return switch (this) {
                case Declared declared -> declared.ofDefinition();
                case Before(var params) -> {
                    var known = new LinkedHashMap<>(params.declared());
                    params.kept().forEach((name, param) -> known.put(name, param.definition()));
                    yield known;
                }
            };
        }

        /** Lays params over these. */
        default Map<String, ParamDefinition> with(Map<String, ParamDefinition> given) {
            return switch (this) {
                case Declared declared ->
                    WorkflowLayers.fresh(declared.all(), GivenParams.byUser(ParamSource.LAUNCH, given));
                case Before(var params) ->
                    WorkflowLayers.restarted(
                            params.kept(),
                            params.declared(),
                            GivenParams.none(),
                            GivenParams.byUser(ParamSource.RESTART, given));
            };
        }

        /** Returns the strictest mode in which a param may be given. */
        default ParamMode strictest() {
            return switch (this) {
                case Declared declared -> ParamMode.MUTABLE_ON_START;
                case Before before -> ParamMode.MUTABLE_ON_START_RESTART;
            };
        }

        /** Returns when params are given, in words. */
        default String when() {
            return switch (this) {
                case Declared declared -> "at a start";
                case Before before -> "at a restart";
            };
        }
    }

    /**
     * Returns the params of a run.
     *
     * @throws InvalidParamsException if something given does not fit, something is not given, or has no value
     */
    static Map<String, EvaluatedParam> of(
            Prepared prepared, Map<String, ?> given, Initiator initiator, Evaluator evaluator) {
        return given.isEmpty() && prepared.declared().isEmpty()
                ? Map.of()
                : new StartParams(prepared, declared(prepared), given)
                        .evaluated(
                                evaluator.worldOf(
                                        prepared.definition(),
                                        prepared.definition().id(),
                                        initiator),
                                evaluator);
    }

    /**
     * Returns the params of a run that a step starts, and that goes on from another.
     *
     * @param before the newest run before it
     * @param given what the step gives
     * @param atTarget what the request gives, if this is the run that is to be restarted
     * @throws ParamException if they do not fit together, or one has no value
     */
    static Map<String, EvaluatedParam> ofRestartedChild(
            Prepared prepared,
            WorkflowRun before,
            GivenParams given,
            Map<String, ParamDefinition> atTarget,
            RunWorld world,
            Evaluator evaluator) {
        return WorkflowEvaluation.evaluate(
                world,
                evaluator.compilers(),
                WorkflowLayers.restarted(before.params(), given, GivenParams.byUser(ParamSource.RESTART, atTarget)),
                prepared.code().params().ofRun());
    }

    private static Base declared(Prepared prepared) {
        return new Base.Declared(prepared.declared(), prepared.definition().params());
    }

    private static Base over(Prepared prepared, PreviousParams before) {
        return before.refused().isPresent() ? declared(prepared) : new Base.Before(before);
    }

    /** Returns what is given to a run that cannot start, as definitions: what can be given at all. */
    static Map<String, ParamDefinition> recordable(Prepared prepared, Map<String, ?> given) {
        var params = new StartParams(prepared, declared(prepared), given);
        var definitions = params.definitions();
        params.problems.forEach(problem -> definitions.keySet().removeIf(name -> isAbout(problem, name)));
        definitions.replaceAll(params::writtenDown);
        return definitions;
    }

    private static boolean isAbout(Problem problem, String name) {
        var path = PATH + '/' + name;
        return problem.path().equals(path) || problem.path().startsWith(path + '/');
    }

    /**
     * Returns what is given to a run that goes on from another, as definitions; if that could not start, together with what it was
     * given.
     *
     * @throws InvalidParamsException if something given does not fit
     */
    static Map<String, ParamDefinition> given(Prepared prepared, PreviousParams before, Map<String, ?> given) {
        var all = new LinkedHashMap<String, Object>();
        before.refused().ifPresent(start -> all.putAll(start.given()));
        all.putAll(given);
        if (all.isEmpty()) {
            return Map.of();
        }
        var params = new StartParams(prepared, over(prepared, before), all);
        var definitions = params.definitions();
        if (!params.problems.isEmpty()) {
            throw params.refused();
        }
        return Collections.unmodifiableMap(definitions);
    }

    /**
     * Returns the params of a run that goes on from another.
     *
     * @param before what they are laid over
     * @param given what the request gives, as definitions
     * @throws InvalidParamsException if something given does not fit, or has no value
     */
    static Map<String, EvaluatedParam> restarted(
            Prepared prepared,
            PreviousParams before,
            Map<String, ParamDefinition> given,
            RunWorld world,
            Evaluator evaluator) {
        return given.isEmpty() && before.isEmpty()
                ? Map.of()
                : new StartParams(prepared, over(prepared, before), given).evaluated(world, evaluator);
    }

    /**
     * Returns the params of a run that a step starts.
     *
     * @throws ParamException if they do not fit together, or one has no value
     */
    static Map<String, EvaluatedParam> ofChild(
            Prepared prepared, GivenParams given, RunWorld world, Evaluator evaluator) {
        return given.params().isEmpty() && prepared.declared().isEmpty()
                ? Map.of()
                : WorkflowEvaluation.evaluate(
                        world,
                        evaluator.compilers(),
                        WorkflowLayers.fresh(prepared.declared(), given),
                        prepared.code().params().ofRun());
    }

    private Map<String, EvaluatedParam> evaluated(RunWorld world, Evaluator evaluator) {
        var merged = merged(definitions());
        if (!problems.isEmpty()) {
            throw refused();
        }
        try {
            var evaluated = WorkflowEvaluation.evaluate(
                    world,
                    evaluator.compilers(),
                    merged,
                    prepared.code().params().ofRun());
            checkTypes(evaluated);
            checkTemplates(evaluated);
            return evaluated;
        } catch (ParamException e) {
            problems.add(problem(e));
            throw refused(e);
        }
    }

    private InvalidParamsException refused() {
        return new InvalidParamsException(definition.id().value(), withoutSecrets(secrets()));
    }

    /** A cause in which there are secrets is left out. */
    private InvalidParamsException refused(ParamException cause) {
        var secrets = secrets();
        var trace = Errors.of(cause).detail();
        return secrets.masked(trace).equals(trace)
                ? new InvalidParamsException(definition.id().value(), withoutSecrets(secrets), cause)
                : refused();
    }

    private List<Problem> withoutSecrets(Secrets secrets) {
        return problems.stream()
                .map(problem -> new Problem(
                        problem.code(),
                        problem.severity(),
                        problem.path(),
                        secrets.masked(problem.message()),
                        problem.suggestion(),
                        problem.position(),
                        problem.excerpt().map(secrets::masked)))
                .toList();
    }

    private Secrets secrets() {
        var own = given.entrySet().stream().map(entry -> writtenDown(entry.getKey(), entry.getValue()));
        return Secrets.of(Stream.empty(), Stream.concat(own, known.values().stream()));
    }

    private ParamDefinition writtenDown(String name, @Nullable Object value) {
        var written = value instanceof ParamDefinition given
                ? given
                : ParamDefinition.literal(ParamValue.of(String.valueOf(value)));
        var declared = known.get(name);
        return declared != null && declared.isSensitive() ? written.sensitive() : written;
    }

    /** A text that is no date is told here, and not by the step that first reads the date. */
    private void checkTypes(Map<String, EvaluatedParam> evaluated) {
        prepared.code().params().problemsWith(evaluated).forEach((name, e) -> {
            problems.add(Problem.of(ProblemCode.WRONG_TYPE, path(name), problem(name, e)));
        });
        if (!problems.isEmpty()) {
            throw refused();
        }
    }

    /** A version of a job template that does not exist is told here, and not by the step that comes to need it. */
    private void checkTemplates(Map<String, EvaluatedParam> evaluated) {
        for (var step : prepared.steps()) {
            step.template()
                    .flatMap(template -> template.problemIn(evaluated, path(VersionRule.PARAM)))
                    .ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw refused();
        }
    }

    /** Returns what is given as definitions, as far as it can be one. */
    private Map<String, ParamDefinition> definitions() {
        var definitions = new LinkedHashMap<String, ParamDefinition>();
        given.forEach((name, value) -> definitionOf(name, value).ifPresent(param -> definitions.put(name, param)));
        problems.addAll(RequestCheck.problems(PATH, definitions));
        known.forEach((name, param) -> {
            if (param.content() instanceof ParamDefinition.Unset && !given.containsKey(name)) {
                add(ProblemCode.MISSING, name, "a " + param.type() + " is required");
            }
        });
        return definitions;
    }

    /** The map is the user's, who may have put a null into it. */
    private Optional<ParamDefinition> definitionOf(String name, @Nullable Object value) {
        if (value == null) {
            add(ProblemCode.WRONG_TYPE, name, "must not be null");
            return Optional.empty();
        }
        var declared = Optional.ofNullable(known.get(name));
        if (declared.isEmpty()) {
            ParamNames.problemWith(name).ifPresent(why -> add(ProblemCode.INVALID_ID, name, why));
        } else {
            declared.flatMap(ParamDefinition::mode)
                    .filter(mode -> mode.isStricterThan(base.strictest()))
                    .ifPresent(mode ->
                            add(ProblemCode.CONFLICT, name, "is " + mode + " and cannot be given " + base.when()));
        }
        return value instanceof ParamDefinition written ? Optional.of(written) : encoded(name, declared, value);
    }

    private Optional<ParamDefinition> encoded(String name, Optional<ParamDefinition> declared, Object value) {
        try {
            var param = prepared.code().params().encode(name, value);
            var type = declared.map(ParamDefinition::type).orElse(param.type());
            if (fits(type, param)) {
                return Optional.of(ParamDefinition.exactly(param));
            }
            add(ProblemCode.WRONG_TYPE, name, "must be a " + type + " but is a " + param.type());
        } catch (ParamConversionException e) {
            add(ProblemCode.WRONG_TYPE, name, problem(name, e));
        }
        return Optional.empty();
    }

    private static String problem(String name, ParamConversionException e) {
        return e.param().equals(name) ? e.problem() : "'" + e.param() + "' " + e.problem();
    }

    /** What Java gives has the type that it has; only what is written down as text may be read as something else. */
    private static boolean fits(ParamType type, ParamValue value) {
        return value.type() == type || (type == ParamType.DOUBLE && value instanceof ParamValue.LongValue);
    }

    /** Tells of everything that cannot be merged: what is wrong is left out, and the rest tried again. */
    private Map<String, ParamDefinition> merged(Map<String, ParamDefinition> definitions) {
        var mergeable = new LinkedHashMap<>(definitions);
        while (true) {
            try {
                return base.with(mergeable);
            } catch (ParamException e) {
                var problem = problem(e);
                boolean known = problems.stream().anyMatch(other -> other.path().equals(problem.path()));
                if (mergeable.remove(top(e)) == null) {
                    // Something that is told already, or else the definition itself does not hold together.
                    if (problems.isEmpty()) {
                        problems.add(problem);
                    }
                    return Map.of();
                }
                if (!known) {
                    problems.add(problem);
                }
            }
        }
    }

    /** Returns the param that an error is about, and not a member of it. */
    private String top(ParamException e) {
        var name = e.param();
        return given.keySet().stream()
                .filter(param -> name.equals(param) || name.startsWith(param + "."))
                .findFirst()
                .orElse(name);
    }

    private Problem problem(ParamException e) {
        var name = top(e);
        return Problem.of(code(e), path(name), String.valueOf(e.getMessage()));
    }

    private String path(String name) {
        return (given.containsKey(name) ? PATH : "/workflow/params") + '/' + name;
    }

    private static ProblemCode code(ParamException e) {
        return switch (e.category()) {
            case CYCLE -> ProblemCode.CYCLE;
            case UNKNOWN_PARAM -> ProblemCode.UNKNOWN_PARAM;
            case EXPRESSION, NULL, OTHER -> ProblemCode.NO_VALUE;
            case TYPE -> ProblemCode.WRONG_TYPE;
            case MODE -> ProblemCode.CONFLICT;
            case DEFINITION -> ProblemCode.MISSING;
            case SIZE -> ProblemCode.TOO_LONG;
        };
    }

    private void add(ProblemCode code, String name, String message) {
        problems.add(Problem.of(code, PATH + '/' + name, message));
    }
}
