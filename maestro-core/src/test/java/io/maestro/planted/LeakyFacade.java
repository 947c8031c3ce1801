package io.maestro.planted;

import io.maestro.planted.internal.kernel.Plan;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Shows internals to users, in every way there is. */
public abstract class LeakyFacade implements Supplier<Plan> {
    /** A field of an internal type. */
    protected Plan last = new Plan(List.of());

    /** Returns internals as a type argument. */
    public abstract List<Plan> plans();

    /** Takes internals as a type argument. */
    public abstract void use(Map<String, ? extends Plan> plans);
}
