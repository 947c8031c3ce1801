/**
 * Compares what we do with what Netflix Maestro did, as it was recorded. Each kind of recordings is a {@link
 * io.maestro.conformance.Command}; those of one question and one answer a line are a {@link io.maestro.conformance.Suite}.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.conformance;
