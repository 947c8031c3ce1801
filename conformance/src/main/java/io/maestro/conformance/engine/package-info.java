/** Recorded cases of the whole engine: definitions, calls, and the facts that came out. */
@org.jspecify.annotations.NullMarked
package io.maestro.conformance.engine;
