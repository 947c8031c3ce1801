package io.maestro.step;

import io.maestro.definition.StepId;
import io.maestro.value.ValueType;
import java.util.Map;

/**
 * What is declared of the values of a workflow's Java code. A store that keeps texts needs it to read back values of the host's
 * own classes; see {@link io.maestro.value.ValueCodec}.
 *
 * @param outputs the types of the outputs of steps
 * @param elements the types of the elements that foreach steps over lists in Java loop over
 */
public record ValueTypes(Map<StepId, ValueType<?>> outputs, Map<StepId, ValueType<?>> elements) {

    private static final ValueTypes NONE = new ValueTypes(Map.of(), Map.of());

    /** Copies the maps. */
    public ValueTypes {
        outputs = Map.copyOf(outputs);
        elements = Map.copyOf(elements);
    }

    /**
     * Returns the declarations of code that declares nothing.
     *
     * @return no types
     */
    public static ValueTypes none() {
        return NONE;
    }

    /**
     * Returns the type of the output of a step.
     *
     * @param step the step
     * @return what is declared, or {@link ValueType#any()}
     */
    public ValueType<?> output(StepId step) {
        return outputs.getOrDefault(step, ValueType.any());
    }

    /**
     * Returns the type of the elements that a foreach step loops over.
     *
     * @param foreach the step
     * @return what is declared, or {@link ValueType#any()}
     */
    public ValueType<?> element(StepId foreach) {
        return elements.getOrDefault(foreach, ValueType.any());
    }
}
