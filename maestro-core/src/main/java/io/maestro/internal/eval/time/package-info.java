/** Dates and times over java.time that behave as Joda-Time's do: instants with a zone, fields, patterns, zones. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.eval.time;
