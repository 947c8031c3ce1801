/** The store that keeps everything in memory: the reference for every other. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.memory;
