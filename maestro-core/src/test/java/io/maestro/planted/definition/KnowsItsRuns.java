package io.maestro.planted.definition;

import io.maestro.planted.run.KnowsItsDefinition;

/** Knows a later package. */
public record KnowsItsRuns(KnowsItsDefinition run) {}
