package io.maestro.dsl;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.internal.bind.DefinitionReader;
import io.maestro.dsl.internal.print.DefinitionTree;
import io.maestro.dsl.internal.syntax.Format;
import io.maestro.dsl.internal.syntax.TreeText;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads and writes definitions as JSON, in the format of a request that Netflix Maestro takes to create a workflow.
 *
 * <p>Reading is strict: a member that nothing is known of is refused.
 * All problems of a text are found at once; each names the element by its JSON pointer, its line and column, what was expected,
 * and for a misspelt name the one that was probably meant. A definition that was read has passed the checks that do not need
 * a host; which step types there are is checked when it is registered.
 *
 * <p>Thread-safe.
 */
public final class WorkflowJson {

    private WorkflowJson() {}

    /**
     * Reads a definition.
     *
     * @param text the JSON
     * @return the definition
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     */
    public static WorkflowDefinition read(String text) {
        return readLocated(text).definition();
    }

    /**
     * Reads a definition from a file.
     *
     * @param file the file, in UTF-8
     * @return the definition
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     * @throws UncheckedIOException if the file cannot be read
     */
    public static WorkflowDefinition read(Path file) {
        return readLocated(file).definition();
    }

    /**
     * Reads a definition to the end of a reader, which is left open.
     *
     * @param reader what the JSON comes from
     * @return the definition
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     * @throws UncheckedIOException if reading fails
     */
    public static WorkflowDefinition read(Reader reader) {
        return read(Texts.read(reader));
    }

    /**
     * Reads a definition, and keeps where in the text its elements stand.
     *
     * @param text the JSON
     * @return the definition and the places
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     */
    public static LocatedWorkflow readLocated(String text) {
        return new LocatedWorkflow(DefinitionReader.readJson(text, Optional.empty()));
    }

    /**
     * Reads a definition from a file, and keeps where in the file its elements stand.
     *
     * @param file the file, in UTF-8
     * @return the definition and the places
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     * @throws UncheckedIOException if the file cannot be read
     */
    public static LocatedWorkflow readLocated(Path file) {
        return new LocatedWorkflow(DefinitionReader.readJson(Texts.read(file), Optional.of(file.toString())));
    }

    /**
     * Writes a definition. What is at its default is left out; reading gives it back.
     *
     * @param definition the definition
     * @return the JSON, laid out for people, with a line end at its end
     * @throws UnwritableDefinitionException if the definition holds what JSON cannot say
     */
    public static String write(WorkflowDefinition definition) {
        return TreeText.pretty(DefinitionTree.of(definition), Format.JSON);
    }

    /**
     * Writes a definition without white space.
     *
     * @param definition the definition
     * @return the JSON, on one line
     * @throws UnwritableDefinitionException if the definition holds what JSON cannot say
     */
    public static String writeCompact(WorkflowDefinition definition) {
        return TreeText.compact(DefinitionTree.of(definition));
    }
}
