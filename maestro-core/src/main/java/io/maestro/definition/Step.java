package io.maestro.definition;

/** A declared step of a workflow. */
public sealed interface Step permits TypedStep, LoopStep, SubworkflowStep, TemplateStep {

    /**
     * Returns what steps of every kind have.
     *
     * @return the basics
     */
    StepBasics basics();

    /**
     * Returns the id.
     *
     * @return the id, unique in the workflow
     */
    default StepId id() {
        return basics().id();
    }

    /**
     * Returns the kind, as JSON calls it.
     *
     * @return the name of the object's only member
     */
    default String kind() {
        return switch (this) {
            case TypedStep typed -> "step";
            case ForeachStep foreach -> "foreach";
            case WhileStep loop -> "while";
            case SubworkflowStep subworkflow -> "subworkflow";
            case TemplateStep template -> "template";
        };
    }
}
