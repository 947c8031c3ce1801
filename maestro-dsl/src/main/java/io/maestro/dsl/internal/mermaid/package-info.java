/** Writes diagrams as text for Mermaid. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl.internal.mermaid;
