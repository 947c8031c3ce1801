package io.maestro.dsl;

import io.maestro.Definitions;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.internal.bind.Located;
import io.maestro.error.Problem;
import io.maestro.error.TextPosition;
import java.util.Comparator;
import java.util.List;

/**
 * A definition that was read from a text, and where in the text its elements stand. What is found in the definition later, such as
 * its warnings or what a host refuses when it is registered, can so be told with line and column:
 *
 * {@snippet :
 * var read = WorkflowYaml.readLocated(Path.of("etl.yaml"));
 * try {
 *     read.locate(maestro.register(read.definition()).warnings()).forEach(System.out::println);
 * } catch (InvalidDefinitionException e) {
 *     read.locate(e.problems()).forEach(System.err::println);
 * }
 * }
 *
 * <p>Holds the text's tree as long as it is held. Thread-safe.
 */
public final class LocatedWorkflow {

    private static final Comparator<TextPosition> IN_SOURCE_ORDER =
            Comparator.comparingInt(TextPosition::line).thenComparingInt(TextPosition::column);

    private final Located located;

    LocatedWorkflow(Located located) {
        this.located = located;
    }

    /**
     * Returns the definition.
     *
     * @return the definition
     */
    public WorkflowDefinition definition() {
        return located.definition();
    }

    /**
     * Returns what the definition probably does not mean to say, as {@link Definitions#warnings} tells it.
     *
     * @return the warnings, as {@link #locate} returns them
     */
    public List<Problem> warnings() {
        return locate(Definitions.warnings(definition()));
    }

    /**
     * Returns problems with their places in the text. A path that leads to nothing in the text, as what it tells of is said in
     * another way or not at all, becomes that of the nearest element around it.
     *
     * @param problems problems of the definition, with paths as those of {@link Definitions#check}; one that has a place already is
     *     left as it is
     * @return the problems, in the order of the text
     */
    public List<Problem> locate(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.position().isPresent()
                        ? problem
                        : located.locator().apply(problem))
                .sorted(Comparator.comparing(problem -> problem.position().orElseThrow(), IN_SOURCE_ORDER))
                .toList();
    }
}
