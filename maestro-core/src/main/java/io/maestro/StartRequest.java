package io.maestro;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for an instance of a workflow to be started.
 *
 * {@snippet :
 * maestro.start("ship-order", StartRequest.of(Map.of("order", 17)).requestId("order-17").by("ann"));
 * }
 *
 * @param params params by name; values are as {@link io.maestro.param.ParamCodec} takes them
 * @param requestId names the request within its workflow: asked for again, by whomever and however often, it is the same run; 1
 *     to 256 characters; or empty, if each request starts an instance (spec: runtime, section 1.5)
 * @param user who asks, or empty
 * @param priority of the runs of the workflow that wait for their turn, the one with the highest comes first; 0 unless something else is
 *     said
 * @param version selects the version that is started: a number, {@code active}, {@code latest}, or {@code default}, which is the active
 *     one or else the latest; or empty for the latest
 * @param failureRecorded whether a start whose params have no values is recorded as a run that failed
 */
public record StartRequest(
        Map<String, ?> params,
        Optional<String> requestId,
        Optional<String> user,
        int priority,
        Optional<String> version,
        boolean failureRecorded) {

    /** The longest id of a request, in characters. */
    public static final int MAX_REQUEST_ID = 256;

    /**
     * Copies the map, and checks the id.
     *
     * @throws IllegalArgumentException if the id of the request is empty or too long
     */
    public StartRequest {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        requireNonNull(user, "user");
        requireNonNull(version, "version");
        requestId.ifPresent(StartRequest::requireRequestId);
    }

    static void requireRequestId(String id) {
        if (id.isEmpty() || id.length() > MAX_REQUEST_ID) {
            throw new IllegalArgumentException(
                    "the id of a request has 1 to " + MAX_REQUEST_ID + " characters, but this one has " + id.length());
        }
    }

    /**
     * Asks for an instance without params.
     *
     * @return the request
     */
    public static StartRequest plain() {
        return of(Map.of());
    }

    /**
     * Asks for an instance.
     *
     * @param params params by name; values are as {@link io.maestro.param.ParamCodec} takes them
     * @return the request
     */
    public static StartRequest of(Map<String, ?> params) {
        return new StartRequest(params, Optional.empty(), Optional.empty(), 0, Optional.empty(), false);
    }

    /**
     * Names the request, so that it can be repeated without starting another instance.
     *
     * @param id unique within the workflow, 1 to 256 characters
     * @return the request
     * @throws IllegalArgumentException if the id is empty or too long
     */
    public StartRequest requestId(String id) {
        return new StartRequest(params, Optional.of(id), user, priority, version, failureRecorded);
    }

    /**
     * Says who asks. It is recorded, and expressions see it.
     *
     * @param name who
     * @return the request
     */
    public StartRequest by(String name) {
        return new StartRequest(params, requestId, Optional.of(name), priority, version, failureRecorded);
    }

    /**
     * Says how urgent it is. Where the run strategy has runs wait for their turn, the one with the highest priority comes first, and of
     * several with the same the one that was started first.
     *
     * @param level the higher, the sooner; 0 unless something else is said
     * @return the request
     */
    public StartRequest priority(int level) {
        return new StartRequest(params, requestId, user, level, version, failureRecorded);
    }

    /**
     * Says which version is started.
     *
     * @param selector a number, {@code active}, {@code latest} or {@code default}; case does not matter
     * @return the request
     */
    public StartRequest version(String selector) {
        return new StartRequest(params, requestId, user, priority, Optional.of(selector), failureRecorded);
    }

    /**
     * Has it recorded if the params do not fit or have no values. Then the instance is there as FAILED, without a step: it tells why
     * ({@link io.maestro.run.WorkflowRun#ending}), holds up others where the run strategy says so of what has failed, and can be restarted
     * with other params. Unless this is said, such a request is refused with an exception and leaves nothing behind; one for a workflow or
     * version that is not registered always is (spec: runtime, section 1.2).
     *
     * @return the request
     */
    public StartRequest recordFailure() {
        return new StartRequest(params, requestId, user, priority, version, true);
    }
}
