package io.maestro.internal.graph.check;

import io.maestro.error.Severity;
import io.maestro.internal.eval.check.Inspection.Ask;
import java.util.Optional;

/** What the names mean that a text or an expression at some place in a definition refers to. */
interface Scope {

    /**
     * Returns how bad a text or expression is that cannot be evaluated: whether each run is refused for it, or perhaps a step
     * fails when it is reached.
     */
    Severity severity();

    /** Returns what is wrong with a reference to a name. */
    Optional<BadReference> check(String name);

    /** Returns what is wrong with a question to the host. */
    Optional<BadReference> check(Ask ask);
}
