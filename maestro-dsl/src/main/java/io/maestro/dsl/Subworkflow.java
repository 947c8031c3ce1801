package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.SubworkflowStep;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.List;

/**
 * The handle of a step that starts another workflow. The params of the step are given to the run that it starts, and, unless
 * {@link #explicitParams} says otherwise, those of this workflow.
 */
public final class Subworkflow extends AnyStep<Subworkflow> {

    private boolean sync = true;
    private boolean explicitParams;

    Subworkflow(Scope.Place place, String workflow) {
        super(place, List.of());
        params().set(SubworkflowStep.ID, ParamDefinition.exactly(ParamValue.of(workflow)));
    }

    @Override
    Subworkflow self() {
        return this;
    }

    /**
     * Sets which version is started. The default is {@code active}.
     *
     * @param selector {@code active}, {@code latest} or {@code default}, or a number
     * @return this step
     */
    public Subworkflow version(String selector) {
        return param(SubworkflowStep.VERSION, requireNonNull(selector, "selector"));
    }

    /**
     * Sets which version is started.
     *
     * @param number the number of the version
     * @return this step
     */
    public Subworkflow version(long number) {
        return version(Long.toString(number));
    }

    /**
     * Ends this step when the other workflow has been started. Otherwise it waits for its end and fails if that fails.
     *
     * @return this step
     */
    public Subworkflow async() {
        requireOpen();
        sync = false;
        return this;
    }

    /**
     * Gives the other workflow the params of this step only, and not those of this workflow.
     *
     * @return this step
     */
    public Subworkflow explicitParams() {
        requireOpen();
        explicitParams = true;
        return this;
    }

    SubworkflowStep assembled(io.maestro.definition.StepBasics basics) {
        return new SubworkflowStep(basics, sync, explicitParams);
    }
}
