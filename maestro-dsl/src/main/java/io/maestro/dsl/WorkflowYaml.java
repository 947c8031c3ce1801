package io.maestro.dsl;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.internal.bind.DefinitionReader;
import io.maestro.dsl.internal.print.DefinitionTree;
import io.maestro.dsl.internal.print.ShortTree;
import io.maestro.dsl.internal.syntax.Format;
import io.maestro.dsl.internal.syntax.TreeText;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes definitions as YAML: the same members as in {@link WorkflowJson}, in the notation of YAML 1.2. Anchors and
 * aliases may be used.
 *
 * <p>There is also a short form, of workflows with jobs instead of steps, which is known by its member {@code jobs}, or by the
 * capital of {@code Workflow}. It says a little less: no tags with attributes, alerting, and versions of job templates.
 *
 * <p>Reading is strict: a member that nothing is known of is refused, or in the short form, where every member can be a param, taken for
 * one. All problems of a text are found at once; each names the element by its JSON pointer, its line and column, what was expected,
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
        return read(text, List.of());
    }

    /**
     * Reads a definition whose jobs may name job templates. A type that is no step type of Netflix Maestro, and that one of the
     * templates has as its job type, means that template; its step type is the one of the version that the job names, or else
     * of the version {@code default}.
     *
     * @param text the YAML
     * @param templates the job templates
     * @return the definition
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     */
    public static WorkflowDefinition read(String text, Collection<JobTemplate> templates) {
        return readLocated(text, templates).definition();
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
     * @param reader what the YAML comes from
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
     * @param text the YAML
     * @return the definition and the places
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     */
    public static LocatedWorkflow readLocated(String text) {
        return readLocated(text, List.of());
    }

    /**
     * Reads a definition whose jobs may name job templates, and keeps where in the text its elements stand.
     *
     * @param text the YAML
     * @param templates the job templates, as for {@link #read(String, Collection)}
     * @return the definition and the places
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     */
    public static LocatedWorkflow readLocated(String text, Collection<JobTemplate> templates) {
        return new LocatedWorkflow(DefinitionReader.readYaml(text, Optional.empty(), templates));
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
        return new LocatedWorkflow(
                DefinitionReader.readYaml(Texts.read(file), Optional.of(file.toString()), List.of()));
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

    /**
     * Writes a definition in the short form if that can say all of it, and else as {@link #write} does; reading gives it back.
     * The short form can say it if its properties are just a run strategy, a step concurrency and the name of an owner, and if it has
     * no job templates and no tags or params with more than a name and a value.
     *
     * @param definition the definition
     * @return the YAML, laid out for people, with a line end at its end
     * @throws UnwritableDefinitionException if the definition holds what YAML cannot say
     */
    public static String writeShort(WorkflowDefinition definition) {
        try {
            return TreeText.pretty(ShortTree.of(definition), Format.YAML);
        } catch (UnwritableDefinitionException e) {
            return write(definition);
        }
    }
}
