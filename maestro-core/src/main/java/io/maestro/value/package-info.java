/**
 * Values of a host's Java code, such as the outputs of steps: what a store needs to write them as text and to read them back to
 * the type that was declared. No name of a class is ever kept.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.value;
