package io.maestro.planted.internal.kernel;

import java.util.concurrent.atomic.AtomicLong;

/** Shares state between threads. */
public record CountsForAll(AtomicLong count) {}
