package io.maestro.permit;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepType;
import io.maestro.definition.WorkflowId;
import java.util.Comparator;

/**
 * Something that limits steps: all that fall under it share its permits. Ordered by kind and name.
 *
 * @param kind what the name is the name of
 * @param name the name
 */
public record Limit(Kind kind, String name) implements Comparable<Limit> {

    private static final Comparator<Limit> ORDER =
            Comparator.comparing(Limit::kind).thenComparing(Limit::name);

    /** What a limit is about. */
    public enum Kind {
        /** The steps with a tag. */
        TAG("tag"),
        /** The steps of a type. */
        STEP_TYPE("step type"),
        /** The steps of all runs of a workflow. */
        WORKFLOW("workflow"),
        /** The leaf steps of an instance and of all that runs below it. */
        INSTANCE("instance");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Checks that the name is not blank. */
    public Limit {
        requireNonNull(kind, "kind");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a " + kind.words + " must not be blank");
        }
    }

    /**
     * Returns the limit of the steps with a tag.
     *
     * @param name the name of the tag
     * @return the limit
     */
    public static Limit ofTag(String name) {
        return new Limit(Kind.TAG, name);
    }

    /**
     * Returns the limit of the steps of a type.
     *
     * @param name the name of the type; case does not matter
     * @return the limit
     */
    public static Limit ofStepType(String name) {
        return ofStepType(new StepType(name));
    }

    /**
     * Returns the limit of the steps of a type.
     *
     * @param type the type
     * @return the limit
     */
    public static Limit ofStepType(StepType type) {
        return new Limit(Kind.STEP_TYPE, type.key());
    }

    /**
     * Returns the limit of the steps of all runs of a workflow ({@code step_concurrency}).
     *
     * @param workflow the workflow, or the one that stands for the body of a loop
     * @return the limit
     */
    public static Limit ofWorkflow(WorkflowId workflow) {
        return new Limit(Kind.WORKFLOW, workflow.value());
    }

    /**
     * Returns the limit of the leaf steps of an instance and of all that runs below it ({@code instance_step_concurrency}).
     *
     * @param workflow the workflow of the instance
     * @param instance the number of the instance
     * @return the limit
     */
    public static Limit ofInstance(WorkflowId workflow, long instance) {
        return new Limit(Kind.INSTANCE, workflow.value() + ':' + instance);
    }

    /**
     * Tells whether the host says how many permits there are, and not a definition.
     *
     * @return true for tags and step types
     */
    public boolean isOfHost() {
        return kind == Kind.TAG || kind == Kind.STEP_TYPE;
    }

    @Override
    public int compareTo(Limit other) {
        return ORDER.compare(this, other);
    }

    /** Returns the limit in words, such as {@code tag 'gpu'}. */
    @Override
    public String toString() {
        return kind.words + " '" + name + "'";
    }
}
