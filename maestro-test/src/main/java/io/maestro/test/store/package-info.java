/** The suite that every store must pass. It needs JUnit on the class path. */
@org.jspecify.annotations.NullMarked
package io.maestro.test.store;
