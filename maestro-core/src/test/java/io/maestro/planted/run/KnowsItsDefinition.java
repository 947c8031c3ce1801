package io.maestro.planted.run;

import io.maestro.planted.definition.KnowsItsRuns;
import java.util.Optional;

/** Closes a cycle. */
public record KnowsItsDefinition(Optional<KnowsItsRuns> definition) {}
