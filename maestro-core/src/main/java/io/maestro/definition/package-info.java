/**
 * What a user declares: a workflow with its steps, transitions, retry policies and properties (spec: definitions, section 1).
 * Everything here is an immutable value without behaviour beyond its own consistency; whether the parts fit together is
 * checked when a definition is registered.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.definition;
