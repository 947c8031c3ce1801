@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.check;
