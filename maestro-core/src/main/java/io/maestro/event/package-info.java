/** What a host is told after it was recorded. */
@org.jspecify.annotations.NullMarked
package io.maestro.event;
