/** How the parts of the evaluator tell that they cannot go on. A leaf. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.fault;
