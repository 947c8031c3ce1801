/** The graph of a workflow: who follows whom, and which loops its cycles form. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.graph;
