/** The expression language: texts become expressions, and expressions are evaluated with inputs. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval;
