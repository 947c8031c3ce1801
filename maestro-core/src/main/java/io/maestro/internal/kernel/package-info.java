/**
 * The machine: decides what follows from what has happened to a run. Pure: the time arrives in the event, effects leave as
 * commands. An <em>event</em> is what has happened, a <em>command</em> is an effect that the machine asks for, a
 * <em>decision</em> is the facts to record and the commands to carry out once they are recorded.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.kernel;
