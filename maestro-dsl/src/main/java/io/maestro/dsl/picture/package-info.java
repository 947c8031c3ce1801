/** Pictures of workflows and of their runs: {@link io.maestro.dsl.picture.Picture}. */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl.picture;
