package io.maestro.test.trial;

import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A definition that is written in Java, in JSON and in YAML. Its work is done by steps of the type {@link Task}.
 *
 * @param name the name of its files
 * @param inJava the definition in Java
 */
record Trial(String name, Workflow inJava) {

    static Trial of(String name, Consumer<WorkflowBuilder> author) {
        return new Trial(name, Workflow.define(name, author));
    }

    /** Returns all trials. */
    static List<Trial> all() {
        var all = new ArrayList<Trial>();
        all.addAll(Graphs.trials());
        all.addAll(Cycles.trials());
        all.addAll(Failures.trials());
        all.addAll(Params.trials());
        all.addAll(Loops.trials());
        all.addAll(Subworkflows.trials());
        all.addAll(Signals.trials());
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
