@org.jspecify.annotations.NullMarked
package io.maestro.dsl.picture;
