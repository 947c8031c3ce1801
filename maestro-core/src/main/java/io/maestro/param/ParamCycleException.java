package io.maestro.param;

import java.util.List;

/** Thrown for params that need each other: none of them has a value before another one has. */
public final class ParamCycleException extends ParamException {

    private static final long serialVersionUID = 1;

    private final transient List<String> chain;

    /**
     * Creates the exception.
     *
     * @param where the workflow or step that the params belong to, in words
     * @param chain the names in the order of their references; the last is the first again
     */
    public ParamCycleException(String where, List<String> chain) {
        super(
                chain.getFirst(),
                ParamErrorCategory.CYCLE,
                "cycle",
                "of " + where + " needs itself: " + String.join(" -> ", chain));
        this.chain = List.copyOf(chain);
    }

    /**
     * Returns the names in the order of their references; the last is the first again.
     *
     * @return the names, at least two
     */
    public List<String> chain() {
        return chain;
    }
}
