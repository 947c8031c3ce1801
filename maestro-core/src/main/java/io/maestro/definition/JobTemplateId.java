package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Names a job template (spec: definitions, section 1.6.4).
 *
 * @param name the template's job type ({@code sub_type})
 * @param version its version ({@code sub_type_version}), or empty for the one that the workflow or the host chooses
 */
public record JobTemplateId(String name, Optional<String> version) {

    /** Checks that nothing is null. */
    public JobTemplateId {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
    }

    /**
     * Names a job template of which the workflow or the host chooses the version.
     *
     * @param name the template's job type
     * @return the id
     */
    public static JobTemplateId of(String name) {
        return new JobTemplateId(name, Optional.empty());
    }

    /**
     * Names a version of a job template.
     *
     * @param name the template's job type
     * @param version the version
     * @return the id
     */
    public static JobTemplateId of(String name, String version) {
        return new JobTemplateId(name, Optional.of(version));
    }
}
