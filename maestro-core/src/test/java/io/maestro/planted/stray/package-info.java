/** Breaks rules on purpose: this package has no place in the order and is not null-marked. */
package io.maestro.planted.stray;
