package io.maestro.conformance.engine;

import io.maestro.definition.WorkflowId;

/** Names of workflows as they are recorded. */
final class Names {

    private static final String BODY = "maestro_";

    private Names() {}

    /** Tells whether a workflow stands for the body of a loop. */
    static boolean isOfBody(WorkflowId workflow) {
        return workflow.value().startsWith(BODY);
    }

    /** Returns the name of a workflow; those that stand for the bodies of loops have names that are made. */
    static String of(WorkflowId workflow) {
        var id = workflow.value();
        if (!isOfBody(workflow)) {
            return id;
        }
        return "<inline:" + id.substring(BODY.length(), id.indexOf('_', BODY.length())) + '>';
    }
}
