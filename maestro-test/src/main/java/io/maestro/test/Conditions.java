package io.maestro.test;

import io.maestro.definition.WorkflowId;
import io.maestro.step.StepContext;
import io.maestro.step.StepPredicate;
import io.maestro.step.WorkflowCode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The conditions in Java of the workflows of a kit. Each is asked twice, since a process that dies has it asked again: what it answers
 * must follow from what it is given. Thread-safe.
 */
final class Conditions {

    private final List<String> fickle = new CopyOnWriteArrayList<>();

    /** Returns the code of a workflow with all conditions asked twice. */
    WorkflowCode askedTwice(WorkflowId workflow, WorkflowCode code) {
        var predicates = new LinkedHashMap<WorkflowCode.Edge, StepPredicate>();
        code.predicates()
                .forEach((edge, predicate) -> predicates.put(edge, context -> ask(workflow, edge, predicate, context)));
        return new WorkflowCode(code.bodies(), code.actions(), predicates, code.loops(), code.params(), code.types());
    }

    private boolean ask(WorkflowId workflow, WorkflowCode.Edge edge, StepPredicate predicate, StepContext context)
            throws Exception {
        boolean other = predicate.test(twin(context));
        boolean answer = predicate.test(context);
        if (other != answer) {
            fickle.add("from '" + edge.from() + "' to '" + edge.to() + "' of workflow " + workflow);
        }
        return answer;
    }

    /** Returns a context that is the same and another object: conditions of the DSL give one object the same answer each time. */
    private static StepContext twin(StepContext context) {
        return (StepContext) Proxy.newProxyInstance(
                Conditions.class.getClassLoader(), new Class<?>[] {StepContext.class}, (twin, method, arguments) -> {
                    try {
                        return method.invoke(context, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    /** Verifies that all conditions gave the same answer each time. */
    void verify() {
        if (!fickle.isEmpty()) {
            throw new AssertionError(
                    "conditions of transitions answered in two ways when they were asked twice of the same: "
                            + fickle.stream().distinct().toList()
                            + "; a process that dies asks again, so an answer must follow from what the condition is given, and not from chance, the"
                            + " time of the wall or what it did before");
        }
    }
}
