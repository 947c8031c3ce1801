package io.maestro;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks for a new instance that begins with what a run had come to, and runs anew from some steps on.
 *
 * {@snippet :
 * run.fork(ForkRequest.from("score").params(Map.of("model", "v2")).by("ann").reason("what would the new model say?"));
 * }
 *
 * @param steps the steps from which on it runs anew, at least one
 * @param params params by name for the fork; values are as {@link io.maestro.param.ParamCodec} takes them
 * @param stepParams params by name for steps of the fork, and for steps in the bodies of its loops
 * @param version selects the version of the workflow that the fork runs: a number, {@code latest}, {@code active} or {@code default}; or
 *     empty for that of the run
 * @param requestId names the request within its workflow: asked for again, by whomever and however often, it is the same fork; 1 to
 *     256 characters; or empty, if each request starts a fork
 * @param user who asks, or empty
 * @param reason why, or empty; is recorded
 */
public record ForkRequest(
        List<StepId> steps,
        Map<String, ?> params,
        Map<StepId, Map<String, ?>> stepParams,
        Optional<String> version,
        Optional<String> requestId,
        Optional<String> user,
        Optional<String> reason) {

    /**
     * Copies the collections, and checks the steps and the id.
     *
     * @throws IllegalArgumentException if no step is named, or the id of the request is empty or too long
     */
    public ForkRequest {
        steps = steps.stream().distinct().toList();
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a fork needs a step from which on it runs anew");
        }
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        stepParams = Collections.unmodifiableMap(new LinkedHashMap<>(stepParams));
        requireNonNull(version, "version");
        requireNonNull(user, "user");
        requireNonNull(reason, "reason");
        requestId.ifPresent(StartRequest::requireRequestId);
    }

    /**
     * Asks for a fork that runs anew from some steps on: these and all that come after them, and what had not completed. What else the run had
     * come to it takes over.
     *
     * @param step the id of a step
     * @param others the ids of further steps
     * @return the request
     * @throws io.maestro.definition.InvalidIdException if a text cannot be the id of a step
     */
    public static ForkRequest from(String step, String... others) {
        return new ForkRequest(
                Stream.concat(Stream.of(step), Stream.of(others))
                        .map(StepId::new)
                        .toList(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Gives params to the fork. The others have the values that they have in the run; those that are {@link
     * io.maestro.param.ParamMode#IMMUTABLE} are evaluated anew.
     *
     * @param values params by name; only such as are {@link io.maestro.param.ParamMode#MUTABLE} or {@link
     *     io.maestro.param.ParamMode#MUTABLE_ON_START_RESTART}, or new
     * @return the request
     */
    public ForkRequest params(Map<String, ?> values) {
        return new ForkRequest(steps, values, stepParams, version, requestId, user, reason);
    }

    /**
     * Gives params to a step.
     *
     * @param step the id of the step
     * @param values params by name
     * @return the request
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     */
    public ForkRequest stepParams(String step, Map<String, ?> values) {
        var all = new LinkedHashMap<>(stepParams);
        all.put(new StepId(step), Collections.unmodifiableMap(new LinkedHashMap<>(values)));
        return new ForkRequest(steps, params, all, version, requestId, user, reason);
    }

    /**
     * Says which version of the workflow the fork runs.
     *
     * @param selector a number, {@code latest}, which is the newest that is registered here, {@code active}, or {@code default}, which
     *     is the active one or else the latest
     * @return the request
     */
    public ForkRequest version(String selector) {
        return new ForkRequest(steps, params, stepParams, Optional.of(selector), requestId, user, reason);
    }

    /**
     * Names the request, so that it can be repeated without starting another fork.
     *
     * @param id unique within the workflow, 1 to 256 characters
     * @return the request
     * @throws IllegalArgumentException if the id is empty or too long
     */
    public ForkRequest requestId(String id) {
        return new ForkRequest(steps, params, stepParams, version, Optional.of(id), user, reason);
    }

    /**
     * Says who asks. It is recorded, and expressions see it.
     *
     * @param name who
     * @return the request
     */
    public ForkRequest by(String name) {
        return new ForkRequest(steps, params, stepParams, version, requestId, Optional.of(name), reason);
    }

    /**
     * Says why. It is recorded.
     *
     * @param text why, in words
     * @return the request
     */
    public ForkRequest reason(String text) {
        return new ForkRequest(steps, params, stepParams, version, requestId, user, Optional.of(text));
    }
}
