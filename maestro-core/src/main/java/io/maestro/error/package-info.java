/** The one family of exceptions, and the problems that an exception about bad input lists. A leaf: it imports nothing of ours. */
@org.jspecify.annotations.NullMarked
package io.maestro.error;
