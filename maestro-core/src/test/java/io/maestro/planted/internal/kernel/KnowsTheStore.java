package io.maestro.planted.internal.kernel;

import io.maestro.planted.store.KnowsTheFacade;

/** Pure code that knows the store. */
public record KnowsTheStore(KnowsTheFacade store) {}
