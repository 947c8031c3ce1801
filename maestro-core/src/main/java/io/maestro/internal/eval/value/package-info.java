/** The values that a program computes with, the texts they become, and what an evaluation may use up. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.value;
