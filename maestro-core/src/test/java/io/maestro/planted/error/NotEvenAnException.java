package io.maestro.planted.error;

/** Is called an exception and is none. */
public final class NotEvenAnException {}
