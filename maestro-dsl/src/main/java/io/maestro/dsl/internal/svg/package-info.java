/** Draws diagrams as SVG. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl.internal.svg;
