/** What pictures of workflows show, before it is drawn in one way or another. Knows workflows and no notation. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl.internal.picture;
