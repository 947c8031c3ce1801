package io.maestro.internal.eval.params;

import io.maestro.definition.StepId;
import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.coercion.Coerced;
import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.internal.eval.coercion.ParamJson;
import io.maestro.internal.eval.merge.Provenance;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.internal.eval.port.ParamFunctions;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamCycleException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamException;
import io.maestro.param.ParamExpressionException;
import io.maestro.param.ParamFunctionException;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.param.ParamValue.MapValue;
import io.maestro.param.ParamValue.StringArray;
import io.maestro.param.ParamValue.StringMap;
import io.maestro.param.ParamValue.StringValue;
import io.maestro.param.UnknownParamException;
import io.maestro.sel.SelException;
import io.maestro.step.ParamFunction;
import io.maestro.step.ParamScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates params in their order, each together with those that it refers to (spec: definitions, section 3.6). Holds what
 * was evaluated so far; not thread-safe.
 */
abstract class Evaluation {

    /** Each step of a chain takes some room on the stack; far more than anyone writes, far less than would be too much. */
    private static final int MAX_CHAIN = 500;

    /** The name by which expressions call functions and look up params. */
    static final String PARAMS = "params";

    private final Compilers compilers;
    private final EvalHost host;
    private final Map<String, ParamDefinition> definitions;
    private final Map<String, ParamFunction> code;
    private final Map<String, EvaluatedParam> done;
    private final Set<String> chain = new LinkedHashSet<>();
    private final RecordedSize size;

    /** Whether what was evaluated before counts already; a condition on finished params never needs to know their size. */
    private boolean sized;

    Evaluation(
            Compilers compilers,
            EvalHost host,
            Map<String, ParamDefinition> definitions,
            Map<String, ParamFunction> code,
            Map<String, EvaluatedParam> done) {
        this(compilers, host, definitions, code, new LinkedHashMap<>(done), new RecordedSize());
    }

    /** Extends params of which it is known how much room they take up. */
    Evaluation(
            Compilers compilers,
            EvalHost host,
            Map<String, ParamDefinition> definitions,
            Map<String, ParamFunction> code,
            SharedParams shared,
            Map<String, EvaluatedParam> extended) {
        this(compilers, host, definitions, code, extended, new RecordedSize(shared.size()));
        this.sized = true;
    }

    private Evaluation(
            Compilers compilers,
            EvalHost host,
            Map<String, ParamDefinition> definitions,
            Map<String, ParamFunction> code,
            Map<String, EvaluatedParam> done,
            RecordedSize size) {
        this.compilers = compilers;
        this.host = host;
        this.definitions = definitions;
        this.code = code;
        this.done = done;
        this.size = size;
    }

    /** Returns what the params belong to, in words. */
    abstract String where();

    /** Returns the value that a name in a param's text or expression means. */
    abstract ParamValue resolve(String param, String name);

    /** Returns what a param's expression may ask beside; empty if there is nobody to answer. */
    abstract Optional<ParamFunctions> functions(String param);

    /** Returns what {@code params} holds in an expression, beside the params that it refers to by their names. */
    abstract Map<String, EvaluatedParam> visibleByParams();

    /** Returns the output of a step, for a param that is computed in Java. */
    abstract Object output(String param, StepId step);

    /**
     * Evaluates all params that have no value yet.
     *
     * @return all params, in their order
     * @throws io.maestro.param.ParamException for the first param that has no value
     */
    public final Map<String, EvaluatedParam> all() {
        demandAll();
        return evaluated();
    }

    final void demandAll() {
        definitions.keySet().forEach(this::demand);
    }

    /**
     * Returns the params that have a value so far.
     *
     * @return the params in the order of their definition, then those that were given with a value only
     */
    public final Map<String, EvaluatedParam> evaluated() {
        var params = new LinkedHashMap<String, EvaluatedParam>();
        definitions.keySet().stream().filter(this::isDone).forEach(name -> params.put(name, get(name)));
        done.forEach(params::putIfAbsent);
        return Collections.unmodifiableMap(params);
    }

    /**
     * Evaluates a definition that is not one of the params, but may refer to them.
     *
     * @param name what to call it in errors
     * @param definition the definition
     * @return the evaluated definition
     * @throws io.maestro.param.ParamException if it has no value
     */
    public final EvaluatedParam alone(String name, ParamDefinition definition) {
        var result = content(name, definition);
        var source = Provenance.source(name, definition).orElse(ParamSource.DEFINITION);
        return new EvaluatedParam(definition, result.value(), source, result.noted());
    }

    final boolean isDone(String name) {
        return done.containsKey(name);
    }

    final boolean isDefined(String name) {
        return definitions.containsKey(name) || isDone(name);
    }

    final Set<String> names() {
        var names = new HashSet<>(definitions.keySet());
        names.addAll(done.keySet());
        return names;
    }

    /** Returns the value of one of the params; evaluates it first if need be. */
    final ParamValue demand(String name) {
        if (!isDone(name)) {
            if (!chain.add(name)) {
                throw cycle(name);
            }
            if (chain.size() > MAX_CHAIN) {
                throw new ParamRuleException(
                        name,
                        ParamErrorCategory.OTHER,
                        "chain-too-long",
                        "is at the end of a chain of more than " + MAX_CHAIN
                                + " params that refer to each other; declare them in the order of their use");
            }
            try {
                if (!sized) {
                    sized = true;
                    done.forEach(size::add);
                }
                var param = alone(name, Objects.requireNonNull(definitions.get(name), name));
                size.add(name, param);
                done.put(name, param);
            } finally {
                chain.remove(name);
            }
        }
        return get(name).value();
    }

    private EvaluatedParam get(String name) {
        return Objects.requireNonNull(done.get(name), name);
    }

    private ParamCycleException cycle(String name) {
        var names = new ArrayList<>(chain);
        var ring = new ArrayList<>(names.subList(names.indexOf(name), names.size()));
        ring.add(name);
        return new ParamCycleException(where(), ring);
    }

    private Coerced content(String name, ParamDefinition definition) {
        return switch (definition.content()) {
            case ParamDefinition.Expression(var text) ->
                fitting(name, definition.type(), Results.value(name, result(name, text)));
            case ParamDefinition.Code ignored -> fitting(name, definition.type(), computed(name));
            case ParamDefinition.Literal literal -> new Coerced(raw(name, literal), false);
            case ParamDefinition.Members members -> new Coerced(raw(name, members), false);
            case ParamDefinition.Unset unset -> new Coerced(raw(name, unset), false);
        };
    }

    private static Coerced fitting(String name, ParamType type, ParamValue value) {
        return Coercion.to(type, value).orElseThrow(() -> Results.doesNotFit(name, type, value));
    }

    /** Members of a MAP keep the type that their expression gives, whatever they declare. */
    private ParamValue raw(String name, Content content) {
        return switch (content) {
            case ParamDefinition.Literal(var value) -> literal(name, value);
            case ParamDefinition.Members(var members) -> {
                var values = new LinkedHashMap<String, ParamValue>();
                members.forEach((member, param) -> values.put(member, raw(name + "." + member, param.content())));
                yield new MapValue(values);
            }
            case ParamDefinition.Expression(var text) -> Results.value(name, result(name, text));
            case ParamDefinition.Code ignored ->
                throw new ParamRuleException(
                        name,
                        ParamErrorCategory.DEFINITION,
                        "member-in-code",
                        "is a member of a MAP and cannot be computed in Java; the whole MAP can");
            case ParamDefinition.Unset ignored ->
                throw new ParamRuleException(
                        name,
                        ParamErrorCategory.DEFINITION,
                        "required-missing",
                        "has neither a value nor an expression");
        };
    }

    private ParamValue literal(String name, ParamValue value) {
        return switch (value) {
            case StringValue(var text) -> ParamValue.of(text(name, text));
            case StringArray(var texts) ->
                new StringArray(texts.stream().map(text -> text(name, text)).toList());
            case StringMap(var texts) -> {
                var rendered = new LinkedHashMap<String, String>();
                texts.forEach((key, text) -> {
                    if (rendered.put(text(name, key), text(name, text)) != null) {
                        throw Results.duplicateKey(name, key);
                    }
                });
                yield new StringMap(rendered);
            }
            default -> value;
        };
    }

    private String text(String name, String text) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return compilers
                .texts()
                .apply(text)
                .render(reference -> inText(resolve(name, reference)), length -> size.make(name, length));
    }

    static String inText(ParamValue value) {
        return Coercion.textOf(value).orElseGet(() -> ParamJson.of(value));
    }

    private EvalResult result(String name, String text) {
        try {
            var expression = compilers.expressions().apply(text);
            var references = expression.references();
            var world = references.contains(PARAMS) ? withFunctions(name) : host;
            return expression.evaluate(inputs(name, expression), world);
        } catch (SelException e) {
            throw failure(name, e);
        }
    }

    private ParamValue computed(String name) {
        var function = code.get(name);
        if (function == null) {
            throw new ParamRuleException(
                    name,
                    ParamErrorCategory.DEFINITION,
                    "no-code",
                    "is computed in Java, but no code came with the definition");
        }
        try {
            return function.compute(new Scope(name));
        } catch (ParamException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ParamFunctionException(name, e);
        }
    }

    private final class Scope implements ParamScope {
        private final String param;

        Scope(String param) {
            this.param = param;
        }

        @Override
        public ParamValue param(String name) {
            return resolve(param, name);
        }

        @Override
        public Object output(StepId step) {
            return Evaluation.this.output(param, step);
        }
    }

    private EvalHost withFunctions(String name) {
        return functions(name).map(host::withFunctions).orElse(host);
    }

    private Map<String, ParamValue> inputs(String name, Expression expression) {
        var inputs = new HashMap<String, ParamValue>();
        for (var reference : expression.references()) {
            if (reference.equals(PARAMS)) {
                visibleByParams().forEach((visible, param) -> inputs.putIfAbsent(visible, param.value()));
            } else {
                inputs.put(reference, resolve(name, expression, reference));
            }
        }
        return inputs;
    }

    private ParamValue resolve(String name, Expression expression, String reference) {
        try {
            return resolve(name, reference);
        } catch (UnknownParamException e) {
            if (!e.param().equals(name)) {
                throw e;
            }
            var near = e.suggestion().stream().toList();
            throw e.at(expression.unknown(reference, e.explanation(), near));
        }
    }

    /** A function that found no param says more than that its call failed. */
    private static ParamException failure(String name, SelException e) {
        var cause = e.getCause();
        while (cause != null) {
            if (cause instanceof UnknownParamException unknown) {
                return unknown.at(e.problem());
            }
            cause = cause.getCause();
        }
        return new ParamExpressionException(name, e);
    }
}
