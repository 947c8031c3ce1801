/** Measures what a step costs, beside the bare cost of what it is made of, in one run. */
@org.jspecify.annotations.NullMarked
package io.maestro.benchmarks;
