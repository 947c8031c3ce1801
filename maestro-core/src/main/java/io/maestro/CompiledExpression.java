package io.maestro;

import io.maestro.internal.engine.SystemWorld;
import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.coercion.Coerced;
import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.internal.eval.coercion.ParamJson;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.sel.SelErrorCategory;
import io.maestro.sel.SelEvaluationException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An expression with the world that it may ask. */
record CompiledExpression(Expression expression, EvalHost host) implements SelExpression {

    private static final String PARAMS = "params";

    @Override
    public String text() {
        return expression.text();
    }

    @Override
    public Set<String> references() {
        return expression.references();
    }

    @Override
    public SelExpression at(InstantSource clock) {
        return new CompiledExpression(expression, host.with(new SystemWorld(clock)));
    }

    @Override
    public SelExpression in(ZoneId zone) {
        return new CompiledExpression(expression, host.in(zone));
    }

    @Override
    public SelResult evaluate(Map<String, ?> inputs) {
        var encoded = new HashMap<String, ParamValue>();
        for (var name : references()) {
            if (name.equals(PARAMS)) {
                inputs.forEach((each, value) -> put(encoded, each, value));
            } else {
                put(encoded, name, inputs.get(name));
                require(name, encoded, inputs);
            }
        }
        return new Result(expression, value(expression.evaluate(encoded, host)));
    }

    /** The map is the user's, who may have put a null into it. */
    private static void put(Map<String, ParamValue> encoded, String name, @Nullable Object value) {
        if (value != null) {
            encoded.put(name, ParamCodec.encode(name, value));
        }
    }

    private void require(String name, Map<String, ParamValue> encoded, Map<String, ?> inputs) {
        if (!encoded.containsKey(name)) {
            throw new SelEvaluationException(
                    expression.unknown(name, "there is no input '" + name + "'", inputs.keySet()));
        }
    }

    private ParamValue value(EvalResult result) {
        return switch (result) {
            case EvalResult.Value(var value) -> value;
            case EvalResult.TextsWithGaps gaps -> gaps.filled();
            case EvalResult.Unset(var type) ->
                throw new SelEvaluationException(expression.problem(
                        SelErrorCategory.NULL, "no-value", "the expression comes to a " + type + " without a value"));
        };
    }

    private record Result(Expression expression, ParamValue value) implements SelResult {

        @Override
        public ParamValue as(ParamType type) {
            return Coercion.to(type, value)
                    .map(Coerced::value)
                    .orElseThrow(() -> new SelEvaluationException(expression.problem(
                            SelErrorCategory.TYPE,
                            "result-type",
                            "expected " + type + " as the result but found the " + value.type() + " "
                                    + ParamJson.shown(value))));
        }

        @Override
        public boolean asBoolean() {
            return as(ParamType.BOOLEAN).equals(ParamValue.of(true));
        }

        @Override
        public long asLong() {
            return ((ParamValue.LongValue) as(ParamType.LONG)).value();
        }

        @Override
        public double asDouble() {
            return ((ParamValue.DoubleValue) as(ParamType.DOUBLE)).value();
        }

        @Override
        public String asText() {
            return ((ParamValue.StringValue) as(ParamType.STRING)).value();
        }

        @Override
        public String toString() {
            return value.type() + " " + ParamJson.shown(value);
        }
    }
}
