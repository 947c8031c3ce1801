/**
 * The persistence port: facts in, facts out. The engine talks to a store through this package only; what a store must hold to
 * is written at each method.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.store;
