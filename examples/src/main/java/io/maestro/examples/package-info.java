/** Small programs to read first. Each is run by the build. */
@org.jspecify.annotations.NullMarked
package io.maestro.examples;
