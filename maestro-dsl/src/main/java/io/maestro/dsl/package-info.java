/** Ways to write a workflow: JSON and YAML texts in the format of Netflix Maestro, read strictly and written back. */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl;
