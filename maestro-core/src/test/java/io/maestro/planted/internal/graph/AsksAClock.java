package io.maestro.planted.internal.graph;

import java.time.InstantSource;

/** Asks a clock that it was given. */
public record AsksAClock(InstantSource clock) {}
