/** The graph of a workflow: who follows whom, and whether a definition holds together. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.graph;
