/** Whether the parts of a definition fit together, and whether it can do what it says. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.graph.check;
