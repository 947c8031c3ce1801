package io.maestro.planted.run;

import io.maestro.planted.store.KnowsTheFacade;

/** Knows a later package. */
public final class KnowsTheStore extends KnowsTheFacade {}
