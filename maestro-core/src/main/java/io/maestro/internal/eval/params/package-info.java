/** Params of a run and of its steps: their texts and expressions evaluated in the order in which they need each other. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.params;
