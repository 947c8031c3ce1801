package io.maestro.run;

import io.maestro.error.MaestroException;

/** Thrown by {@link ActionResult#orThrow} if an action is not allowed now. Nothing has changed. */
public final class ActionRefusedException extends MaestroException {

    private final transient ActionResult.Refused refused;

    /**
     * Creates the exception.
     *
     * @param refused why
     */
    public ActionRefusedException(ActionResult.Refused refused) {
        super(refused.text());
        this.refused = refused;
    }

    /**
     * Returns why.
     *
     * @return what was asked for, why it is not allowed, and what is
     */
    public ActionResult.Refused refused() {
        return refused;
    }
}
