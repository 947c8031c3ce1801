package io.maestro;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.run.RestartPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for an instance that has ended, or a step or iteration, to be restarted.
 *
 * {@snippet :
 * run.restart(RestartRequest.fromIncomplete().params(Map.of("region", "north")).by("ann").reason("wrong region"));
 * }
 *
 * @param policy from where the instance goes on: {@link RestartPolicy#FROM_BEGINNING} or {@link RestartPolicy#FROM_INCOMPLETE}; or {@link
 *     RestartPolicy#COMPENSATION}. If a step is restarted, from where the runs go on that it and those after it start again
 * @param params params by name for the run that is restarted; values are as {@link io.maestro.param.ParamCodec} takes them
 * @param stepParams params by name for steps of that run, and for steps in the bodies of its loops
 * @param skipped the steps of that run that are passed over when it comes to them, as if they had been done
 * @param version selects the version of the workflow in which the instance goes on: a number, {@code latest}, {@code active} or {@code
 *     default}; or empty, if it keeps its version
 * @param requestId names the request within its workflow: asked for again, by whomever and however often, it is the same run; 1 to
 *     256 characters; or empty, if each request restarts
 * @param user who asks, or empty
 * @param reason why, or empty; is recorded
 */
public record RestartRequest(
        RestartPolicy policy,
        Map<String, ?> params,
        Map<StepId, Map<String, ?>> stepParams,
        List<StepId> skipped,
        Optional<String> version,
        Optional<String> requestId,
        Optional<String> user,
        Optional<String> reason) {

    /**
     * Copies the maps, and checks the policy and the id.
     *
     * @throws IllegalArgumentException if the policy is that of a step, or the id of the request is empty or too long
     */
    public RestartRequest {
        if (policy == RestartPolicy.FROM_SPECIFIC) {
            throw new IllegalArgumentException("to restart a step, ask for that: RunHandle.restartStep");
        }
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        stepParams = Collections.unmodifiableMap(new LinkedHashMap<>(stepParams));
        skipped = List.copyOf(skipped);
        requireNonNull(version, "version");
        requireNonNull(user, "user");
        requireNonNull(reason, "reason");
        requestId.ifPresent(StartRequest::requireRequestId);
    }

    private static RestartRequest of(RestartPolicy policy) {
        return new RestartRequest(
                policy,
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Asks for what did not complete to run again, with all that comes after it.
     *
     * @return the request
     */
    public static RestartRequest fromIncomplete() {
        return of(RestartPolicy.FROM_INCOMPLETE);
    }

    /**
     * Asks for all steps to run again.
     *
     * @return the request
     */
    public static RestartRequest fromBeginning() {
        return of(RestartPolicy.FROM_BEGINNING);
    }

    /**
     * Asks for what the instance did to be undone, in a run that has no other steps.
     *
     * @return the request
     * @see RunHandle#compensate
     */
    public static RestartRequest compensation() {
        return of(RestartPolicy.COMPENSATION);
    }

    /**
     * Gives params to the run. The others keep their values; those that are {@link io.maestro.param.ParamMode#IMMUTABLE} are evaluated
     * anew.
     *
     * @param values params by name; only such as are {@link io.maestro.param.ParamMode#MUTABLE} or {@link
     *     io.maestro.param.ParamMode#MUTABLE_ON_START_RESTART}, or new
     * @return the request
     */
    public RestartRequest params(Map<String, ?> values) {
        return new RestartRequest(policy, values, stepParams, skipped, version, requestId, user, reason);
    }

    /**
     * Gives params to a step.
     *
     * @param step the id of the step
     * @param values params by name
     * @return the request
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     */
    public RestartRequest stepParams(String step, Map<String, ?> values) {
        var all = new LinkedHashMap<>(stepParams);
        all.put(new StepId(step), Collections.unmodifiableMap(new LinkedHashMap<>(values)));
        return new RestartRequest(policy, params, all, skipped, version, requestId, user, reason);
    }

    /**
     * Has a step passed over: what comes after it goes on as if it had been done.
     *
     * @param step the id of the step
     * @return the request
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     */
    public RestartRequest skipping(String step) {
        var all = new ArrayList<>(skipped);
        all.add(new StepId(step));
        return new RestartRequest(policy, params, stepParams, all, version, requestId, user, reason);
    }

    /**
     * Has the instance go on in another version of its workflow. {@link RunHandle#planRestart} tells beforehand what that comes to.
     *
     * @param selector a number, {@code latest}, which is the newest that is registered here, {@code active}, or {@code default}, which
     *     is the active one or else the latest
     * @return the request
     */
    public RestartRequest version(String selector) {
        return new RestartRequest(policy, params, stepParams, skipped, Optional.of(selector), requestId, user, reason);
    }

    /**
     * Names the request, so that it can be repeated without restarting again.
     *
     * @param id unique within the workflow, 1 to 256 characters
     * @return the request
     * @throws IllegalArgumentException if the id is empty or too long
     */
    public RestartRequest requestId(String id) {
        return new RestartRequest(policy, params, stepParams, skipped, version, Optional.of(id), user, reason);
    }

    /**
     * Says who asks. It is recorded, and expressions see it.
     *
     * @param name who
     * @return the request
     */
    public RestartRequest by(String name) {
        return new RestartRequest(policy, params, stepParams, skipped, version, requestId, Optional.of(name), reason);
    }

    /**
     * Says why. It is recorded.
     *
     * @param text why, in words
     * @return the request
     */
    public RestartRequest reason(String text) {
        return new RestartRequest(policy, params, stepParams, skipped, version, requestId, user, Optional.of(text));
    }
}
