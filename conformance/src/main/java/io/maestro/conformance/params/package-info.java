/** Recorded answers of merging and evaluating params. */
@org.jspecify.annotations.NullMarked
package io.maestro.conformance.params;
