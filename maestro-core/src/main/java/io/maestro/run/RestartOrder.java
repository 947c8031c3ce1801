package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.param.ParamDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for when something was restarted. Recorded with each run that begins for it.
 *
 * @param requestId tells this request from all others of its workflow
 * @param policy from where to go on at what is to be restarted, unless that is a step
 * @param downstream from where the runs go on that steps start again
 * @param params what is given to the run that is to be restarted; unmodifiable
 * @param stepParams what is given to steps of that run, and of the bodies of loops below it; unmodifiable
 * @param skipped the steps of that run that are passed over when it comes to them
 * @param reason why, in words; or empty
 */
public record RestartOrder(
        String requestId,
        RestartPolicy policy,
        RestartPolicy downstream,
        Map<String, ParamDefinition> params,
        Map<StepId, Map<String, ParamDefinition>> stepParams,
        List<StepId> skipped,
        Optional<String> reason) {

    /** Copies the list. Maps are not copied: whoever makes an order hands over unmodifiable ones. */
    public RestartOrder {
        requireNonNull(requestId, "requestId");
        requireNonNull(policy, "policy");
        requireNonNull(downstream, "downstream");
        requireNonNull(params, "params");
        requireNonNull(stepParams, "stepParams");
        skipped = List.copyOf(skipped);
        requireNonNull(reason, "reason");
    }
}
