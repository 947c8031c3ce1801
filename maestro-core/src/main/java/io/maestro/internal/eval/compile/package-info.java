/** From tree to closures: a program becomes objects that compute its value, with variables in numbered slots. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.compile;
