package io.maestro.internal.graph;

/** What the cycles of a graph form: loops that lie side by side or within each other, or something that is no such order. */
sealed interface Nesting permits Loops, Tangle {}
