package io.maestro.dsl;

/**
 * Declares the steps of the body of a loop. They may read whatever is there for the steps around the loop: params, and outputs
 * of steps that run before the loop, which then is made to run after them.
 */
public sealed class LoopBody extends StepsBuilder permits ForeachBody, WhileBody {

    LoopBody(Scope scope) {
        super(scope);
    }
}
