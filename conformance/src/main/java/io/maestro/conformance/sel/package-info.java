/** Recorded answers to expressions. */
@org.jspecify.annotations.NullMarked
package io.maestro.conformance.sel;
