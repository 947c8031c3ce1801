/**
 * The engine: carries out what the machine decides. Here are the threads, the clock, the commits and the bodies; here nothing
 * is decided.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.engine;
