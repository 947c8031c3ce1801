@org.jspecify.annotations.NullMarked
package io.maestro.internal.graph.check;
