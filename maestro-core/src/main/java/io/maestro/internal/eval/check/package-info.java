/** What can be told of an expression without its inputs. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.check;
