@org.jspecify.annotations.NullMarked
package io.maestro.conformance.engine;
