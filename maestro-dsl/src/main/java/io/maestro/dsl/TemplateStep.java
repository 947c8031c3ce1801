package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.JobTemplateId;
import java.util.List;
import java.util.Optional;

/**
 * The handle of a step that a job template describes, which the host has registered. Its params
 * count more than those of the template. It is tried again by {@link io.maestro.definition.RetryPolicy#standard()}; {@link
 * StepsBuilder#type(String, String, JobTemplateId)} declares a step with a policy of its own.
 */
public final class TemplateStep extends AnyStep<TemplateStep> {

    private JobTemplateId template;

    TemplateStep(Scope.Place place, String template) {
        super(place, List.of());
        this.template = new JobTemplateId(template, Optional.empty());
    }

    @Override
    TemplateStep self() {
        return this;
    }

    /**
     * Sets the version of the template. The default is what the param {@code job_template_version} of the workflow says, or
     * else {@code default}.
     *
     * @param version the version
     * @return this step
     */
    public TemplateStep version(String version) {
        requireOpen();
        template = new JobTemplateId(template.name(), Optional.of(requireNonNull(version, "version")));
        return this;
    }

    JobTemplateId template() {
        return template;
    }
}
