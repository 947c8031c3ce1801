package io.maestro.planted.store;

import io.maestro.planted.LeakyFacade;

/** Knows the root package. */
public class KnowsTheFacade {
    /** Takes the facade. */
    public void use(LeakyFacade facade) {}
}
