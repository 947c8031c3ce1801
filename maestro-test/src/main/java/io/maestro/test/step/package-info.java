/** The suite that every step type should pass. It needs JUnit on the class path. */
@org.jspecify.annotations.NullMarked
package io.maestro.test.step;
