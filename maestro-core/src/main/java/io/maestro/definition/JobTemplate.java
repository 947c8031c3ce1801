package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.tag.Tag;
import java.util.ArrayList;
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
            return JobTemplateId.of(jobType, version);
        }

        /**
         * Returns a builder of a template without params, of the version {@link #DEFAULT_VERSION}.
         *
         * @param jobType the name by which steps refer to it
         * @param stepType the name of the type that these steps have
         * @return the builder
         */
        public static Builder builder(String jobType, String stepType) {
            return new Builder(jobType, new StepType(stepType));
        }
    }

    /** Collects what a template gives to steps. Not thread-safe; may be used on after {@link #build()}. */
    public static final class Builder {
        private final String jobType;
        private final StepType stepType;
        private final List<Tag> tags = new ArrayList<>();
        private final Map<String, String> inheritFrom = new LinkedHashMap<>();
        private final Map<String, ParamDefinition> params = new LinkedHashMap<>();
        private String version = DEFAULT_VERSION;
        private Optional<String> description = Optional.empty();

        private Builder(String jobType, StepType stepType) {
            this.jobType = requireNonNull(jobType, "jobType");
            this.stepType = stepType;
        }

        /**
         * Sets the version. Default: {@link #DEFAULT_VERSION}.
         *
         * @param newVersion the version
         * @return this builder
         */
        public Builder version(String newVersion) {
            version = requireNonNull(newVersion, "newVersion");
            return this;
        }

        /**
         * Sets the description.
         *
         * @param newDescription at most 16384 characters
         * @return this builder
         */
        public Builder description(String newDescription) {
            description = Optional.of(newDescription);
            return this;
        }

        /**
         * Adds a tag.
         *
         * @param tag the tag
         * @return this builder
         */
        public Builder tag(Tag tag) {
            tags.add(requireNonNull(tag, "tag"));
            return this;
        }

        /**
         * Has the params of another template come first. This one's take the place of those of the same names, whole; so do those
         * of templates that are added later.
         *
         * @param template the job type of the other template
         * @param ofVersion its version
         * @return this builder
         */
        public Builder inheritFrom(String template, String ofVersion) {
            inheritFrom.put(requireNonNull(template, "template"), requireNonNull(ofVersion, "ofVersion"));
            return this;
        }

        /**
         * Adds a param that steps have unless they, or their workflow, say something else, or replaces the one of that name.
         *
         * @param name the name
         * @param param the definition; one without a value must be given by the step, or by a param of the workflow
         * @return this builder
         */
        public Builder param(String name, ParamDefinition param) {
            params.put(requireNonNull(name, "name"), requireNonNull(param, "param"));
            return this;
        }

        /**
         * Adds a param that steps may have, and have not if nobody gives it.
         *
         * @param name the name
         * @param type the type
         * @return this builder
         */
        public Builder optional(String name, ParamType type) {
            return param(name, with("OPTIONAL", ParamDefinition.unset(type)));
        }

        /**
         * Adds a param that no step and no start can set to something else.
         *
         * @param name the name
         * @param param the definition
         * @return this builder
         */
        public Builder reserved(String name, ParamDefinition param) {
            return param(name, with("RESERVED", param));
        }

        private static ParamDefinition with(String internalMode, ParamDefinition param) {
            var meta = new LinkedHashMap<>(param.meta());
            meta.put("internal_mode", internalMode);
            return new ParamDefinition(
                    param.type(), param.content(), param.mode(), param.tags(), param.validator(), meta);
        }

        /**
         * Returns what was collected so far.
         *
         * @return the template
         * @throws InvalidIdException if the job type or the version cannot be an id
         */
        public Definition build() {
            return new Definition(jobType, stepType, version, description, tags, inheritFrom, params);
        }
    }
}
