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
 * Reads and writes definitions as YAML: the same members as in {@link WorkflowJson}, in the notation of YAML 1.2. Anchors and
 * aliases may be used.
 *
 * <p>Reading is strict: a member that nothing is known of is refused, and so is every construct that the engine does not run yet.
 * All problems of a text are found at once; each names the element by its JSON pointer, its line and column, what was expected,
 * and for a misspelt name the one that was probably meant. A definition that was read has passed the checks that do not need
 * a host; which step types there are is checked when it is registered.
 *
 * <p>Thread-safe.
 */
public final class WorkflowYaml {

    private WorkflowYaml() {}

    /**
     * Reads a definition.
     *
     * @param text the YAML
     * @return the definition
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     */
    public static WorkflowDefinition read(String text) {
        return DefinitionReader.read(text, Format.YAML, Optional.empty());
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
        return DefinitionReader.read(Texts.read(file), Format.YAML, Optional.of(file.toString()));
    }

    /**
     * Reads a definition to the end of a reader, which is left open.
     *
     * @param reader what the YAML comes from
     * @return the definition
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     * @throws UncheckedIOException if reading fails
     */
    public static WorkflowDefinition read(Reader reader) {
        return read(Texts.read(reader));
    }

    /**
     * Writes a definition. What is at its default is left out; reading gives it back.
     *
     * @param definition the definition
     * @return the YAML, laid out for people, with a line end at its end
     * @throws UnwritableDefinitionException if the definition holds what YAML cannot say
     */
    public static String write(WorkflowDefinition definition) {
        return TreeText.pretty(DefinitionTree.of(definition), Format.YAML);
    }
}
