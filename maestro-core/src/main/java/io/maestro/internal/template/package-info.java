/** Job templates: which one a step means, and what it inherits. Pure. */
@org.jspecify.annotations.NullMarked
package io.maestro.internal.template;
