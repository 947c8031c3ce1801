package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import io.maestro.tag.Tag;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Params and tags that steps share by naming a job type (spec: definitions, section 1.6.4, and runtime, section 7.10).
 *
 * @param owner who answers for it
 * @param status how far it is, in the words of its owner
 * @param support where to ask for help
 * @param testWorkflows workflows that try it
 * @param gitInfo the commit that it was kept in, or empty
 * @param definition what it gives to steps
 * @param extraInfo free members of the request beside the known ones, in their order
 */
public record JobTemplate(
        Owner owner,
        String status,
        String support,
        List<String> testWorkflows,
        Optional<GitInfo> gitInfo,
        Definition definition,
        Map<String, Object> extraInfo) {

    /** The version that is meant where neither the step nor its workflow names one. */
    public static final String DEFAULT_VERSION = "default";

    /** Copies the collections. */
    public JobTemplate {
        requireNonNull(owner, "owner");
        requireNonNull(status, "status");
        requireNonNull(support, "support");
        requireNonNull(gitInfo, "gitInfo");
        requireNonNull(definition, "definition");
        testWorkflows = List.copyOf(testWorkflows);
        extraInfo = Collections.unmodifiableMap(new LinkedHashMap<>(extraInfo));
    }

    /**
     * What a template gives to the steps that name it.
     *
     * @param jobType the name by which steps refer to it
     * @param stepType the type that these steps have
     * @param version the version
     * @param description at most 16384 characters, or empty
     * @param tags tags for these steps
     * @param inheritFrom the templates whose params come first, as versions by job type, in the order of the definition
     * @param params params for these steps, in their order
     */
    public record Definition(
            String jobType,
            StepType stepType,
            String version,
            Optional<String> description,
            List<Tag> tags,
            Map<String, String> inheritFrom,
            Map<String, ParamDefinition> params) {

        /**
         * Copies the collections, and checks the job type and the version.
         *
         * @throws InvalidIdException if one of them cannot be an id
         */
        public Definition {
            checkId(jobType);
            checkId(version);
            requireNonNull(stepType, "stepType");
            requireNonNull(description, "description");
            tags = List.copyOf(tags);
            inheritFrom = Collections.unmodifiableMap(new LinkedHashMap<>(inheritFrom));
            params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        }

        private static void checkId(String id) {
            IdRule.REFERENCE.reservedIn(IdRule.REFERENCE.checked(id)).ifPresent(why -> {
                throw new InvalidIdException(id, why);
            });
        }

        /**
         * Returns the name and version.
         *
         * @return what a step that means this template says
         */
        public JobTemplateId id() {
            return new JobTemplateId(jobType, Optional.of(version));
        }
    }
}
