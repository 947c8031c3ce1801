/** What an evaluation asks of its host: the clock, chance, and the functions of {@code params}. A leaf. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.port;
