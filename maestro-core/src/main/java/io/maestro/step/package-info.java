/** What the author of a step writes: bodies in Java, and runtimes for step types whose work goes on elsewhere. */
@org.jspecify.annotations.NullMarked
package io.maestro.step;
