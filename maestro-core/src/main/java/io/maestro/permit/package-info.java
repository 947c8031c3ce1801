/**
 * Limits: of what only so many steps may have at once, or in a time. Pure, so that the engine and every store decide about permits in
 * the same way.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.permit;
