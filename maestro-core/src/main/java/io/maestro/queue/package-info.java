/**
 * How the runs of a workflow stand to each other: which may begin, which wait for their turn, and which are stopped, as its run
 * strategy says. Pure; a store asks it within the transaction that records what follows.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.queue;
