package io.maestro.planted.error;

/** Belongs to no family. */
public final class StrayException extends RuntimeException {}
