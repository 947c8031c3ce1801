package io.maestro.test;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.step.WorkflowCode;

/** What was registered last of a workflow, and is again with the next engine. */
record Registration(WorkflowDefinition definition, WorkflowCode code) {}
