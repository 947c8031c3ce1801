/** The door to the engine: the engine itself and the handles that it gives. Nothing in core imports this package. */
@org.jspecify.annotations.NullMarked
package io.maestro;
