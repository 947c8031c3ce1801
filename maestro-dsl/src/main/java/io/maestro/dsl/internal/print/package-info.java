/** From definitions to texts. */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl.internal.print;
