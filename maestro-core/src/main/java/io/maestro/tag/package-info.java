/** Tags: names that mark workflows, steps and params. A leaf: it imports nothing of ours. */
@org.jspecify.annotations.NullMarked
package io.maestro.tag;
