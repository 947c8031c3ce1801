package io.maestro.dsl;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.dsl.internal.bind.JobTemplateReader;
import io.maestro.dsl.internal.print.JobTemplateTree;
import io.maestro.dsl.internal.syntax.Format;
import io.maestro.dsl.internal.syntax.TreeText;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads and writes job templates as YAML, in the format of a request that Netflix Maestro takes to create one. What {@link
 * WorkflowYaml} says of reading holds here too.
 *
 * <p>Thread-safe.
 */
public final class JobTemplateYaml {

    private JobTemplateYaml() {}

    /**
     * Reads a job template.
     *
     * @param text the YAML
     * @return the job template
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     */
    public static JobTemplate read(String text) {
        return JobTemplateReader.read(text, Format.YAML, Optional.empty());
    }

    /**
     * Reads a job template from a file.
     *
     * @param file the file, in UTF-8
     * @return the job template
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     * @throws UncheckedIOException if the file cannot be read
     */
    public static JobTemplate read(Path file) {
        return JobTemplateReader.read(Texts.read(file), Format.YAML, Optional.of(file.toString()));
    }

    /**
     * Reads a job template to the end of a reader, which is left open.
     *
     * @param reader what the YAML comes from
     * @return the job template
     * @throws InvalidDefinitionException if anything is wrong with the text; lists everything that is
     * @throws UncheckedIOException if reading fails
     */
    public static JobTemplate read(Reader reader) {
        return read(Texts.read(reader));
    }

    /**
     * Writes a job template. What is at its default is left out; reading gives it back.
     *
     * @param template the job template
     * @return the YAML, laid out for people, with a line end at its end
     * @throws UnwritableDefinitionException if the template holds what YAML cannot say
     */
    public static String write(JobTemplate template) {
        return TreeText.pretty(JobTemplateTree.of(template), Format.YAML);
    }
}
