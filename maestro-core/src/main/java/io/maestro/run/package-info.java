/**
 * What happened: runs, attempts of steps, their statuses and times. Immutable. A run's row and an attempt's row are the
 * facts that the engine records; everything that it knows of a run is a fold over them.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.run;
