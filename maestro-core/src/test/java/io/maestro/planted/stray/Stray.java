package io.maestro.planted.stray;

/** Lives in a package that nobody planned. */
public final class Stray {}
