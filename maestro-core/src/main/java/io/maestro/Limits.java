package io.maestro;

import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import java.util.List;

/**
 * How many steps with a tag, or of a type, may work at once or begin in a time, over all workflows and all nodes that share the store
 * (spec: runtime, section 9.1). Thread-safe.
 *
 * <p>A step that falls under a limit needs a permit of it, which it has while an attempt works. One that falls under several gets all
 * permits together. Until then it is {@link io.maestro.run.StepStatus#WAITING_FOR_PERMITS}; {@link RunHandle#explain} tells for what it
 * waits, and who has it.
 *
 * <p>What is set holds at once for the steps that this node begins, and for those of other nodes after half a second or so. Steps that
 * work already are left alone. Limits are kept in the store.
 */
public interface Limits {

    /**
     * Sets a limit, in the place of the one that there was of the same tag or type.
     *
     * @param limit what is allowed
     */
    void set(HostLimit limit);

    /**
     * Removes a limit: steps may do what they like.
     *
     * @param limit the tag or the type
     * @return false if it was not limited
     */
    boolean remove(Limit limit);

    /**
     * Returns the limits that are set.
     *
     * @return the limits, in ascending order
     */
    List<HostLimit> list();
}
