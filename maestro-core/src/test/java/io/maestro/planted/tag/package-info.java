/** Breaks rules on purpose. */
@org.jspecify.annotations.NullMarked
package io.maestro.planted.tag;
