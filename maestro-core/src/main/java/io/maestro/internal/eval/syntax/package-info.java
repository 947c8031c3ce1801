/** From text to tree: the lexer, the parser and the names that a program reads from outside. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.syntax;
