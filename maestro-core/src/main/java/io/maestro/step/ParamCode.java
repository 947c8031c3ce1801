package io.maestro.step;

import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Java code of params: what computes those whose definition is a {@link io.maestro.param.ParamDefinition.Code}, what outputs
 * set, and the Java types of a workflow's params.
 *
 * @param ofRun the function of each such param of the workflow
 * @param ofSteps the function of each such param of each step
 * @param outputs for each step whose output sets params, what makes their values
 * @param codecs the types of those params of the workflow that are declared with one
 */
public record ParamCode(
        Map<String, ParamFunction> ofRun,
        Map<StepId, Map<String, ParamFunction>> ofSteps,
        Map<StepId, OutputFunction> outputs,
        Map<String, ParamCodec<?>> codecs) {

    /** Copies the maps. */
    public ParamCode {
        ofRun = Map.copyOf(ofRun);
        ofSteps = Map.copyOf(ofSteps);
        outputs = Map.copyOf(outputs);
        codecs = Map.copyOf(codecs);
    }

    /**
     * Returns the code of params that have none.
     *
     * @return no code
     */
    public static ParamCode none() {
        return new ParamCode(Map.of(), Map.of(), Map.of(), Map.of());
    }

    /**
     * Returns the functions of the params of a step.
     *
     * @param step the step
     * @return the functions by the name of the param
     */
    public Map<String, ParamFunction> ofStep(StepId step) {
        return ofSteps.getOrDefault(step, Map.of());
    }

    /**
     * Returns what makes values of params out of the output of a step.
     *
     * @param step the step
     * @return the function; that of a step whose output sets no params makes none
     */
    public OutputFunction outputOf(StepId step) {
        return outputs.getOrDefault(step, output -> Map.of());
    }

    /**
     * Returns the param value of a Java value that is given to a param of the workflow, by the type that the param is declared
     * with, if it is.
     *
     * @param param the name of the param
     * @param value the value
     * @return the param value
     * @throws ParamConversionException if no param holds such a value
     */
    public ParamValue encode(String param, Object value) {
        var codec = codecs.get(param);
        return codec == null ? ParamCodec.encode(param, value) : codec.writeAny(param, value);
    }

    /**
     * Returns what is wrong with the evaluated params of a run, by the types that they are declared with.
     *
     * @param params the evaluated params
     * @return the error of each param that cannot be read as its type; empty if all can
     */
    public Map<String, ParamConversionException> problemsWith(Map<String, EvaluatedParam> params) {
        var problems = new LinkedHashMap<String, ParamConversionException>();
        params.forEach((name, param) -> {
            var codec = codecs.get(name);
            if (codec != null) {
                try {
                    codec.read(name, param.value());
                } catch (ParamConversionException e) {
                    problems.put(name, e);
                }
            }
        });
        return problems;
    }
}
