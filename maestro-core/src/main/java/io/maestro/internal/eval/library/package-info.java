/** The classes, constructors, methods and fields of the language, as one table; nothing outside of it can be reached. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.library;
