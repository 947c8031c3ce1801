/** Texts as trees of values that know where they stand. Knows JSON and YAML and no workflow words. */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl.internal.syntax;
