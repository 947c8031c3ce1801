/** Places boxes and the edges between them on the plane, in layers. Knows no workflow words and no way of drawing. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl.internal.layout;
