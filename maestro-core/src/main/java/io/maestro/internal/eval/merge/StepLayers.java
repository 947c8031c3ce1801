package io.maestro.internal.eval.merge;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The params of a step, layer by layer (spec: definitions, section 3.5.3).
 *
 * @param defaults what every step has
 * @param ofType what every step of its type has
 * @param ofTemplate what its job template has
 * @param definition what its definition says
 * @param given what the request that started the run gives to the step
 * @param givenAtRestart what the request that restarted it gives to the step
 * @param injected what the engine sets at a restart
 */
public record StepLayers(
        Map<String, ParamDefinition> defaults,
        Map<String, ParamDefinition> ofType,
        Map<String, ParamDefinition> ofTemplate,
        Map<String, ParamDefinition> definition,
        GivenParams given,
        GivenParams givenAtRestart,
        Map<String, ParamDefinition> injected) {

    /** Checks that nothing is null. */
    public StepLayers {
        requireNonNull(defaults, "defaults");
        requireNonNull(ofType, "ofType");
        requireNonNull(ofTemplate, "ofTemplate");
        requireNonNull(definition, "definition");
        requireNonNull(given, "given");
        requireNonNull(givenAtRestart, "givenAtRestart");
        requireNonNull(injected, "injected");
    }

    /**
     * Returns the layers of a step to which nobody but its author gives anything.
     *
     * @param defaults what every step has
     * @param ofType what every step of its type has
     * @param definition what its definition says
     * @return the layers
     */
    public static StepLayers of(
            Map<String, ParamDefinition> defaults,
            Map<String, ParamDefinition> ofType,
            Map<String, ParamDefinition> definition) {
        return new StepLayers(defaults, ofType, Map.of(), definition, GivenParams.none(), GivenParams.none(), Map.of());
    }

    /**
     * Returns these layers with what the job template of the step has.
     *
     * @param params the params
     * @return the changed layers
     */
    public StepLayers withTemplate(Map<String, ParamDefinition> params) {
        return new StepLayers(defaults, ofType, params, definition, given, givenAtRestart, injected);
    }

    /**
     * Returns these layers with what every step of another type has.
     *
     * @param params the params
     * @return the changed layers
     */
    public StepLayers withType(Map<String, ParamDefinition> params) {
        return new StepLayers(defaults, params, ofTemplate, definition, given, givenAtRestart, injected);
    }

    /**
     * Returns these layers with what a request gives to the step that restarts it.
     *
     * @param params the params
     * @return the changed layers
     */
    public StepLayers withRestart(Map<String, ParamDefinition> params) {
        var asked = GivenParams.byUser(ParamSource.RESTART, params);
        return new StepLayers(defaults, ofType, ofTemplate, definition, given, asked, injected);
    }

    /**
     * Merges the layers.
     *
     * @param restart whether the run goes on from another
     * @return the params to evaluate
     * @throws io.maestro.param.ParamException if they do not fit together, or one is missing
     */
    public Map<String, ParamDefinition> merged(boolean restart) {
        var merged = system(Map.of(), ParamSource.SYSTEM_DEFAULT, defaults);
        merged = system(merged, ParamSource.SYSTEM_DEFAULT, ofType);
        merged = system(merged, ParamSource.TEMPLATE_SCHEMA, ofTemplate);
        // What the definition does not name can be given to the type's params all the same.
        merged = ParamMerge.merge(merged, given.layer(restart, notDefined(given)));
        merged = ParamMerge.merge(merged, givenAtRestart.layer(restart, notDefined(givenAtRestart)));
        merged = ParamMerge.merge(
                merged, ParamLayer.of(ParamSource.DEFINITION, definition).allowingEmpty());
        merged = ParamMerge.merge(merged, given.layer(restart, defined(given)));
        merged = ParamMerge.merge(merged, givenAtRestart.layer(restart, defined(givenAtRestart)));
        return Cleanup.of(system(merged, ParamSource.SYSTEM_INJECTED, injected));
    }

    private static Map<String, ParamDefinition> system(
            Map<String, ParamDefinition> merged, ParamSource source, Map<String, ParamDefinition> params) {
        return params.isEmpty()
                ? merged
                : ParamMerge.merge(merged, ParamLayer.of(source, params).allowingEmpty());
    }

    private Map<String, ParamDefinition> notDefined(GivenParams some) {
        var params = new LinkedHashMap<>(some.params());
        params.keySet().removeAll(definition.keySet());
        return params;
    }

    private Map<String, ParamDefinition> defined(GivenParams some) {
        var params = new LinkedHashMap<>(some.params());
        params.keySet().retainAll(definition.keySet());
        return params;
    }
}
