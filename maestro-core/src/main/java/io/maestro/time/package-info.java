/** Where the engine's time comes from. A leaf: it imports nothing of ours. */
@org.jspecify.annotations.NullMarked
package io.maestro.time;
