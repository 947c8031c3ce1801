/** Values of params: as another type, and as JSON. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.coercion;
