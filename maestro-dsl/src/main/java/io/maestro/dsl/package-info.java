/**
 * Ways to write a workflow. {@link io.maestro.dsl.Workflow} is the one in Java, with typed handles for steps and params. {@link
 * io.maestro.dsl.WorkflowJson} and {@link io.maestro.dsl.WorkflowYaml} read and write texts in the format of Netflix Maestro.
 */
@org.jspecify.annotations.NullMarked
package io.maestro.dsl;
