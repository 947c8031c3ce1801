package io.maestro.dsl;

import io.maestro.step.Ref;

/**
 * A handle whose value is there when steps have ended: the output of one, or what a loop gathered.
 *
 * @param <T> the type of the value
 */
public sealed interface Output<T> extends Ref<T> permits Step, Foreach, PerIteration {}
