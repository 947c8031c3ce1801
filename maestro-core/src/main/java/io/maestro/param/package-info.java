/** Params: their types, values, definitions and modes (spec: definitions, section 3). A leaf but for errors and tags. */
@org.jspecify.annotations.NullMarked
package io.maestro.param;
